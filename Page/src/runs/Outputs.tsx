import { useEffect, useState } from "react";
import { count } from "../app/quantities";
import { api } from "../net/api";
import type { Output, PortCount } from "../net/contract";
import { recall, remember } from "../store/memory";
import type { RunView } from "../store/runView";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { Gallery } from "./Gallery";
import { JsonTree } from "./JsonTree";
import { NoteLink } from "./NoteLink";
import { NotePath } from "./NotePath";
import { noteName } from "./noteName";
import { OutputTable } from "./OutputTable";

type Shape = "gallery" | "table" | "json" | "text";
const shapes: { shape: Shape; title: string }[] = [
    { shape: "gallery", title: "Gallery" }, { shape: "table", title: "Table" }, { shape: "json", title: "JSON" }, { shape: "text", title: "Text" },
];
const pageSize = 60;

/** What left the ports: pictures, table, JSON or text, a page at a time; or one note on its way through the graph. */
export default function Outputs({ view }: { view: RunView }) {
    const route = useSignal(session, ["route", "open"], () => session.route);
    const ports = useSignal(view, "outputs", () => view.outputs);
    if (route.note !== undefined) return <NotePath view={view} note={route.note} />;
    if (ports.length === 0) {
        return (
            <div className="nothing">
                <p><b>{view.isOver ? "No outputs were kept of this run." : "Nothing has left a port yet."}</b></p>
                <p>Of each port the latest notes are kept as previews while the run goes on.</p>
            </div>
        );
    }
    const order = (port: PortCount) => view.nodes.indexOf(port.node);
    const sorted = [...ports].sort((a, b) => order(a) - order(b) || a.port.localeCompare(b.port));
    const port = sorted.find((port) => port.node === route.node && (route.port === undefined || port.port === route.port))
        ?? [...sorted].reverse().find((port) => port.images > 0) ?? sorted[sorted.length - 1];
    return (
        <div className="outputs">
            <ul className="port-list" data-scrolls aria-label="Ports">
                {sorted.map((other) => (
                    <li key={`${other.node}.${other.port}`}>
                        <button type="button" aria-pressed={other === port} onClick={() => session.go({ node: other.node, port: other.port })}>
                            <span>{other.node}<small>{other.port === "out" ? "" : `.${other.port}`}</small></span>
                            <small>{count(other.count)}</small>
                        </button>
                    </li>
                ))}
            </ul>
            {port && <PortOutputs key={`${view.run.id} ${port.node}.${port.port}`} view={view} port={port} />}
        </div>
    );
}

function PortOutputs({ view, port }: { view: RunView; port: PortCount }) {
    const [shape, setShape] = useState<Shape>(recall<Shape | undefined>(`shape.${port.node}.${port.port}`, undefined) ?? (port.images > 0 ? "gallery" : "table"));
    const [contains, setContains] = useState("");
    const [start, setStart] = useState(0);
    const [page, setPage] = useState<{ outputs: Output[]; next?: number }>();
    const [problem, setProblem] = useState<string>();
    // A growing port is asked again only while its first page is not full.
    const growth = port.kept < pageSize ? port.kept : -1;
    const run = view.run.id;
    const { node, port: name } = port;
    useEffect(() => {
        const end = new AbortController();
        const timer = setTimeout(() => {
            const query = { node, port: name, limit: pageSize, ...(contains ? { contains } : {}), ...(start > 0 ? { after: start } : {}) };
            api.outputs(run, query, end.signal).then(
                (answer) => {
                    setPage(answer);
                    setProblem(undefined);
                },
                (error: Error) => !end.signal.aborted && setProblem(error.message));
        }, contains ? 150 : 0);
        return () => {
            clearTimeout(timer);
            end.abort();
        };
    }, [run, node, name, contains, start, growth]);
    const outputs = page?.outputs ?? [];
    const next = page?.next;
    return (
        <div className="port-outputs">
            <div className="tools">
                <div className="segments" role="group" aria-label="Shown as">
                    {shapes.map(({ shape: other, title }) => (
                        <button
                            key={other} type="button" aria-pressed={other === shape}
                            onClick={() => {
                                setShape(other);
                                remember(`shape.${node}.${name}`, other);
                            }}>{title}</button>
                    ))}
                </div>
                <input
                    className="field" type="search" aria-label="Text in the note" placeholder="Contains…" value={contains}
                    onChange={(event) => {
                        setContains(event.target.value);
                        setStart(0);
                    }} />
                <span className="grow" />
                <span className="hint">{port.kept < port.count ? `${count(port.kept)} of ${count(port.count)} notes are kept` : `${count(port.count)} notes`}</span>
                <button type="button" disabled={start === 0} onClick={() => setStart(0)}>First</button>
                <button type="button" disabled={next === undefined} onClick={() => setStart(next ?? 0)}>Next</button>
            </div>
            <div className="scroll" data-scrolls tabIndex={0} role="region" aria-label={`Outputs of ${node}, port ${name}`}>
                {problem !== undefined && <p className="problem boxed">{problem}</p>}
                {page && outputs.length === 0 && <p className="empty">{contains ? "No kept note holds this text." : "Nothing is kept of this port."}</p>}
                {shape === "gallery" && <Gallery run={run} outputs={outputs} />}
                {shape === "table" && <OutputTable outputs={outputs} />}
                {shape === "json" && outputs.map((output) => (
                    <details key={output.index} open={outputs.length < 4}>
                        <summary>note {noteName(output.note)} <NoteLink output={output} /></summary>
                        <JsonTree value={output.value} />
                        {output.cut && <p className="hint">Long values are cut in previews.</p>}
                    </details>
                ))}
                {shape === "text" && <pre className="raw">{outputs.map((output) => JSON.stringify(output.value)).join("\n")}</pre>}
            </div>
        </div>
    );
}
