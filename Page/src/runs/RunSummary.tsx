import { count, counted, duration, perSecond } from "../app/quantities";
import { reveal } from "../app/commands";
import type { RunView } from "../store/runView";
import { useSignal } from "../store/signals";
import { limit } from "../model/limits";
import { QueueChart } from "./QueueChart";

/** The run in numbers: a sentence that says what holds it back, the queues around the workers, and a row a node. */
export function RunSummary({ view }: { view: RunView }) {
    useSignal(view, ["counters", "run"], () => view.version);
    const { run } = view;
    return (
        <div className="run-summary">
            <div className="run-head">
                <p className="run-state">
                    <b><i className={`dot status-${run.status}`} />{run.name} {run.status}</b>
                    <span>{duration(run.seconds)}</span>
                    <span>{counted(run.notes.emitted, "note")}</span>
                    {run.items.done > 0 && <span>{counted(run.items.done, "item")}</span>}
                    {run.items.dumped > 0 && <span>{count(run.items.dumped)} written</span>}
                    {run.failures > 0 && <span className="problem">{counted(run.failures, "failure")}</span>}
                    {run.notes.unrouted > 0 && <span className="warning">{count(run.notes.unrouted)} unrouted</span>}
                </p>
                <p className="limit">{sentence(view)}</p>
            </div>
            <div className="run-columns">
                <NodeTable view={view} />
                <QueueChart view={view} />
            </div>
        </div>
    );
}

function sentence(view: RunView): string {
    const { run } = view;
    if (run.status === "interrupted") return "The program died before it could say how the run ended.";
    if (view.isOver) {
        const slowest = [...view.counters.values()].filter((counters) => counters.itemsDone > 0)
            .sort((a, b) => b.itemsDone - a.itemsDone)[0];
        const what = run.status === "cancelled" ? "It was stopped; what was under way was finished."
            : run.status === "failed" ? "It ended with a failure that its policy does not bear." : "All notes went through.";
        return slowest ? `${what} “${slowest.node}” did ${perSecond(view.rate(slowest.node))} on ${counted(view.workers, "worker")}.` : what;
    }
    if (run.status === "paused") return "Paused: the sources wait, and what was under way is finished.";
    return limit(view.samples, view.nodes, view.workers).sentence;
}

function NodeTable({ view }: { view: RunView }) {
    return (
        <div className="scroll" data-scrolls tabIndex={0} role="region" aria-label="Nodes of the run">
            <table>
                <thead>
                    <tr>
                        <th>Node</th><th>Status</th><th className="n">In</th><th className="n">Out</th><th className="n">Failed</th>
                        <th className="n">Items</th><th className="n">Written</th><th className="n">Rate</th><th className="n" title="Notes that wait in front of it">Queued</th>
                        <th className="n" title="Items at the workers">Loading</th><th className="n" title="Items that wait for their batch">Loaded</th>
                    </tr>
                </thead>
                <tbody>
                    {view.nodes.map((id) => {
                        const counters = view.counters.get(id);
                        const status = view.status(id);
                        return (
                            <tr key={id}>
                                <th scope="row"><button type="button" className="link" onClick={() => reveal(id)}>{id}</button></th>
                                <td><i className={`dot status-${status}`} />{status}</td>
                                <Figure value={counters?.notesIn} /><Figure value={counters?.notesOut} />
                                <Figure value={counters?.notesFailed} isBad /><Figure value={counters?.itemsDone} />
                                <Figure value={counters?.dumped} />
                                <td className="n">{perSecond(view.rate(id))}</td>
                                <Figure value={counters?.queued} /><Figure value={counters?.loading} /><Figure value={counters?.loaded} />
                            </tr>
                        );
                    })}
                </tbody>
            </table>
        </div>
    );
}

function Figure({ value, isBad }: { value: number | undefined; isBad?: boolean }) {
    return <td className={`n${value ? (isBad ? " problem" : "") : " zero"}`}>{count(value ?? 0)}</td>;
}
