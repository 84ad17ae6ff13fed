import { canvasHandle } from "../canvas/canvasHandle";
import { api } from "../net/api";
import { copied, freshKey, pasted, readClipboard } from "../model/clipboard";
import { changeNode, move, remove } from "../model/edits";
import { fitting, hull, zoomed } from "../model/geometry";
import { tidied } from "../model/tidy";
import type { Point, Workflow } from "../model/workflow";
import type { Editor } from "../store/editor";
import { session } from "../store/session";
import { panels } from "../store/panels";

export interface Command {
    id: string;
    title: string;
    group: "Workflow" | "Edit" | "Canvas" | "Run" | "View";
    /** As `matches` reads them: `Mod` is Ctrl, or ⌘ on a Mac. The first is shown. */
    keys: string[];
    /** Whether it can be done now; left out: always. */
    isPossible?(): boolean;
    run(): void | Promise<void>;
}

const editor = (): Editor | undefined => session.editor;
const canEdit = () => session.editor !== undefined && !session.editor.isReadOnly && !panels.isPhone;
const hasSelection = () => (session.editor?.selection.size ?? 0) > 0;
const canChangeSelection = () => canEdit() && hasSelection();

function edit(label: string, change: (workflow: Workflow, selection: ReadonlySet<string>) => Workflow, key?: string): void {
    const { selection = new Set<string>() } = editor() ?? {};
    editor()?.commit(label, (workflow) => change(workflow, selection), key);
}

function selectedThings(): string {
    const size = editor()?.selection.size ?? 0;
    return size === 1 ? [...(editor()?.selection ?? [])][0] ?? "" : `${size} things`;
}

function add(clip: Workflow, at: Point, label: string, keepsInputs = false): void {
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

async function copy(): Promise<void> {
    const now = editor();
    if (!now) return;
    ownClipboard = copied(now.workflow, now.selection);
    // Refused on a page without HTTPS that is not on loopback: pasting on this page still works.
    await navigator.clipboard?.writeText(ownClipboard).catch(() => undefined);
}

async function paste(keepsInputs: boolean): Promise<void> {
    const text = await navigator.clipboard?.readText().catch(() => "");
    const clip = (text ? readClipboard(text) : undefined) ?? readClipboard(ownClipboard);
    if (!clip) return session.say("There is no part of a workflow on the clipboard.");
    add(clip, canvasHandle.current?.pointer() ?? { x: 0, y: 0 }, "paste", keepsInputs);
}

function duplicate(): void {
    const now = editor();
    if (!now) return;
    const clip = readClipboard(copied(now.workflow, now.selection));
    const box = hull([...now.boxes()].filter(([id]) => now.selection.has(id)).map(([, box]) => box));
    if (clip && box) add(clip, { x: box.x + 40, y: box.y + 40 }, `duplicate ${selectedThings()}`, true);
}

function nudge(dx: number, dy: number): void {
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

function fit(ids?: ReadonlySet<string>): void {
    const now = editor();
    const size = canvasHandle.current?.size();
    if (!now || !size) return;
    const boxes = [...now.boxes()].filter(([id]) => !ids || ids.size === 0 || ids.has(id)).map(([, box]) => box);
    now.setView(fitting(hull(boxes), size.width, size.height));
}

function zoom(factor: number): void {
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
        zoom: zoomTo, x: size.width / 2 - (box.x + box.width / 2) * zoomTo,
        y: size.height / 2 - (box.y + box.height / 2) * zoomTo,
    });
}

function toggle(property: "isCollapsed" | "isBypassed", on: string, off: string): void {
    const nodes = editor()?.selectedNodes ?? [];
    const isOn = !nodes.every((node) => node[property]);
    edit(`${isOn ? on : off} ${selectedThings()}`, (workflow) =>
        nodes.reduce((changed, node) => changeNode(changed, node.id, { [property]: isOn }), workflow));
}

const framePadding = { side: 24, top: 56 };

