import { useEffect, useState } from "react";
import { differences } from "../model/differences";
import { readWorkflow } from "../model/file";
import { api } from "../net/api";
import type { Run, RunDetail } from "../net/contract";
import { session } from "../store/session";
import { Dialog } from "./Dialog";
import { Differences } from "./DifferencesDialog";
import { count, duration, moment } from "./quantities";

interface Side {
    detail: RunDetail;
    text: string;
}

function useSide(id: string | undefined): Side | string | undefined {
    const [side, setSide] = useState<Side | string>();
    useEffect(() => {
        let isCurrent = true;
        setSide(undefined);
        if (id === undefined) return undefined;
        Promise.all([api.run(id), api.runWorkflow(id)]).then(
            ([detail, { text }]) => isCurrent && setSide({ detail, text }),
            (error: Error) => isCurrent && setSide(error.message));
        return () => void (isCurrent = false);
    }, [id]);
    return side;
}

/** Two runs side by side: workflow, parameters, counts. */
export function CompareDialog({ close }: { close(): void }) {
    const runs = session.runs ?? [];
    const [first, setFirst] = useState(runs[1]?.id);
    const [second, setSecond] = useState(session.route.run !== runs[1]?.id ? session.route.run ?? runs[0]?.id : runs[0]?.id);
    const [a, b] = [useSide(first), useSide(second)];
    const choice = (label: string, value: string | undefined, set: (id: string) => void) => (
        <select className="field" aria-label={label} value={value} onChange={(event) => set(event.target.value)}>
            {runs.map((run) => <option key={run.id} value={run.id}>{nameOf(run)}</option>)}
        </select>
    );
    return (
        <Dialog title="Compare two runs" close={close} isWide>
            <div className="compare" data-scrolls tabIndex={0}>
                <div className="compare-heads">{choice("First run", first, setFirst)}{choice("Second run", second, setSecond)}</div>
                {[a, b].map((side, place) => typeof side === "string" && <p className="problem" key={place}>{side}</p>)}
                {typeof a === "object" && typeof b === "object" && (
                    <>
                        <Totals a={a.detail} b={b.detail} />
                        <h3>Nodes</h3>
                        <NodeCounts a={a.detail} b={b.detail} />
                        <h3>Workflow</h3>
                        <Differences list={differences(readWorkflow(a.text, session.catalogue), readWorkflow(b.text, session.catalogue))} before="first" after="second" />
                    </>
                )}
            </div>
        </Dialog>
    );
}

function nameOf(run: Run): string {
    return `${run.name}, ${moment(run.started)}, ${run.status}`;
}

function settings(run: Run): string {
    return run.set.map((set) => `${set.node}.${set.parameter}=${set.text}`).join(", ") || "as in the workflow";
}

function Totals({ a, b }: { a: RunDetail; b: RunDetail }) {
    const rows: [string, (run: RunDetail) => string][] = [
        ["status", (run) => run.status], ["duration", (run) => duration(run.seconds)], ["parameters", settings],
        ["workers", (run) => `${run.workers} (${run.isolation})`], ["notes", (run) => count(run.notes.emitted)],
        ["notes failed", (run) => count(run.notes.failed)], ["items", (run) => count(run.items.done)], ["written", (run) => count(run.items.dumped)],
    ];
    return (
        <table>
            <thead><tr><th /><th>First</th><th>Second</th></tr></thead>
            <tbody>
                {rows.map(([name, of]) => (
                    <tr key={name} className={of(a) === of(b) ? "" : "changed"}><th scope="row">{name}</th><td>{of(a)}</td><td>{of(b)}</td></tr>
                ))}
            </tbody>
        </table>
    );
}

function NodeCounts({ a, b }: { a: RunDetail; b: RunDetail }) {
    const ids = [...new Set([...a.nodes, ...b.nodes])];
    const of = (run: RunDetail, id: string) => run.counters.find((counters) => counters.node === id);
    const text = (run: RunDetail, id: string) => {
        const counters = of(run, id);
        return counters ? `${count(counters.notesOut)} notes, ${count(counters.itemsDone)} items, ${count(counters.notesFailed)} failed` : "not in it";
    };
    return (
        <table>
            <thead><tr><th>Node</th><th>First</th><th>Second</th></tr></thead>
            <tbody>
                {ids.map((id) => (
                    <tr key={id} className={text(a, id) === text(b, id) ? "" : "changed"}><th scope="row">{id}</th><td>{text(a, id)}</td><td>{text(b, id)}</td></tr>
                ))}
            </tbody>
        </table>
    );
}
