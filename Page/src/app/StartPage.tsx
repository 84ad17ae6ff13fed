import { moment, counted } from "./quantities";
import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Icon } from "./Icon";
import { Markdown } from "./Markdown";
import { shortPath } from "./names";
import { routeAddress } from "./route";

/** Where nothing is open: the project's workflows, and examples to begin with. */
export function StartPage() {
    const workflows = useSignal(session, "workflows", () => session.workflows);
    const examples = useSignal(session, "workflows", () => session.examples);
    const project = useSignal(session, "project", () => session.project);
    const problem = useSignal(session, "open", () => session.openProblem);
    return (
        <div className="start" data-scrolls>
            {problem !== undefined && <p className="problem boxed" role="alert">{problem}</p>}
            <h2>{project?.name ?? "Graphbook"}</h2>
            <p className="lead">
                {workflows?.length === 0
                    ? "There is no workflow in this project yet. Begin with an empty one, or with an example that runs as it is: no model, no network."
                    : "Open a workflow, or begin a new one."}
            </p>
            <div className="tiles">
                <button type="button" className="tile new" onClick={() => panels.open("new")}><Icon name="plus" /><b>New workflow</b><small>An empty canvas</small></button>
                {workflows?.map((workflow) => (
                    <a className="tile" key={workflow.path} href={routeAddress({ workflow: workflow.path })}>
                        <b>{shortPath(workflow.path)}</b>
                        <span>{workflow.problem ?? workflow.documentation}</span>
                        <small>
                            {counted(workflow.nodes, "node")}
                            {workflow.lastRun ? ` · last run ${workflow.lastRun.status}, ${moment(workflow.lastRun.started)}` : " · never run"}
                        </small>
                    </a>
                ))}
            </div>
            {examples.length > 0 && (
                <>
                    <h3>Examples</h3>
                    <div className="tiles">
                        {examples.map((example) => (
                            <div className="tile" key={example.name}>
                                <b>{example.title}</b>
                                <Markdown text={example.documentation} />
                                <button type="button" onClick={() => void session.attempt(() => session.create(free(example.name, workflows?.map(({ path }) => path) ?? []), example.text))}>
                                    Open a copy
                                </button>
                            </div>
                        ))}
                    </div>
                </>
            )}
        </div>
    );
}

/** A file name that is free: `sort.json`, `sort-2.json`. */
function free(name: string, taken: string[]): string {
    for (let number = 1; ; number++) {
        const path = number === 1 ? name : name.replace(/\.json$/, `-${number}.json`);
        if (!taken.includes(path)) return path;
    }
}
