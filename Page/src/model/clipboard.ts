import { freeID } from "./edits";
import { isObject, type Json } from "./json";
import { readWorkflow, writeWorkflow } from "./file";
import { resourceIn, type Point, type Workflow, type WorkflowNode } from "./workflow";

/** The parts `ids` of a workflow as a workflow file's text: it can be pasted here, in a chat, or into a file. */
export function copied(workflow: Workflow, ids: ReadonlySet<string>): string {
    const only = <T>(all: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
    return writeWorkflow({
        name: "", documentation: "", nodes: only(workflow.nodes), frames: only(workflow.frames),
        notes: only(workflow.notes),
    });
}

/** What `text` holds, if it is a workflow; undefined for any other text. */
export function readClipboard(text: string): Workflow | undefined {
    try {
        return readWorkflow(text);
    } catch {
        return undefined;  // Some other text: there is nothing to paste.
    }
}

/**
 * Adds the parts of `clip`, its top left corner at `at`, with ids that are free.
 *
 * Wires among the pasted nodes stay. With `keepsInputs`, so do those from nodes that are there already.
 *
 * @returns The workflow, and the ids of what is new.
 */
export function pasted(workflow: Workflow, clip: Workflow, at: Point, keepsInputs = false): [Workflow, Set<string>] {
    const things = [...Object.values(clip.nodes), ...Object.values(clip.frames), ...Object.values(clip.notes)];
    if (things.length === 0) return [workflow, new Set()];
    const shift = {
        x: at.x - Math.min(...things.map((thing) => thing.x)), y: at.y - Math.min(...things.map((thing) => thing.y)),
    };
    const shifted = <T extends Point>(thing: T): T => ({ ...thing, x: thing.x + shift.x, y: thing.y + shift.y });
    const nodes = { ...workflow.nodes };
    const names = new Map<string, string>();
    for (const node of Object.values(clip.nodes)) {
        const id = node.id in nodes ? freeID({ ...workflow, nodes }, node.id) : node.id;
        names.set(node.id, id);
        nodes[id] = { ...shifted(node), id };
    }
    for (const id of names.values()) {
        const node = nodes[id];
        if (node) nodes[id] = rewired(node, names, keepsInputs ? workflow : undefined);
    }
    const frames = { ...workflow.frames }, notes = { ...workflow.notes };
    const fresh = new Set(names.values());
    for (const frame of Object.values(clip.frames)) {
        const id = freshKey(frames, "frame", fresh);
        frames[id] = { ...shifted(frame), id };
    }
    for (const note of Object.values(clip.notes)) {
        const id = freshKey(notes, "note", fresh);
        notes[id] = { ...shifted(note), id };
    }
    return [{ ...workflow, nodes, frames, notes }, fresh];
}

function rewired(node: WorkflowNode, names: ReadonlyMap<string, string>, around: Workflow | undefined): WorkflowNode {
    const target = (id: string) => names.get(id) ?? (around && id in around.nodes ? id : undefined);
    const after = node.after.flatMap((outlet) => {
        const id = target(outlet.node);
        return id === undefined ? [] : [{ ...outlet, node: id }];
    });
    const parameters: Record<string, Json> = {};
    for (const [name, setting] of Object.entries(node.parameters)) {
        const resource = resourceIn(setting);
        if (resource === undefined || !isObject(setting)) parameters[name] = setting;
        else if (target(resource) !== undefined) parameters[name] = { resource: target(resource) ?? "" };
    }
    return { ...node, after, parameters };
}

/** An id for a frame or sticky note that is free. */
export function freshKey(all: Readonly<Record<string, unknown>>, prefix: string, made?: Set<string>): string {
    for (let number = 1; ; number++) {
        const id = `${prefix}:${number}`;
        if (id in all) continue;
        made?.add(id);
        return id;
    }
}
