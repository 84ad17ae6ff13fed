import { count, counted, perSecond } from "../app/quantities";
import { done, given } from "../model/runFigures";
import { session } from "../store/session";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";

/** The last line of a card: what is wrong, or what the node does in the run that is watched. */
export function NodeFoot({ id, isResource }: { id: string; isResource: boolean }) {
    const editor = useEditor();
    const problem = useSignal(editor, "problems", () => editor.problems.find((problem) => problem.node === id)?.message);
    const view = useSignal(session, "open", () => session.runView);
    const version = useSignal(view ?? session, [`node:${id}`, "run"], () => view?.version ?? 0);
    void version;
    const counters = view?.counters.get(id);
    const failure = view?.failuresOf(id)[0];
    if (failure) {
        const failures = Math.max(1, counters?.notesFailed ?? 0);
        return (
            <footer className="foot status-failed">
                <Bar share={counters ? done(counters) / Math.max(1, given(counters)) : 1} />
                <button
                    type="button" className="problem" title={failure.cause}
                    onClick={() => session.go({ tab: "failures", node: id })}>
                    <b>{failures > 1 ? `${count(failures)} notes failed` : "failed"}</b> {failure.cause}
                </button>
            </footer>
        );
    }
    if (problem !== undefined && !editor.isReadOnly) {
        return (
            <footer className="foot status-invalid">
                <Bar share={0} />
                <button type="button" className="problem" title={problem} onClick={() => session.go({ tab: "problems" })}>{problem}</button>
            </footer>
        );
    }
    if (!view || !counters) {
        return (
            <footer className="foot status-idle">
                <Bar share={0} />
                <span>{isResource ? "made once a run" : view ? "not in this run" : "not run yet"}</span>
            </footer>
        );
    }
    const status = view.status(id);
    const isBatch = counters.itemsDone > 0 || counters.loading > 0 || counters.loaded > 0;
    const rate = view.rate(id);
    return (
        <footer className={`foot status-${status}`}>
            <Bar share={status === "done" ? 1 : done(counters) / Math.max(1, given(counters))} />
            <b>{status}</b>
            <span>{counted(done(counters), isBatch ? "item" : "note")}</span>
            <span className="rate">{perSecond(rate)}</span>
            {isBatch && !view.isOver && <Queues loading={counters.loading} loaded={counters.loaded} />}
        </footer>
    );
}

function Bar({ share }: { share: number }) {
    return <i className="bar" aria-hidden="true"><i style={{ transform: `scaleX(${Math.min(1, share)})` }} /></i>;
}

/** How full a queue of this length is drawn: the default of a stage's `results`. */
const fullQueue = 32;

/** Items before the workers and behind them. */
function Queues({ loading, loaded }: { loading: number; loaded: number }) {
    return (
        <span className="queues" title={`${loading} items at the workers, ${loaded} loaded`}>
            <i className="loading" style={{ transform: `scaleY(${Math.min(1, loading / fullQueue)})` }} />
            <i className="loaded" style={{ transform: `scaleY(${Math.min(1, loaded / fullQueue)})` }} />
        </span>
    );
}
