import { reveal } from "../app/commands";
import type { Failure } from "../net/contract";
import type { RunView } from "../store/runView";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { noteName } from "./noteName";

/** What failed, with its cause, its note and the line of code. */
export function Failures({ view }: { view: RunView }) {
    const failures = useSignal(view, "failures", () => view.failures);
    const node = useSignal(session, ["route", "open"], () => session.route.node);
    const shown = failures.filter((failure) => node === undefined || failure.node === node);
    const others = failures.length - shown.length;
    if (failures.length === 0) {
        return <div className="nothing"><p><b>Nothing failed.</b></p><p>A note that fails is told here with its cause, its item, and the place in the code.</p></div>;
    }
    return (
        <div className="scroll failures" data-scrolls tabIndex={0} role="region" aria-label="Failures">
            {node !== undefined && (
                <p className="filter-note">
                    Of <b>{node}</b>{others > 0 && `; ${others} of other nodes`}
                    <button type="button" className="link" onClick={() => session.go({ node: undefined })}>show all</button>
                </p>
            )}
            <ol>{shown.map((failure, place) => <FailureEntry key={failure.index ?? place} failure={failure} />)}</ol>
            {view.run.failures > failures.length && <p className="hint">{view.run.failures - failures.length} more are in the store.</p>}
        </div>
    );
}

const phases: Record<string, string> = {
    resource: "making a resource", start: "starting", source: "reading the source", load: "loading", body: "the step's body", dump: "writing",
    route: "routing", end: "ending",
};

export function FailureEntry({ failure }: { failure: Failure }) {
    return (
        <li className="failure">
            <p className="cause">{failure.cause}</p>
            <p className="where">
                {failure.node
                    ? <button type="button" className="link" onClick={() => reveal(failure.node)}>{failure.node}</button>
                    : <b>the program</b>}
                <span>{phases[failure.phase] ?? failure.phase}</span>
                {failure.note && (
                    <button type="button" className="link" onClick={() => session.go({ tab: "outputs", note: noteName(failure.note), node: undefined, port: undefined })}>
                        note {noteName(failure.note)}
                    </button>
                )}
                {failure.item !== undefined && <span>item {failure.item}</span>}
                {failure.value !== undefined && <code>{failure.value}</code>}
                {failure.location.file && <code>{failure.location.file}:{failure.location.line}</code>}
                {failure.attempts > 1 && <span>tried {failure.attempts} times</span>}
            </p>
        </li>
    );
}
