import { type WorkflowNode } from "../model/workflow";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import { NodeInspector } from "./NodeInspector";
import { WorkflowInspector } from "./WorkflowInspector";

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
            {nodes.length > 1
                ? <Several nodes={nodes} />
                : node
                ? <NodeInspector key={node.id} node={node} listing={catalogue.get(node.type)} />
                : <WorkflowInspector />}
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
                    <li key={node.id}>
                        <button type="button" className="link" onClick={() => editor.select([node.id])}>
                            {node.id}
                        </button>{" "}
                        <small>{node.type}</small>
                    </li>
                ))}
            </ul>
            <p className="hint">Tidy up, frame, bypass, collapse and delete work on all of them.</p>
        </>
    );
}
