import { useState } from "react";
import type { NodeListing, ParameterListing } from "../model/catalogue";
import { setParameter, setStage } from "../model/edits";
import type { Json } from "../model/json";
import { parameterType, phrase } from "../model/parameterType";
import { outletName } from "../model/file";
import { resourceIn, type WorkflowNode } from "../model/workflow";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import { KindIcon } from "../canvas/KindIcon";
import { ResourceField } from "../widgets/ResourceField";
import { Widget } from "../widgets/Widget";
import { Markdown } from "./Markdown";

/** What is selected, in words: documentation, parameters, stage. The workflow itself where nothing is. */
export function Inspector() {
    const editor = useEditor();
    const selection = useSignal(editor, "selection", () => editor.selection);
    const workflow = useSignal(editor, "workflow", () => editor.workflow);
    const catalogue = useSignal(editor, "catalogue", () => editor.catalogue);
    const nodes = [...selection].flatMap((id) => workflow.nodes[id] ?? []);
    const node = nodes[0];
    return (
        <aside className="inspector" aria-label="Inspector" data-scrolls>
            {nodes.length > 1 ? <Several nodes={nodes} />
                : node ? <NodeInspector key={node.id} node={node} listing={catalogue.get(node.type)} /> : <WorkflowInspector />}
        </aside>
    );
}

function Several({ nodes }: { nodes: WorkflowNode[] }) {
    const editor = useEditor();
    return (
        <>
            <h2>{nodes.length} nodes</h2>
            <ul className="plain">
                {nodes.map((node) => (
                    <li key={node.id}><button type="button" className="link" onClick={() => editor.select([node.id])}>{node.id}</button> <small>{node.type}</small></li>
                ))}
            </ul>
            <p className="hint">Tidy up, frame, bypass, collapse and delete work on all of them.</p>
        </>
    );
}

function NodeInspector({ node, listing }: { node: WorkflowNode; listing: NodeListing | undefined }) {
    const editor = useEditor();
    const problems = editor.problems.filter((problem) => problem.node === node.id);
    return (
        <>
            <header className="inspected">
                {listing && <KindIcon kind={listing.kind} />}
                <div><h2>{node.id}</h2><small>{node.type}{listing ? ` · ${listing.kind}` : ""}</small></div>
            </header>
            {!editor.isReadOnly && problems.map((problem) => <p className="problem boxed" key={problem.message}>{problem.message}</p>)}
            {listing ? <Markdown text={listing.documentation || "*This node has no documentation: write a doc comment above it.*"} />
                : <p className="problem">The program has no node of this name.</p>}
            {listing && listing.parameters.length > 0 && (
                <section>
                    <h3>Parameters</h3>
                    {listing.parameters.map((parameter) => <Parameter key={parameter.name} node={node} listing={listing} parameter={parameter} />)}
                </section>
            )}
            {listing && listing.kind !== "resource" && listing.ports.length > 0 && (
                <section>
                    <h3>Ports</h3>
                    <ul className="plain">
                        {listing.ports.map((port) => (
                            <li key={port}><code>{port}</code> <small>{listeners(editor.workflow.nodes, node.id, port)}</small></li>
                        ))}
                    </ul>
                </section>
            )}
            {(listing?.kind === "batch step" || node.after.length > 1) && <Stage node={node} isBatch={listing?.kind === "batch step"} />}
            {listing && listing.location.file !== "" && (
                <p className="hint">Declared in <code>{listing.location.file}:{listing.location.line}</code></p>
            )}
        </>
    );
}

function listeners(nodes: Readonly<Record<string, WorkflowNode>>, id: string, port: string): string {
    const found = Object.values(nodes).filter((node) => node.after.some((outlet) => outlet.node === id && outlet.port === port));
    return found.length === 0 ? "no one listens" : `to ${found.map((node) => node.id).join(", ")}`;
}

