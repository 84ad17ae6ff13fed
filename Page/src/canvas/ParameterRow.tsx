import { memo } from "react";
import type { NodeListing, ParameterListing } from "../model/catalogue";
import { setParameter } from "../model/edits";
import type { Json } from "../model/json";
import { acceptsResource, parameterType, phrase } from "../model/parameterType";
import { resourceIn, type WorkflowNode } from "../model/workflow";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import { Widget } from "../widgets/Widget";
import { ResourceField } from "../widgets/ResourceField";
import { parameterIn, pinText } from "./pins";

/** A parameter's name, its pin for a resource, and its widget. */
export const ParameterRow = memo(function ParameterRow(props: {
    node: WorkflowNode;
    listing: NodeListing;
    parameter: ParameterListing;
    canEdit: boolean;
}) {
    const { node, parameter, canEdit } = props;
    const editor = useEditor();
    const type = parameterType(parameter.type);
    const setting = node.parameters[parameter.name];
    const resource = resourceIn(setting);
    const problem = useSignal(editor, "problems", () => editor.problems.find((problem) =>
        problem.node === node.id && problem.parameter === parameter.name)?.message);
    const set = (value: Json | undefined) =>
        editor.commit(`set ${node.id}.${parameter.name}`, (workflow) =>
            setParameter(workflow, node.id, parameter.name, value), `set:${node.id}:${parameter.name}`);
    const id = `p-${node.id}-${parameter.name}`;
    const takesResource = type.kind === "resource" || resource !== undefined;
    const couldTake = takesResource || type.kind === "any" || acceptsResource(type, "String") || type.kind === "number"
        || type.kind === "integer" || type.kind === "boolean";
    const title = [phrase(type), parameter.documentation, problem].filter(Boolean).join("\n");
    return (
        <div className={problem === undefined ? "parameter" : "parameter invalid"} title={title}>
            {couldTake && (
                <button
                    type="button" disabled={!canEdit} data-pin={pinText(parameterIn(node.id, parameter.name))}
                    className={`pin of-resource${resource ? " used" : ""}${takesResource ? "" : " spare"}`}
                    tabIndex={takesResource ? 0 : -1} aria-label={`Resource for ${parameter.name} of ${node.id}`} />
            )}
            <label htmlFor={id} className={parameter.isRequired ? "required" : ""}>{parameter.name}</label>
            {takesResource ? (
                <ResourceField
                    id={id} label={parameter.name} type={type} resource={resource} isInvalid={problem !== undefined}
                    isRequired={parameter.isRequired} isDisabled={!canEdit}
                    set={(name) => set(name === undefined ? undefined : { resource: name })} />
            ) : (
                <Widget
                    id={id} label={parameter.name} type={type} value={setting} otherwise={parameter.defaultValue}
                    isRequired={parameter.isRequired} isInvalid={problem !== undefined} isDisabled={!canEdit} set={set} />
            )}
        </div>
    );
});
