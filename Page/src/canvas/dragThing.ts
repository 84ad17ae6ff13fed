import { move } from "../model/edits";
import { contains } from "../model/geometry";
import type { Point } from "../model/workflow";
import type { Editor } from "../store/editor";
import { type Action, type CanvasPointer, slack } from "./action";

/** Things stand on multiples of this, unless Alt is held. */
const grid = 8;

/** Selects a thing and drags it, with what is selected and what lies in selected frames. */
export function dragThing(pointer: CanvasPointer, editor: Editor, start: PointerEvent, id: string): Action {
    if (start.shiftKey || start.ctrlKey || start.metaKey) {
        const selection = new Set(editor.selection);
        if (!selection.delete(id)) selection.add(id);
        editor.select(selection);
    } else if (!editor.selection.has(id)) {
        editor.select([id]);
    }
    const from = movedAlong(editor, id);
    const first = pointer.place(start);
    const anchor = from.get(id) ?? first;
    let hasMoved = false;
    return {
        move: (event) => {
            const now = pointer.place(event);
            let [dx, dy] = [now.x - first.x, now.y - first.y];
            if (!hasMoved && Math.hypot(dx, dy) * editor.view.zoom < slack) return;
            hasMoved = true;
            if (!event.altKey) {
                dx = Math.round((anchor.x + dx) / grid) * grid - anchor.x;
                dy = Math.round((anchor.y + dy) / grid) * grid - anchor.y;
            }
            const places = new Map<string, Point>();
            for (const [other, point] of from) places.set(other, { x: point.x + dx, y: point.y + dy });
            editor.drag(places);
        },
        up: () => {
            const places = editor.endDrag();
            const label = places.size === 1 ? `move ${id}` : `move ${places.size} things`;
            if (hasMoved) editor.commit(label, (workflow) => move(workflow, places));
        },
        cancel: () => void editor.endDrag(),
    };
}

/** The places of what is selected, and of what lies in selected frames. */
function movedAlong(editor: Editor, id: string): Map<string, Point> {
    const { workflow, selection } = editor;
    const boxes = editor.boxes();
    const found = new Map<string, Point>();
    for (const other of new Set([...selection, id])) {
        const box = boxes.get(other);
        if (!box) continue;
        found.set(other, box);
        if (!(other in workflow.frames)) continue;
        for (const [inner, innerBox] of boxes) if (contains(box, innerBox)) found.set(inner, innerBox);
    }
    return found;
}