function Parameter({ node, listing, parameter }: { node: WorkflowNode; listing: NodeListing; parameter: ParameterListing }) {
    const editor = useEditor();
    const type = parameterType(parameter.type);
    const setting = node.parameters[parameter.name];
    const problem = editor.problems.find((problem) => problem.node === node.id && problem.parameter === parameter.name);
    const set = (value: Json | undefined) =>
        editor.commit(`set ${node.id}.${parameter.name}`, (workflow) =>
            setParameter(workflow, node.id, parameter.name, value), `set:${node.id}:${parameter.name}`);
    const id = `i-${node.id}-${parameter.name}`;
    const common = { id, label: parameter.name, type, isRequired: parameter.isRequired, isInvalid: problem !== undefined, isDisabled: editor.isReadOnly };
    return (
        <div className="inspected-parameter">
            <div className="label">
                <label htmlFor={id}>{parameter.name}</label>
                <small>{phrase(type)}{parameter.isRequired ? ", required" : ""}</small>
                {setting !== undefined && !editor.isReadOnly && (
                    <button type="button" className="link" onClick={() => set(undefined)}>reset</button>
                )}
            </div>
            {type.kind === "resource" || resourceIn(setting) !== undefined
                ? <ResourceField {...common} resource={resourceIn(setting)} set={(name) => set(name === undefined ? undefined : { resource: name })} />
                : <Widget {...common} value={setting} otherwise={parameter.defaultValue} set={set} />}
            {parameter.documentation && <Markdown text={parameter.documentation} />}
            {problem && <p className="problem">{problem.message.replace(`parameter '${parameter.name}' of ${listing.kind} '${node.id}' `, "")}</p>}
        </div>
    );
}

const stageDefaults = { queue: 16, results: 32, ordered: true };

function Stage({ node, isBatch }: { node: WorkflowNode; isBatch: boolean }) {
    const editor = useEditor();
    const set = (name: string) => (value: Json | undefined) =>
        editor.commit(`set stage.${name} of ${node.id}`, (workflow) => setStage(workflow, node.id, name, value), `stage:${node.id}:${name}`);
    const field = (name: "queue" | "results", text: string) => (
        <div className="inspected-parameter">
            <div className="label"><label htmlFor={`stage-${name}`}>{name}</label></div>
            <Widget
                id={`stage-${name}`} label={name} type={{ kind: "integer" }} value={node.stage[name]} otherwise={stageDefaults[name]} isRequired={false}
                isInvalid={node.stage[name] !== undefined && !(Number.isInteger(node.stage[name]) && Number(node.stage[name]) >= 1)}
                isDisabled={editor.isReadOnly} set={set(name)} />
            <p className="hint">{text}</p>
        </div>
    );
    return (
        <section>
            <h3>Stage</h3>
            {field("queue", "Most notes that wait in front of it.")}
            {isBatch && field("results", "Most items that are admitted and not yet in a batch.")}
            {isBatch && (
                <div className="inspected-parameter">
                    <div className="label"><label htmlFor="stage-ordered">ordered</label></div>
                    <Widget
                        id="stage-ordered" label="ordered" type={{ kind: "boolean" }} value={node.stage["ordered"]} otherwise={stageDefaults.ordered}
                        isRequired={false} isInvalid={false} isDisabled={editor.isReadOnly} set={set("ordered")} />
                    <p className="hint">Whether notes leave in source order, or as they are ready.</p>
                </div>
            )}
        </section>
    );
}

function WorkflowInspector() {
    const editor = useEditor();
    const workflow = useSignal(editor, "workflow", () => editor.workflow);
    const [isWriting, setWriting] = useState(false);
    const nodes = Object.values(workflow.nodes);
    return (
        <>
            <header className="inspected">
                <div><h2>{workflow.name || "Workflow"}</h2><small>{nodes.length === 1 ? "1 node" : `${nodes.length} nodes`}</small></div>
                {!editor.isReadOnly && (
                    <button type="button" className="quiet" onClick={() => setWriting(!isWriting)}>{isWriting ? "Done" : "Edit"}</button>
                )}
            </header>
            {isWriting ? (
                <>
                    <label htmlFor="workflow-name">Name</label>
                    <input
                        id="workflow-name" className="field" value={workflow.name}
                        onChange={(event) => editor.commit("rename workflow", (old) => ({ ...old, name: event.target.value }), "name")} />
                    <label htmlFor="workflow-text">Documentation, Markdown</label>
                    <textarea
                        id="workflow-text" className="field documentation" value={workflow.documentation} rows={12}
                        onChange={(event) => editor.commit("write documentation", (old) => ({ ...old, documentation: event.target.value }), "documentation")} />
                </>
            ) : (
                workflow.documentation ? <Markdown text={workflow.documentation} />
                    : <p className="empty">This workflow has no documentation. Say what it is for: Markdown works.</p>
            )}
            {nodes.length > 0 && (
                <section>
                    <h3>Nodes</h3>
                    {nodes.map((node) => (
                        <details key={node.id}>
                            <summary>{node.id} <small>{node.type}</small></summary>
                            <Markdown text={editor.catalogue.get(node.type)?.documentation || "*No documentation.*"} />
                            {node.after.length > 0 && <p className="hint">after {node.after.map(outletName).join(", ")}</p>}
                        </details>
                    ))}
                </section>
            )}
        </>
    );
}
