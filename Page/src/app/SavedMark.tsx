import { panels } from "../store/panels";
import { session } from "../store/session";
import { useSignal } from "../store/signals";
import type { SavedState } from "../store/saving";
import { shown } from "./keys";

const words: Record<SavedState, { text: string; title: string }> = {
    saved: { text: "Saved", title: "The file is what you see." },
    unkept: { text: "Keeping…", title: "The last change is on its way to the server." },
    draft: { text: "Draft kept", title: "Your changes are safe on the server, also after a crash. The file is not changed yet." },
    saving: { text: "Saving…", title: "The file is being written." },
    offline: { text: "Not kept", title: "The server does not answer. Your changes are in this tab only; they are sent again every few seconds." },
    conflict: { text: "Changed elsewhere", title: "The file was changed while you worked. Compare the two versions." },
};

/** Where the changes are: honest about each step from the tab to the file. */
export function SavedMark() {
    const saving = useSignal(session, "open", () => session.saving);
    const state = useSignal(saving ?? session, "state", () => saving?.state);
    const isSnapshot = useSignal(session, "open", () => session.editor?.isReadOnly === true);
    if (isSnapshot) return <span className="saved-mark snapshot" title="The workflow as it was run. It can't be changed.">Snapshot of a run</span>;
    if (!saving || state === undefined) return null;
    const { text, title } = words[state];
    return (
        <span className={`saved-mark ${state}`} role="status">
            <span title={title}>{text}</span>
            {state === "conflict"
                ? <button type="button" onClick={() => panels.open("conflict")}>Compare…</button>
                : state !== "saved" && (
                    <button type="button" title={`Write the file (${shown("Mod+S")})`} onClick={() => void saving.save()}>Save</button>
                )}
        </span>
    );
}