function frameSelection(): void {
    const now = editor();
    if (!now) return;
    const box = hull([...now.boxes()].filter(([id]) => now.selection.has(id)).map(([, box]) => box));
    const middle = canvasHandle.current?.middle() ?? { x: 0, y: 0 };
    const around = box
        ? {
            x: box.x - framePadding.side, y: box.y - framePadding.top, width: box.width + 2 * framePadding.side,
            height: box.height + framePadding.side + framePadding.top,
        }
        : { x: middle.x - 200, y: middle.y - 120, width: 400, height: 240 };
    now.commit("add frame", (workflow) => {
        const id = freshKey(workflow.frames, "frame");
        return { ...workflow, frames: { ...workflow.frames, [id]: { id, title: "", colour: 0, ...around } } };
    });
}

function addNote(): void {
    const middle = canvasHandle.current?.middle() ?? { x: 0, y: 0 };
    let id = "";
    editor()?.commit("add sticky note", (workflow) => {
        id = freshKey(workflow.notes, "note");
        const note = { id, text: "", x: Math.round(middle.x - 120), y: Math.round(middle.y - 60), width: 240, height: 120 };
        return { ...workflow, notes: { ...workflow.notes, [id]: note } };
    });
    editor()?.select([id]);
}

const isRunning = () => session.runUnderWay !== undefined;
const hasPause = () => session.project?.features.includes("pause") ?? false;

