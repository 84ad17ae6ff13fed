import { useEffect, useState } from "react";
import { differences, type Difference } from "../model/differences";
import { readWorkflow } from "../model/file";
import type { Workflow } from "../model/workflow";
import { api } from "../net/api";
import { useEditor } from "../store/editor";
import { session } from "../store/session";
import { Dialog } from "./Dialog";

/** What differs, a line each; things that only moved are told apart. */
export function Differences({ list, before, after }: { list: Difference[]; before: string; after: string }) {
    const moved = list.filter((difference) => difference.kind === "moved");
    const rest = list.filter((difference) => difference.kind !== "moved");
    if (list.length === 0) return <p className="empty">The two are the same.</p>;
    return (
        <div className="differences" data-scrolls tabIndex={0} role="region" aria-label="Differences">
            {rest.length > 0 && (
                <table>
                    <thead><tr><th /><th>What</th><th>{before}</th><th>{after}</th></tr></thead>
                    <tbody>
                        {rest.map((difference, place) => (
                            <tr key={place} className={difference.kind}>
                                <td>{{ added: "+", removed: "−", changed: "~", moved: "" }[difference.kind]}</td>
                                <th scope="row">{difference.subject}{difference.detail && `.${difference.detail}`}</th>
                                <td>{difference.before || "–"}</td>
                                <td>{difference.after || "–"}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
            {moved.length > 0 && <p className="hint">Only moved: {moved.map((difference) => difference.subject).join(", ")}.</p>}
        </div>
    );
}

/** The file and what is on the canvas. */
export function ChangesDialog({ close }: { close(): void }) {
    const editor = useEditor();
    const [saved, setSaved] = useState<Workflow>();
    const [problem, setProblem] = useState<string>();
    const path = session.saving?.path;
    useEffect(() => {
        if (path === undefined) return;
        api.workflow(path).then(
            (answer) => setSaved(readWorkflow(answer.text, session.catalogue)),
            (error: Error) => setProblem(error.message));
    }, [path]);
    const list = saved && differences(saved, editor.workflow);
    return (
        <Dialog title="Changes since the last save" close={close} isWide>
            {problem !== undefined && <p className="problem">{problem}</p>}
            {list && <Differences list={list} before="file" after="canvas" />}
            <footer>
                <button type="button" className="danger" disabled={!list?.length} onClick={() => {
                    close();
                    void session.attempt(async () => session.saving?.revert());
                }}>Go back to the file</button>
                <button type="button" className="primary" disabled={!list?.length} onClick={() => {
                    close();
                    void session.saving?.save();
                }}>Save</button>
            </footer>
        </Dialog>
    );
}

/** The file was changed elsewhere while there are changes here: whose count? Nothing is lost either way. */
export function ConflictDialog({ close }: { close(): void }) {
    const editor = useEditor();
    const conflict = session.saving?.conflict;
    if (!conflict) return null;
    const list = differences(conflict.workflow, editor.workflow);
    return (
        <Dialog title="The workflow was changed elsewhere" close={close} isWide>
            <p>On the left what was written elsewhere, on the right what is on your canvas.</p>
            <Differences list={list} before="theirs" after="yours" />
            <footer>
                <button type="button" onClick={() => {
                    close();
                    session.saving?.takeTheirs();
                }}>Take theirs (Undo brings yours back)</button>
                <button type="button" className="primary" onClick={() => {
                    close();
                    session.saving?.keepMine();
                }}>Keep mine; Save then replaces theirs</button>
            </footer>
        </Dialog>
    );
}
