import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Icon } from "./Icon";
import { shown } from "./keys";

/** Run, or what can be done with the run that is under way. */
export function RunControls() {
    const editor = useSignal(session, "open", () => session.editor);
    const run = useSignal(session, "runs", () => session.runUnderWay);
    const canPause = useSignal(session, "project", () => session.project?.features.includes("pause") ?? false);
    const problems = useSignal(editor ?? session, "problems", () => editor?.problems.length ?? 0);
    if (run) {
        return (
            <span className="run-controls" role="group" aria-label="Run">
                {canPause && run.status === "running" && (
                    <button type="button" onClick={() => void session.control("pause")}><Icon name="pause" />Pause</button>
                )}
                {run.status === "paused" && (
                    <button type="button" className="primary" onClick={() => void session.control("resume")}><Icon name="play" />Go on</button>
                )}
                {run.status === "stopping" ? (
                    <button type="button" className="danger" title="Drop what is under way" onClick={() => void session.control("abort")}>
                        <Icon name="stop" />Stop at once
                    </button>
                ) : (
                    <button type="button" title="No new notes; what is under way is finished" onClick={() => void session.control("stop")}>
                        <Icon name="stop" />Stop
                    </button>
                )}
            </span>
        );
    }
    if (!editor || editor.isReadOnly) return null;
    return (
        <span className="run-controls" role="group" aria-label="Run">
            {problems > 0 && (
                <button type="button" className="quiet warning" onClick={() => session.go({ tab: "problems" })}>
                    {problems === 1 ? "1 problem" : `${problems} problems`}
                </button>
            )}
            <button
                type="button" className="icon" aria-label="Run with other parameters" title="Run with other parameters…"
                onClick={() => panels.open("run")}>
                <Icon name="settings" />
            </button>
            <button
                type="button" className="primary" title={`Run the workflow as it is shown (${shown("Mod+Enter")})`}
                onClick={() => void session.run()}>
                <Icon name="play" />Run
            </button>
        </span>
    );
}
