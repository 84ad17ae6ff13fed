import { acceptsResource, phrase, type ParameterType } from "../model/parameterType";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";

/** Names a resource of the workflow: those that fit can be chosen, a wire does the same. */
export function ResourceField(props: {
    id: string;
    label: string;
    type: ParameterType;
    resource: string | undefined;
    isRequired: boolean;
    isInvalid: boolean;
    isDisabled: boolean;
    set(resource: string | undefined): void;
}) {
    const editor = useEditor();
    const workflow = useSignal(editor, "shape", () => editor.workflow);
    const fitting = Object.keys(workflow.nodes).filter((id) => {
        const listing = editor.listing(id);
        return listing?.kind === "resource" && acceptsResource(props.type, listing.makes);
    });
    const isKnown = props.resource === undefined || fitting.includes(props.resource);
    return (
        <select
            id={props.id} className={props.resource === undefined ? "field resource by-default" : "field resource"}
            aria-label={props.label} aria-invalid={props.isInvalid} disabled={props.isDisabled}
            value={props.resource ?? ""} title={phrase(props.type)}
            onChange={(event) => props.set(event.target.value === "" ? undefined : event.target.value)}>
            <option value="">
                {props.type.kind === "resource" ? (props.isRequired ? `needs ${props.type.makes}` : "none") : "a value"}
            </option>
            {!isKnown && <option value={props.resource}>{props.resource}</option>}
            {fitting.map((id) => <option key={id} value={id}>{id}</option>)}
        </select>
    );
}
