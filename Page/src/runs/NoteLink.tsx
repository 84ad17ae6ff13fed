import type { Output } from "../net/contract";
import { session } from "../store/session";
import { noteName } from "./noteName";

/** Leads to the way of an output's note through the graph. */
export function NoteLink({ output }: { output: Output }) {
    if (!output.note) return null;
    const name = noteName(output.note);
    return (
        <button type="button" className="link" aria-label={`Follow note ${name}`} onClick={() => session.go({ note: name })}>
            follow
        </button>
    );
}
