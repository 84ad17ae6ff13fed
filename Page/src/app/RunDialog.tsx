import { useState } from "react";
import { parameterType } from "../model/parameterType";
import type { Json } from "../model/json";
import { resourceIn } from "../model/workflow";
import type { RunOptions, Setting } from "../net/contract";
import { useEditor } from "../store/editor";
import { recall, remember } from "../store/memory";
import { session } from "../store/session";
import { Widget } from "../widgets/Widget";
import { Dialog } from "./Dialog";

const policies: [string, string][] = [
    ["stop", "Stop at the first failure"], ["skip", "Skip what fails"], ["skip=1%", "Skip up to 1 % of the notes"],
    ["retry=3", "Try three times more, then stop"], ["retry=3,skip", "Try three times more, then skip"],
];

/** A value as `--set` takes it: texts as they stand, all else as JSON. */
function settingText(value: Json): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** Parameters and options for one run: the workflow stays as it is. */
export function RunDialog({ close }: { close(): void }) {
    const editor = useEditor();
    const path = session.route.workflow ?? "";
    const [values, setValues] = useState<Record<string, Json>>(recall(`set.${path}`, {}));
    const [options, setOptions] = useState<RunOptions>(recall(`options.${path}`, {}));
    const nodes = Object.values(editor.workflow.nodes);
    const rows = nodes.flatMap((node) => (editor.listing(node.id)?.parameters ?? []).flatMap((parameter) => {
        const type = parameterType(parameter.type);
        const own = node.parameters[parameter.name];
        return type.kind === "resource" || resourceIn(own) !== undefined ? [] : [{ node, parameter, type, own }];
    }));
    const start = () => {
        const set: Setting[] = rows.flatMap(({ node, parameter }) => {
            const value = values[`${node.id}.${parameter.name}`];
            return value === undefined ? [] : [{ node: node.id, parameter: parameter.name, text: settingText(value) }];
        });
        remember(`set.${path}`, values);
        remember(`options.${path}`, options);
        close();
        void session.run({ set, options });
    };
    return (
        <Dialog title="Run with other parameters" close={close} isWide>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    start();
                }}>
                <div className="run-form" data-scrolls>
                    <fieldset>
                        <legend>For this run only</legend>
                        {rows.map(({ node, parameter, type, own }) => {
                            const key = `${node.id}.${parameter.name}`;
                            return (
                                <div className="run-parameter" key={key}>
                                    <label htmlFor={`run-${key}`}>{node.id}<b>.{parameter.name}</b></label>
                                    <Widget
                                        id={`run-${key}`} label={key} type={type} value={values[key]} otherwise={own ?? parameter.defaultValue}
                                        isRequired={parameter.isRequired} isInvalid={false} isDisabled={false}
                                        set={(value) => setValues(({ [key]: _, ...others }) => (value === undefined ? others : { ...others, [key]: value }))} />
                                </div>
                            );
                        })}
                        {rows.length === 0 && <p className="empty">No node of this workflow has a parameter.</p>}
                    </fieldset>
                    <fieldset>
                        <legend>How it runs</legend>
                        <label htmlFor="run-workers">Workers</label>
                        <Widget
                            id="run-workers" label="Workers" type={{ kind: "integer" }} value={options.workers} otherwise="one a core" isRequired={false}
                            isInvalid={false} isDisabled={false}
                            set={(value) => setOptions(({ workers: _, ...others }) => (typeof value === "number" ? { ...others, workers: value } : others))} />
                        <label htmlFor="run-isolation">They run in</label>
                        <select
                            id="run-isolation" className="field" value={options.isolation ?? "processes"}
                            onChange={(event) => setOptions({ ...options, isolation: event.target.value as NonNullable<RunOptions["isolation"]> })}>
                            <option value="processes">processes: a crash loses one item</option><option value="threads">threads</option>
                            <option value="none">in line, for a debugger</option>
                        </select>
                        <label htmlFor="run-failure">When something fails</label>
                        <select id="run-failure" className="field" value={options.onFailure ?? "stop"} onChange={(event) => setOptions({ ...options, onFailure: event.target.value })}>
                            {policies.map(([policy, text]) => <option key={policy} value={policy}>{text}</option>)}
                        </select>
                    </fieldset>
                </div>
                <footer>
                    <button type="button" onClick={() => {
                        setValues({});
                        setOptions({});
                    }}>As in the workflow</button>
                    <button type="submit" className="primary">Run</button>
                </footer>
            </form>
        </Dialog>
    );
}
