import { memo, useLayoutEffect, useRef, type PointerEvent } from "react";
import { useEditor } from "../store/editor";
import { useSignal } from "../store/signals";
import type { Workflow } from "../model/workflow";
import { Resizer } from "./Resizer";

export const frameColours = 6;

function change(workflow: Workflow, id: string, what: Partial<Workflow["frames"][string]>): Workflow {
    const frame = workflow.frames[id];
    return frame ? { ...workflow, frames: { ...workflow.frames, [id]: { ...frame, ...what } } } : workflow;
}

/** A titled area. Its edge and title drag it, and what lies in it goes along. */
export const FrameBox = memo(function FrameBox({ id, canEdit }: { id: string; canEdit: boolean }) {
    const editor = useEditor();
    const frame = useSignal(editor, `frame:${id}`, () => editor.workflow.frames[id]);
    const isSelected = useSignal(editor, `selected:${id}`, () => editor.selection.has(id));
    const root = useRef<HTMLElement>(null);
    useLayoutEffect(() => {
        const place = () => {
            const now = editor.workflow.frames[id];
            if (!now || !root.current) return;
            const { x, y } = editor.placed(id, now);
            root.current.style.transform = `translate(${x}px, ${y}px)`;
        };
        place();
        return editor.on(`place:${id}`, place);
    }, [editor, id, frame]);
    if (!frame) return null;
    const stop = (event: PointerEvent) => event.stopPropagation();
    return (
        <section
            ref={root} className={`frame colour-${frame.colour}${isSelected ? " selected" : ""}`} data-thing={id}
            aria-label={`Frame ${frame.title || "without a title"}`} style={{ width: frame.width, height: frame.height }}>
            <header>
                <input
                    value={frame.title} aria-label="Title of the frame" placeholder="Title" disabled={!canEdit} onPointerDown={stop}
                    onChange={(event) => editor.commit("rename frame", (workflow) =>
                        change(workflow, id, { title: event.target.value }), `title:${id}`)} />
                {canEdit && (
                    <button
                        type="button" className="swatch" aria-label="Next colour of the frame"
                        onClick={() => editor.commit("colour frame", (workflow) =>
                            change(workflow, id, { colour: (frame.colour + 1) % frameColours }))} />
                )}
            </header>
            {canEdit && (
                <Resizer
                    size={frame} element={root}
                    resize={(size) => editor.commit("resize frame", (workflow) => change(workflow, id, size))} />
            )}
        </section>
    );
});
