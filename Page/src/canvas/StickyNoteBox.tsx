import { memo, useLayoutEffect, useRef, useState } from "react";
import { Markdown } from "../app/Markdown";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import type { Workflow } from "../model/workflow";
import { Resizer } from "./Resizer";

function change(workflow: Workflow, id: string, what: Partial<Workflow["notes"][string]>): Workflow {
    const note = workflow.notes[id];
    return note ? { ...workflow, notes: { ...workflow.notes, [id]: { ...note, ...what } } } : workflow;
}

/** Markdown on the canvas; a double click writes in it. */
export const StickyNoteBox = memo(function StickyNoteBox({ id, canEdit }: { id: string; canEdit: boolean }) {
    const editor = useEditor();
    const note = useSignal(editor, `note:${id}`, () => editor.workflow.notes[id]);
    const isSelected = useSignal(editor, `selected:${id}`, () => editor.selection.has(id));
    const root = useRef<HTMLElement>(null);
    const [isWriting, setWriting] = useState(false);
    useLayoutEffect(() => {
        const place = () => {
            const now = editor.workflow.notes[id];
            if (!now || !root.current) return;
            const { x, y } = editor.placed(id, now);
            root.current.style.transform = `translate(${x}px, ${y}px)`;
        };
        place();
        return editor.on(`place:${id}`, place);
    }, [editor, id, note]);
    if (!note) return null;
    return (
        <section
            ref={root} className={`sticky${isSelected ? " selected" : ""}`} data-thing={id} aria-label="Sticky note" tabIndex={0}
            style={{ width: note.width, height: note.height }}
            onDoubleClick={() => canEdit && setWriting(true)}
            onKeyDown={(event) => {
                if (event.key !== "Enter" || isWriting || !canEdit) return;
                event.preventDefault();
                setWriting(true);
            }}>
            {isWriting ? (
                <textarea
                    autoFocus aria-label="Text of the note, Markdown" value={note.text} data-scrolls
                    onBlur={() => setWriting(false)}
                    onKeyDown={(event) => {
                        event.stopPropagation();
                        if (event.key === "Escape") setWriting(false);
                    }}
                    onChange={(event) => editor.commit("write note", (workflow) =>
                        change(workflow, id, { text: event.target.value }), `text:${id}`)} />
            ) : (
                <div className="sticky-text" data-scrolls>
                    {note.text ? <Markdown text={note.text} /> : <p className="hint">Double-click to write. Markdown works.</p>}
                </div>
            )}
            {canEdit && (
                <Resizer
                    size={note} element={root}
                    resize={(size) => editor.commit("resize note", (workflow) => change(workflow, id, size))} />
            )}
        </section>
    );
});
