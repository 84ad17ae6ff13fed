import { useEffect, useState } from "react";
import { reveal } from "../app/commands";
import { api } from "../net/api";
import type { Output } from "../net/contract";
import type { RunView } from "../store/runView";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import { FailureEntry } from "./Failures";
import { Gallery } from "./Gallery";
import { JsonTree } from "./JsonTree";
import { noteName } from "./noteName";

/** One note on its way through the graph: what it held when it left each node, and where it failed. */
export function NotePath({ view, note }: { view: RunView; note: string }) {
    const [outputs, setOutputs] = useState<Output[]>();
    const [problem, setProblem] = useState<string>();
    const failures = useSignal(view, "failures", () => view.failures).filter((failure) => noteName(failure.note) === note);
    const run = view.run.id;
    useEffect(() => {
        const end = new AbortController();
        api.outputs(run, { note, limit: 100 }, end.signal).then(
            (answer) => {
                setOutputs(answer.outputs);
                session.editor?.select(answer.outputs.map((output) => output.node).filter((id) => id in (session.editor?.workflow.nodes ?? {})));
            },
            (error: Error) => !end.signal.aborted && setProblem(error.message));
        return () => end.abort();
    }, [run, note]);
    const [source, index] = note.split(".").map(Number);
    const step = (by: number) => session.go({ note: `${source ?? 0}.${Math.max(0, (index ?? 0) + by)}` });
    return (
        <div className="note-path">
            <div className="tools">
                <b>Note {note}</b>
                <button type="button" disabled={index === 0} onClick={() => step(-1)}>Previous note</button>
                <button type="button" onClick={() => step(1)}>Next note</button>
                <span className="grow" />
                <button type="button" onClick={() => session.go({ note: undefined })}>Back to the ports</button>
            </div>
            <ol className="steps scroll" data-scrolls tabIndex={0} aria-label={`The way of note ${note}`}>
                {outputs?.map((output) => (
                    <li key={`${output.node}.${output.port} ${output.index}`}>
                        <p><button type="button" className="link" onClick={() => reveal(output.node)}>{output.node}</button> <small>left by {output.port} at {output.seconds.toFixed(2)} s</small></p>
                        {output.images.length > 0 && <Gallery run={run} outputs={[output]} />}
                        <JsonTree value={output.value} />
                    </li>
                ))}
                {failures.map((failure, place) => <FailureEntry key={place} failure={failure} />)}
                {outputs?.length === 0 && failures.length === 0 && <p className="empty">Nothing is kept of this note: only the latest notes of each port are.</p>}
                {problem !== undefined && <p className="problem boxed">{problem}</p>}
            </ol>
        </div>
    );
}
