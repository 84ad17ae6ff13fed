import { useState } from "react";
import { command } from "./commands";
import { session } from "../store/session";
import { useSignal } from "../store/signals";

/** What is wrong with the program itself: it is being built, does not build, or died. */
export function Banners() {
    const host = useSignal(session, "host", () => session.host);
    const snapshot = useSignal(session, "open", () => (session.editor?.isReadOnly ? session.route : undefined));
    const [isOpen, setOpen] = useState(true);
    if (snapshot) {
        return (
            <div className="banner info">
                <span>You look at run {snapshot.run} as it was. Nothing here can be changed.</span>
                <button type="button" onClick={() => session.go({ isSnapshot: false })}>Open the workflow as it is now</button>
            </div>
        );
    }
    if (!host || host.state === "ready" || host.state === "running") return null;
    if (host.state === "failed") {
        const errors = host.compilerErrors.filter((error) => error.severity === "error");
        return (
            <div className="banner error" role="alert">
                <span>
                    <b>{errors.length === 1 ? "The program does not build: 1 error." : `The program does not build: ${errors.length} errors.`}</b>
                    {" "}Nodes are shown as they were when it last did.
                </span>
                <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? "Hide" : "Show"}</button>
                <button type="button" onClick={() => void command("build").run()}>Build again</button>
                {isOpen && (
                    <ul className="compiler-errors">
                        {errors.map((error, place) => (
                            <li key={place}><code>{error.file}:{error.line}:{error.column}</code> {error.message}</li>
                        ))}
                        {errors.length === 0 && host.output !== undefined && <li><pre>{host.output}</pre></li>}
                    </ul>
                )}
            </div>
        );
    }
    if (host.state === "died") {
        return (
            <div className="banner error" role="alert">
                <span><b>The program died.</b> {host.message}</span>
                <button type="button" onClick={() => void command("build").run()}>Start again</button>
            </div>
        );
    }
    return (
        <div className="banner info" role="status">
            <span className="spinner" aria-hidden="true" />
            <span>{host.state === "building" ? "Building the program…" : "Starting the program…"} {host.message}</span>
        </div>
    );
}