/** Everything that can be done by key, menu or palette, in the order of the help. */
export const commands: Command[] = [
    { id: "save", title: "Save", group: "Workflow", keys: ["Mod+S"], isPossible: canEdit,
        run: () => session.saving?.save() },
    { id: "new", title: "New workflow…", group: "Workflow", keys: [], run: () => panels.open("new") },
    { id: "changes", title: "Changes since the last save…", group: "Workflow", keys: [], isPossible: canEdit,
        run: () => panels.open("changes") },
    { id: "palette", title: "All commands…", group: "Workflow", keys: ["Mod+K", "Mod+Shift+P"], run: () => panels.open("commands") },
    { id: "find", title: "Find in the workflow…", group: "Workflow", keys: ["Mod+F"],
        isPossible: () => editor() !== undefined, run: () => panels.open("find") },
    { id: "help", title: "Keys and gestures…", group: "Workflow", keys: ["?"], run: () => panels.open("help") },

    { id: "undo", title: "Undo", group: "Edit", keys: ["Mod+Z"],
        isPossible: () => canEdit() && editor()?.undoLabel !== undefined, run: () => editor()?.undo() },
    { id: "redo", title: "Redo", group: "Edit", keys: ["Mod+Shift+Z", "Mod+Y"],
        isPossible: () => canEdit() && editor()?.redoLabel !== undefined, run: () => editor()?.redo() },
    { id: "copy", title: "Copy", group: "Edit", keys: ["Mod+C"], isPossible: hasSelection, run: copy },
    { id: "cut", title: "Cut", group: "Edit", keys: ["Mod+X"], isPossible: canChangeSelection, run: async () => {
        await copy();
        edit(`cut ${selectedThings()}`, remove);
    } },
    { id: "paste", title: "Paste", group: "Edit", keys: ["Mod+V"], isPossible: canEdit, run: () => paste(false) },
    { id: "pasteWithInputs", title: "Paste, with the inputs it had", group: "Edit", keys: ["Mod+Shift+V"],
        isPossible: canEdit, run: () => paste(true) },
    { id: "duplicate", title: "Duplicate", group: "Edit", keys: ["Mod+D"], isPossible: canChangeSelection, run: duplicate },
    { id: "delete", title: "Delete", group: "Edit", keys: ["Delete", "Backspace"], isPossible: canChangeSelection,
        run: () => edit(`delete ${selectedThings()}`, remove) },
    { id: "selectAll", title: "Select all", group: "Edit", keys: ["Mod+A"], isPossible: () => editor() !== undefined,
        run: () => editor()?.select(editor()?.boxes().keys() ?? []) },
    { id: "rename", title: "Rename the node…", group: "Edit", keys: ["F2"],
        isPossible: () => canEdit() && editor()?.selectedNodes.length === 1, run: () => panels.open("rename") },
    { id: "bypass", title: "Bypass, or take part again", group: "Edit", keys: ["B"], isPossible: canChangeSelection,
        run: () => toggle("isBypassed", "bypass", "take back") },

    { id: "add", title: "Add a node…", group: "Canvas", keys: ["Tab", "Mod+Space"], isPossible: canEdit,
        run: () => canvasHandle.current?.ask() },
    { id: "collapse", title: "Collapse, or open", group: "Canvas", keys: ["C"], isPossible: canChangeSelection,
        run: () => toggle("isCollapsed", "collapse", "open") },
    { id: "frame", title: "Frame what is selected", group: "Canvas", keys: ["Mod+G"], isPossible: canEdit, run: frameSelection },
    { id: "note", title: "Add a sticky note", group: "Canvas", keys: ["N"], isPossible: canEdit, run: addNote },
    { id: "tidy", title: "Tidy up", group: "Canvas", keys: ["L"], isPossible: canEdit, run: () => {
        const now = editor();
        const ids = now && now.selectedNodes.length > 1 ? new Set(now.selectedNodes.map((node) => node.id)) : undefined;
        if (now) now.commit("tidy up", (workflow) => tidied(workflow, now.catalogue, ids));
    } },
    { id: "fit", title: "Show all, or what is selected", group: "Canvas", keys: ["F"], isPossible: () => editor() !== undefined,
        run: () => fit(editor()?.selection) },
    { id: "zoomIn", title: "Closer", group: "Canvas", keys: ["Mod+="], isPossible: () => editor() !== undefined, run: () => zoom(1.25) },
    { id: "zoomOut", title: "Farther", group: "Canvas", keys: ["Mod+-"], isPossible: () => editor() !== undefined, run: () => zoom(0.8) },
    ...(["Left", "Right", "Up", "Down"] as const).flatMap((way): Command[] => {
        const [dx, dy] = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] }[way] as [number, number];
        return [["", 8], ["Shift+", 80]].map(([shift, step]): Command => ({
            id: `nudge${way}${shift}`, title: `Move ${way.toLowerCase()} by ${step}`, group: "Canvas",
            keys: [`${shift}Arrow${way}`], isPossible: canChangeSelection, run: () => nudge(dx * Number(step), dy * Number(step)),
        }));
    }),

    { id: "run", title: "Run", group: "Run", keys: ["Mod+Enter"], isPossible: () => canEdit() && !isRunning(), run: () => session.run() },
    { id: "runWith", title: "Run with other parameters…", group: "Run", keys: ["Mod+Shift+Enter"],
        isPossible: () => canEdit() && !isRunning(), run: () => panels.open("run") },
    { id: "runUpTo", title: "Run up to the selected node", group: "Run", keys: [],
        isPossible: () => canEdit() && !isRunning() && editor()?.selectedNodes.length === 1, run: () => {
            const id = editor()?.selectedNodes[0]?.id;
            return id === undefined ? undefined : session.run({ upTo: id });
        } },
    { id: "pause", title: "Pause", group: "Run", keys: [],
        isPossible: () => hasPause() && session.runUnderWay?.status === "running", run: () => session.control("pause") },
    { id: "resume", title: "Go on", group: "Run", keys: [],
        isPossible: () => session.runUnderWay?.status === "paused", run: () => session.control("resume") },
    { id: "stop", title: "Stop: finish what is under way", group: "Run", keys: [], isPossible: isRunning, run: () => session.control("stop") },
    { id: "abort", title: "Stop at once", group: "Run", keys: [], isPossible: isRunning, run: () => session.control("abort") },
    { id: "build", title: "Build the program again", group: "Run", keys: [], isPossible: () => !isRunning(),
        run: () => session.attempt(() => api.restartHost()) },

    { id: "table", title: "The workflow as a table", group: "View", keys: ["T"], isPossible: () => editor() !== undefined,
        run: () => panels.toggleTable() },
    { id: "left", title: "Show or hide workflows and runs", group: "View", keys: ["["], run: () => panels.toggle("left") },
    { id: "right", title: "Show or hide the inspector", group: "View", keys: ["]"], run: () => panels.toggle("right") },
    { id: "bottom", title: "Show or hide the run's panel", group: "View", keys: ["\\"], run: () => panels.toggle("bottom") },
    { id: "theme", title: "Dark, light, or as the system", group: "View", keys: [], run: () => panels.nextTheme() },
];

export function isPossible(command: Command): boolean {
    return command.isPossible?.() ?? true;
}

export function command(id: string): Command {
    const found = commands.find((command) => command.id === id);
    if (!found) throw new Error(`There is no command '${id}'.`);
    return found;
}
