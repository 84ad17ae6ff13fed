import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { api } from "../net/api";
import type { LogLevel, LogLine } from "../net/contract";
import type { RunView } from "../store/runView";
import { session } from "../store/session";
import { useSignal } from "../store/signals";

/** Most lines in the page; older ones are in the store. */
const mostLines = 2000;
const pageSize = 500;

/** The log, fetched by cursor while someone looks: by level, node and text, following the end. */
export function Logs({ view }: { view: RunView }) {
    const route = useSignal(session, ["route", "open"], () => session.route);
    const logLines = useSignal(view, "logs", () => view.logLines);
    const [level, setLevel] = useState<LogLevel>("info");
    const [node, setNode] = useState(route.node !== undefined && view.nodes.includes(route.node) ? route.node : "");
    const [text, setText] = useState("");
    const [isFollowing, setFollowing] = useState(true);
    const { lines, problem, isAsking } = useLines(view, { level, node, text }, logLines);
    const list = useRef<HTMLOListElement>(null);
    useLayoutEffect(() => {
        if (isFollowing && list.current) list.current.scrollTop = list.current.scrollHeight;
    }, [lines, isFollowing]);
    const isFiltered = level !== "info" || node !== "" || text !== "";
    return (
        <div className="logs">
            <div className="tools">
                <select className="field" aria-label="Least level" value={level} onChange={(event) => setLevel(event.target.value as LogLevel)}>
                    <option value="info">All levels</option><option value="warning">Warnings and errors</option><option value="error">Errors</option>
                </select>
                <select className="field" aria-label="Node" value={node} onChange={(event) => setNode(event.target.value)}>
                    <option value="">All nodes</option>
                    {view.nodes.map((id) => <option key={id}>{id}</option>)}
                </select>
                <input className="field" type="search" aria-label="Text in the line" placeholder="Contains…" value={text} onChange={(event) => setText(event.target.value)} />
                <label><input type="checkbox" checked={isFollowing} onChange={(event) => setFollowing(event.target.checked)} />Follow</label>
                <span className="grow" />
                <button
                    type="button" disabled={lines.length === 0}
                    onClick={() => void session.attempt(async () => {
                        await navigator.clipboard.writeText(lines.map(lineText).join("\n"));
                        session.say(`${lines.length} lines copied`);
                    })}>
                    Copy
                </button>
            </div>
            {lines.length > 0 ? (
                <ol
                    className="log-lines" ref={list} data-scrolls tabIndex={0} aria-label="Log"
                    onWheel={(event) => {
                        if (event.deltaY < 0) setFollowing(false);
                    }}>
                    {lines.map((line) => (
                        <li key={line.index} className={line.level}>
                            <time>{line.seconds.toFixed(2)}</time>
                            <span className="level">{line.level}</span>
                            <span className="node">{line.node ?? "run"}</span>
                            <span className="message">{line.message}</span>
                        </li>
                    ))}
                </ol>
            ) : (
                <div className="nothing">
                    <p><b>{problem ?? (isAsking ? "Asking the server…" : isFiltered ? "No line fits this filter." : "This run has logged nothing.")}</b></p>
                    {!problem && !isAsking && (
                        <p>{isFiltered ? `The run has ${logLines} lines in all.` : "A step logs with log(…); what it prints comes here as well."}</p>
                    )}
                </div>
            )}
        </div>
    );
}

function lineText(line: LogLine): string {
    return `${line.seconds.toFixed(2)}\t${line.level}\t${line.node ?? ""}\t${line.message}`;
}

/** Lines that fit the filter, and whatever is added to them: only what is new is asked for. */
function useLines(view: RunView, filter: { level: LogLevel; node: string; text: string }, logLines: number) {
    const [lines, setLines] = useState<LogLine[]>([]);
    const [problem, setProblem] = useState<string>();
    const [isAsking, setAsking] = useState(true);
    const next = useRef<number | undefined>(undefined);
    const { level, node, text } = filter;
    const run = view.run.id;
    const key = [run, level, node, text].join("\n");
    const shown = useRef("");
    useEffect(() => {
        if (shown.current !== key) {
            next.current = undefined;
            setLines([]);
            setAsking(true);
        }
        shown.current = key;
        const end = new AbortController();
        // Typing in the filter asks once it rests.
        const timer = setTimeout(() => {
            const query = {
                level, limit: pageSize, ...(node ? { node } : {}), ...(text ? { contains: text } : {}),
                ...(next.current === undefined ? { last: true } : { after: next.current }),
            };
            api.logs(run, query, end.signal).then((answer) => {
                next.current = answer.next;
                setLines((before) => [...before, ...answer.lines].slice(-mostLines));
                setProblem(undefined);
                setAsking(false);
            }, (error: Error) => {
                if (end.signal.aborted) return;
                setProblem(error.message);
                setAsking(false);
            });
        }, next.current === undefined ? 150 : 50);
        return () => {
            clearTimeout(timer);
            end.abort();
        };
    }, [run, level, node, text, key, logLines]);
    return { lines, problem, isAsking };
}
