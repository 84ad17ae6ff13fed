import { reveal } from "../app/commands";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { useSignal } from "../store/signals";

/** What is wrong with the workflow, before and after it was tried. */
export function Problems() {
    const editor = useEditor();
    const own = useSignal(editor, "problems", () => editor.problems);
    const refused = useSignal(session, "refused", () => session.refused);
    const known = new Set(own.map((problem) => problem.message));
    const problems = [...own, ...refused.filter((problem) => !known.has(problem.message))];
    if (editor.isReadOnly || problems.length === 0) {
        return (
            <div className="nothing">
                <p><b>{editor.isReadOnly ? "A run's snapshot is not checked." : "No problems: the workflow can run."}</b></p>
                <p>Missing inputs, values of a wrong type, unknown nodes and cycles are told here while you draw.</p>
            </div>
        );
    }
    return (
        <div className="scroll" data-scrolls tabIndex={0} role="region" aria-label="Problems">
            <ol className="problems">
                {problems.map((problem, place) => (
                    <li key={place}>
                        {problem.node !== undefined && <button type="button" className="link" onClick={() => reveal(problem.node ?? "")}>{problem.node}</button>}
                        <span>{problem.message}</span>
                    </li>
                ))}
            </ol>
        </div>
    );
}
