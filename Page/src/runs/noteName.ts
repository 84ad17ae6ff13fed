import type { NoteID } from "../net/contract";

/** A note's identity as the server's queries take it: `0.12`. */
export function noteName(note: NoteID | undefined): string {
    return note ? `${note.source}.${note.index}` : "";
}
