import { canvasHandle } from "../canvas/canvasHandle";
import { copied, freshKey, pasted, readClipboard } from "../model/clipboard";
import { changeNode, move } from "../model/edits";
import { fitting, hull, zoomed } from "../model/geometry";
import type { Point, Workflow } from "../model/workflow";
import type { Editor } from "../store/editor";
import { panels } from "../store/panels";
import { session } from "../store/session";

/** What commands do with the workflow on the canvas. */

export const editor = (): Editor | undefined => session.editor;
export const canEdit = () => session.editor !== undefined && !session.editor.isReadOnly && !panels.isPhone;
export const hasSelection = () => (session.editor?.selection.size ?? 0) > 0;
export const canChangeSelection = () => canEdit() && hasSelection();

export function edit(
    label: string,
    change: (workflow: Workflow, selection: ReadonlySet<string>) => Workflow,
    key?: string,
): void {
    const { selection = new Set<string>() } = editor() ?? {};
    editor()?.commit(label, (workflow) => change(workflow, selection), key);
}

export function selectedThings(): string {
    const size = editor()?.selection.size ?? 0;
    return size === 1 ? [...(editor()?.selection ?? [])][0] ?? "" : `${size} things`;
}

export function add(clip: Workflow, at: Point, label: string, keepsInputs = false): void {
    let fresh = new Set<string>();
    editor()?.commit(label, (workflow) => {
        const [next, ids] = pasted(workflow, clip, at, keepsInputs);
        fresh = ids;
        return next;
    });
    editor()?.select(fresh);
}

/** Copies what is selected. The clipboard of the system needs a secure page; where it is refused, ours is used. */
let ownClipboard = "";

export async function copy(): Promise<void> {
    const now = editor();
    if (!now) return;
    ownClipboard = copied(now.workflow, now.selection);
    // Refused on a page without HTTPS that is not on loopback: pasting on this page still works.
    await navigator.clipboard?.writeText(ownClipboard).catch(() => undefined);
}

export async function paste(keepsInputs: boolean): Promise<void> {
    const text = await navigator.clipboard?.readText().catch(() => "");
    const clip = (text ? readClipboard(text) : undefined) ?? readClipboard(ownClipboard);
    if (!clip) return session.say("There is no part of a workflow on the clipboard.");
    add(clip, canvasHandle.current?.pointer() ?? { x: 0, y: 0 }, "paste", keepsInputs);
}

export function duplicate(): void {
    const now = editor();
    if (!now) return;
    const clip = readClipboard(copied(now.workflow, now.selection));
    const box = hull([...now.boxes()].filter(([id]) => now.selection.has(id)).map(([, box]) => box));
    if (clip && box) add(clip, { x: box.x + 40, y: box.y + 40 }, `duplicate ${selectedThings()}`, true);
}

export function nudge(dx: number, dy: number): void {
    edit(`nudge ${selectedThings()}`, (workflow, selection) => {
        const boxes = editor()?.boxes();
        const places = new Map<string, Point>();
        for (const id of selection) {
            const box = boxes?.get(id);
            if (box) places.set(id, { x: box.x + dx, y: box.y + dy });
        }
        return places.size > 0 ? move(workflow, places) : workflow;
    }, "nudge");
}

export function fit(ids?: ReadonlySet<string>): void {
    const now = editor();
    const size = canvasHandle.current?.size();
    if (!now || !size) return;
    const boxes = [...now.boxes()].filter(([id]) => !ids || ids.size === 0 || ids.has(id)).map(([, box]) => box);
    now.setView(fitting(hull(boxes), size.width, size.height));
}

export function zoom(factor: number): void {
    const now = editor();
    const size = canvasHandle.current?.size();
    if (now && size) now.setView(zoomed(now.view, { x: size.width / 2, y: size.height / 2 }, factor));
}

/** Shows a node in the middle of the canvas, and selects it. */
export function reveal(id: string): void {
    const now = editor();
    const size = canvasHandle.current?.size();
    const box = now?.boxes().get(id);
    if (!now) return;
    now.select([id]);
    if (!size || !box) return;
    const zoomTo = Math.max(now.view.zoom, 0.7);
    now.setView({
        zoom: zoomTo,
        x: size.width / 2 - (box.x + box.width / 2) * zoomTo,
        y: size.height / 2 - (box.y + box.height / 2) * zoomTo,
    });
}

export function toggle(property: "isCollapsed" | "isBypassed", on: string, off: string): void {
    const nodes = editor()?.selectedNodes ?? [];
    const isOn = !nodes.every((node) => node[property]);
    edit(
        `${isOn ? on : off} ${selectedThings()}`,
        (workflow) => nodes.reduce((changed, node) => changeNode(changed, node.id, { [property]: isOn }), workflow),
    );
}

const framePadding = { side: 24, top: 56 };

export function frameSelection(): void {
    const now = editor();
    if (!now) return;
    const box = hull([...now.boxes()].filter(([id]) => now.selection.has(id)).map(([, box]) => box));
    const middle = canvasHandle.current?.middle() ?? { x: 0, y: 0 };
    const around = box
        ? {
            x: box.x - framePadding.side,
            y: box.y - framePadding.top,
            width: box.width + 2 * framePadding.side,
            height: box.height + framePadding.side + framePadding.top,
        }
        : { x: middle.x - 200, y: middle.y - 120, width: 400, height: 240 };
    now.commit("add frame", (workflow) => {
        const id = freshKey(workflow.frames, "frame");
        return { ...workflow, frames: { ...workflow.frames, [id]: { id, title: "", colour: 0, ...around } } };
    });
}

export function addNote(): void {
    const middle = canvasHandle.current?.middle() ?? { x: 0, y: 0 };
    let id = "";
    editor()?.commit("add sticky note", (workflow) => {
        id = freshKey(workflow.notes, "note");
        const note = {
            id,
            text: "",
            x: Math.round(middle.x - 120),
            y: Math.round(middle.y - 60),
            width: 240,
            height: 120,
        };
        return { ...workflow, notes: { ...workflow.notes, [id]: note } };
    });
    editor()?.select([id]);
}
