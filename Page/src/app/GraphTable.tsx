import { outletName } from "../model/file";
import { resourceIn } from "../model/workflow";
import { parameterType } from "../model/parameterType";
import { takesNotes } from "../model/geometry";
import { notesIn, parameterIn } from "../canvas/pins";
import { existingPins } from "../canvas/paletteEntries";
import { disconnect, remove } from "../model/edits";
import { edgesOf } from "../model/workflow";
import { brief } from "../model/json";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { useSignal } from "../store/signals";

/** The workflow as a table: all that the canvas shows and connects, for screen readers and for those who like tables. */
export function GraphTable() {
    const editor = useEditor();
    const workflow = useSignal(editor, "workflow", () => editor.workflow);
    const selection = useSignal(editor, "selection", () => editor.selection);
    const view = useSignal(session, "open", () => session.runView);
    useSignal(view ?? session, "counters", () => view?.version ?? 0);
    return (
        <div className="graph-table" data-scrolls tabIndex={0} role="region" aria-label="The workflow as a table">
            <table>
                <caption className="hidden">Nodes of the workflow, what they come after, and what is set</caption>
                <thead><tr><th>Node</th><th>Type</th><th>After</th><th>Resources</th><th>Parameters</th><th>State</th><th><span className="hidden">Actions</span></th></tr></thead>
                <tbody>
                    {Object.values(workflow.nodes).map((node) => {
                        const listing = editor.listing(node.id);
                        const problem = editor.problems.find((problem) => problem.node === node.id);
                        const resources = listing?.parameters.filter((parameter) =>
                            parameterType(parameter.type).kind === "resource" || resourceIn(node.parameters[parameter.name]) !== undefined) ?? [];
                        return (
                            <tr key={node.id} className={selection.has(node.id) ? "selected" : ""}>
                                <th scope="row"><button type="button" className="link" onClick={() => editor.select([node.id])}>{node.id}</button></th>
                                <td>{node.type}</td>
                                <td>
                                    {node.after.map((outlet) => (
                                        <span className="chip" key={outletName(outlet)}>
                                            {outletName(outlet)}
                                            {!editor.isReadOnly && (
                                                <button
                                                    type="button" aria-label={`Disconnect ${node.id} from ${outletName(outlet)}`}
                                                    onClick={() => editor.commit("disconnect", (old) => {
                                                        const edge = edgesOf(old).find((edge) => !edge.isResource && edge.to === node.id && edge.from === outlet.node && edge.port === outlet.port);
                                                        return edge ? disconnect(old, edge) : old;
                                                    })}>×</button>
                                            )}
                                        </span>
                                    ))}
                                    {listing && takesNotes(listing) && !editor.isReadOnly && <Connector pin={notesIn(node.id)} label={`Let ${node.id} come after`} />}
                                </td>
                                <td>
                                    {resources.map((parameter) => (
                                        <span className="pair" key={parameter.name}>
                                            {parameter.name}: {resourceIn(node.parameters[parameter.name]) ?? "none"}
                                            {!editor.isReadOnly && <Connector pin={parameterIn(node.id, parameter.name)} label={`Resource for ${parameter.name} of ${node.id}`} />}
                                        </span>
                                    ))}
                                </td>
                                <td>{Object.entries(node.parameters).filter(([, value]) => resourceIn(value) === undefined).map(([name, value]) => `${name} = ${brief(value, 30)}`).join(", ")}</td>
                                <td className={problem ? "problem" : ""}>{view?.counters.has(node.id) ? view.status(node.id) : problem && !editor.isReadOnly ? problem.message : "ready"}</td>
                                <td>
                                    {!editor.isReadOnly && (
                                        <button type="button" onClick={() => editor.commit(`delete ${node.id}`, (old) => remove(old, new Set([node.id])))} aria-label={`Delete ${node.id}`}>Delete</button>
                                    )}
                                </td>
                            </tr>
                        );
                    })}
                </tbody>
            </table>
            {Object.keys(workflow.nodes).length === 0 && <p className="empty">The workflow has no nodes yet. Press Ctrl K and choose “Add a node”.</p>}
        </div>
    );
}

/** A choice of all pins that fit. */
function Connector({ pin, label }: { pin: ReturnType<typeof notesIn>; label: string }) {
    const editor = useEditor();
    const entries = existingPins(editor, pin);
    if (entries.length === 0) return null;
    return (
        <select
            className="field" aria-label={label} value=""
            onChange={(event) => {
                const entry = entries.find((entry) => entry.key === event.target.value);
                if (entry) editor.commit("connect", (workflow) => entry.apply(workflow, { x: 0, y: 0 })[0]);
            }}>
            <option value="">connect…</option>
            {entries.map((entry) => <option key={entry.key} value={entry.key}>{entry.title}</option>)}
        </select>
    );
}
