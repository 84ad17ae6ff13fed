import { useState } from "react";
import { isOver, type Run, type RunStatus } from "../net/contract";
import { routeAddress } from "./route";
import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Icon } from "./Icon";
import { shortPath } from "./names";
import { counted, duration, moment } from "./quantities";

export function SideBar() {
    return (
        <nav className="sidebar" aria-label="Workflows and runs">
            <Workflows />
            <Runs />
        </nav>
    );
}

export function Workflows() {
    const workflows = useSignal(session, "workflows", () => session.workflows);
    const current = useSignal(session, ["route", "open"], () => session.route.workflow);
    return (
        <section className="workflows">
            <header>
                <h2>Workflows</h2>
                <button type="button" className="icon" aria-label="New workflow" title="New workflow" onClick={() => panels.open("new")}>
                    <Icon name="plus" />
                </button>
            </header>
            <ul>
                {workflows?.map((workflow) => (
                    <li key={workflow.path} className={workflow.path === current ? "current" : ""}>
                        <a href={routeAddress({ workflow: workflow.path })} aria-current={workflow.path === current ? "page" : undefined}>
                            <span>{shortPath(workflow.path)}{workflow.hasDraft && <i className="draft-dot" title="Has changes that are not saved" />}</span>
                            <small className={workflow.problem ? "problem" : ""}>{workflow.problem ?? counted(workflow.nodes, "node")}</small>
                        </a>
                    </li>
                ))}
            </ul>
            {workflows?.length === 0 && <p className="empty">This project has no workflow files yet.</p>}
            {!workflows && <p className="empty">Asking the server…</p>}
        </section>
    );
}

const filters: { label: string; fits(status: RunStatus): boolean }[] = [
    { label: "All", fits: () => true },
    { label: "Under way", fits: (status) => !isOver(status) },
    { label: "Succeeded", fits: (status) => status === "succeeded" },
    { label: "Failed", fits: (status) => status === "failed" || status === "interrupted" },
    { label: "Stopped", fits: (status) => status === "cancelled" },
];

export function Runs() {
    const runs = useSignal(session, "runs", () => session.runs);
    const route = useSignal(session, ["route", "open"], () => session.route);
    const [filter, setFilter] = useState(0);
    const [isOfWorkflow, setOfWorkflow] = useState(false);
    const shown = (runs ?? []).filter((run) =>
        filters[filter]?.fits(run.status) && (!isOfWorkflow || run.workflow === route.workflow));
    return (
        <section className="runs">
            <header>
                <h2>Runs</h2>
                <button type="button" className="quiet" onClick={() => panels.open("compare")} disabled={(runs?.length ?? 0) < 2}>Compare…</button>
            </header>
            <div className="filters">
                <select className="field" aria-label="Status of the runs shown" value={filter} onChange={(event) => setFilter(Number(event.target.value))}>
                    {filters.map(({ label }, place) => <option key={label} value={place}>{label}</option>)}
                </select>
                {route.workflow !== undefined && (
                    <label>
                        <input type="checkbox" checked={isOfWorkflow} onChange={(event) => setOfWorkflow(event.target.checked)} />
                        of this workflow
                    </label>
                )}
            </div>
            <ul>{shown.map((run) => <RunEntry key={run.id} run={run} isCurrent={run.id === route.run} />)}</ul>
            {runs && shown.length === 0 && (
                <p className="empty">
                    {runs.length === 0 ? "Nothing has run yet. Runs are kept, with their logs, failures and outputs." : "No run fits this filter."}
                </p>
            )}
        </section>
    );
}

function RunEntry({ run, isCurrent }: { run: Run; isCurrent: boolean }) {
    const address = routeAddress({ workflow: run.workflow, run: run.id, isSnapshot: isOver(run.status), tab: "run" });
    return (
        <li className={isCurrent ? "current" : ""}>
            <a href={address} aria-current={isCurrent ? "page" : undefined}>
                <span><i className={`dot status-${run.status}`} /><span className="name">{run.name}</span><small>{moment(run.started)}</small></span>
                <small>
                    {run.status}, {duration(run.seconds)}
                    {run.failures > 0 && <b className="problem"> · {counted(run.failures, "failure")}</b>}
                    {run.upTo !== undefined && ` · up to ${run.upTo}`}
                    {run.set.length > 0 && ` · ${run.set.map((set) => `${set.node}.${set.parameter}=${set.text}`).join(", ")}`}
                </small>
            </a>
            {isOver(run.status) && (
                <button
                    type="button" className="icon remove" aria-label={`Delete the run of ${run.name}, ${moment(run.started)}`} title="Delete this run"
                    onClick={() => {
                        if (window.confirm(`Delete this run of ${run.name}, with its logs and outputs?`)) void session.attempt(() => session.deleteRun(run.id));
                    }}>
                    <Icon name="trash" />
                </button>
            )}
        </li>
    );
}
