import { useState } from "react";
import { outletName } from "../model/file";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import { Markdown } from "./Markdown";

/** The workflow itself: its documentation, and that of its nodes. */
export function WorkflowInspector() {
    const editor = useEditor();
    const workflow = useSignal(editor, "workflow", () => editor.workflow);
    const [isWriting, setWriting] = useState(false);
    const nodes = Object.values(workflow.nodes);
    return (
        <>
            <header className="inspected">
                <div>
                    <h2>{workflow.name || "Workflow"}</h2>
                    <small>{nodes.length === 1 ? "1 node" : `${nodes.length} nodes`}</small>
                </div>
                {!editor.isReadOnly && (
                    <button type="button" className="quiet" onClick={() => setWriting(!isWriting)}>
                        {isWriting ? "Done" : "Edit"}
                    </button>
                )}
            </header>
            {isWriting
                ? (
                    <>
                        <label htmlFor="workflow-name">Name</label>
                        <input
                            id="workflow-name"
                            className="field"
                            value={workflow.name}
                            onChange={(event) =>
                                editor.commit(
                                    "rename workflow",
                                    (old) => ({ ...old, name: event.target.value }),
                                    "name",
                                )}
                        />
                        <label htmlFor="workflow-text">Documentation, Markdown</label>
                        <textarea
                            id="workflow-text"
                            className="field documentation"
                            value={workflow.documentation}
                            rows={12}
                            onChange={(event) =>
                                editor.commit(
                                    "write documentation",
                                    (old) => ({ ...old, documentation: event.target.value }),
                                    "documentation",
                                )}
                        />
                    </>
                )
                : (
                    workflow.documentation ? <Markdown text={workflow.documentation} /> : (
                        <p className="empty">
                            This workflow has no documentation. Say what it is for: Markdown works.
                        </p>
                    )
                )}
            {nodes.length > 0 && (
                <section>
                    <h3>Nodes</h3>
                    {nodes.map((node) => (
                        <details key={node.id}>
                            <summary>
                                {node.id} <small>{node.type}</small>
                            </summary>
                            <Markdown text={editor.catalogue.get(node.type)?.documentation || "*No documentation.*"} />
                            {node.after.length > 0 && (
                                <p className="hint">after {node.after.map(outletName).join(", ")}</p>
                            )}
                        </details>
                    ))}
                </section>
            )}
        </>
    );
}
