import type { Json, JsonObject } from "./json";
import { edgesOf, resourceIn, type Edge, type Outlet, type Point, type Workflow, type WorkflowNode } from "./workflow";
import { shortName } from "./catalogue";

/** Changes of a workflow. Each makes a new one, and leaves alone what it does not name. */

export function changeNode(workflow: Workflow, id: string, change: Partial<WorkflowNode>): Workflow {
    const node = workflow.nodes[id];
    return node ? { ...workflow, nodes: { ...workflow.nodes, [id]: { ...node, ...change } } } : workflow;
}

/** An id that is free: `classify`, `classify2`, … */
export function freeID(workflow: Workflow, type: string): string {
    const words = shortName(type).replace(/[.=]/g, " ").trim().split(/\s+/);
    const base = words.map((word, place) => (place === 0 ? word.toLowerCase() : word)).join("") || "node";
    for (let number = 1; ; number++) {
        const id = number === 1 ? base : `${base}${number}`;
        if (!(id in workflow.nodes)) return id;
    }
}

export function addNode(workflow: Workflow, type: string, at: Point, parameters: JsonObject = {}): [Workflow, string] {
    const id = freeID(workflow, type);
    const node: WorkflowNode = {
        id, type, after: [], parameters, stage: {}, x: Math.round(at.x), y: Math.round(at.y), isCollapsed: false,
        isBypassed: false,
    };
    return [{ ...workflow, nodes: { ...workflow.nodes, [id]: node } }, id];
}

/** Sets a parameter; undefined takes the setting away, so that the default counts again. */
export function setParameter(workflow: Workflow, id: string, name: string, value: Json | undefined): Workflow {
    const node = workflow.nodes[id];
    if (!node) return workflow;
    const parameters = { ...node.parameters };
    if (value === undefined) delete parameters[name];
    else parameters[name] = value;
    return changeNode(workflow, id, { parameters });
}

export function setStage(workflow: Workflow, id: string, name: string, value: Json | undefined): Workflow {
    const stage = { ...workflow.nodes[id]?.stage };
    if (value === undefined) delete stage[name];
    else stage[name] = value;
    return changeNode(workflow, id, { stage });
}

export function connect(workflow: Workflow, edge: Omit<Edge, "id">): Workflow {
    const node = workflow.nodes[edge.to];
    if (!node) return workflow;
    if (edge.isResource) return setParameter(workflow, edge.to, edge.pin, { resource: edge.from });
    if (node.after.some((outlet) => outlet.node === edge.from && outlet.port === edge.port)) return workflow;
    return changeNode(workflow, edge.to, { after: [...node.after, { node: edge.from, port: edge.port }] });
}

export function disconnect(workflow: Workflow, edge: Edge): Workflow {
    if (edge.isResource) return setParameter(workflow, edge.to, edge.pin, undefined);
    const node = workflow.nodes[edge.to];
    if (!node) return workflow;
    return changeNode(workflow, edge.to, {
        after: node.after.filter((outlet) => !(outlet.node === edge.from && outlet.port === edge.port)),
    });
}

/** Takes away nodes, wires, frames and sticky notes by id, and what led to removed nodes. */
export function remove(workflow: Workflow, ids: ReadonlySet<string>): Workflow {
    let changed = workflow;
    for (const edge of edgesOf(workflow)) {
        if (ids.has(edge.id) || ids.has(edge.from)) changed = disconnect(changed, edge);
    }
    const without = <T>(all: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(all).filter(([id]) => !ids.has(id)));
    return {
        ...changed,
        nodes: without(changed.nodes),
        frames: without(changed.frames),
        notes: without(changed.notes),
    };
}

/** Puts nodes, frames and sticky notes at new places. */
export function move(workflow: Workflow, places: ReadonlyMap<string, Point>): Workflow {
    const moved = <T extends Point>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> => {
        const next = { ...all };
        for (const [id, place] of places) {
            const thing = next[id];
            if (thing) next[id] = { ...thing, x: Math.round(place.x), y: Math.round(place.y) };
        }
        return next;
    };
    return {
        ...workflow,
        nodes: moved(workflow.nodes),
        frames: moved(workflow.frames),
        notes: moved(workflow.notes),
    };
}

/** Why an id can't be given to a node; undefined when it can. */
export function renameProblem(workflow: Workflow, id: string, name: string): string | undefined {
    if (name === "") return "A node needs a name.";
    if (/[.=]/.test(name)) return "A node's name has no '.' and no '='.";
    if (name !== id && name in workflow.nodes) return `There is a node '${name}' already.`;
    return undefined;
}

/** Gives a node another id, wherever it is named. The order of the nodes stays. */
export function rename(workflow: Workflow, id: string, name: string): Workflow {
    if (id === name || renameProblem(workflow, id, name) !== undefined) return workflow;
    const nodes: Record<string, WorkflowNode> = {};
    for (const node of Object.values(workflow.nodes)) {
        const parameters: JsonObject = {};
        for (const [key, setting] of Object.entries(node.parameters)) {
            parameters[key] = resourceIn(setting) === id ? { resource: name } : setting;
        }
        const renamed: WorkflowNode = {
            ...node,
            id: node.id === id ? name : node.id,
            after: node.after.map((outlet) => (outlet.node === id ? { ...outlet, node: name } : outlet)),
            parameters,
        };
        nodes[renamed.id] = renamed;
    }
    return { ...workflow, nodes };
}

/** The workflow as it is run: bypassed nodes are gone, and what came after one comes after its inputs. */
export function withoutBypassed(workflow: Workflow): Workflow {
    const isBypassed = (id: string) => workflow.nodes[id]?.isBypassed === true;
    if (!Object.keys(workflow.nodes).some(isBypassed)) return workflow;
    const through = (outlet: Outlet, seen: ReadonlySet<string>): Outlet[] => {
        if (!isBypassed(outlet.node) || seen.has(outlet.node)) return isBypassed(outlet.node) ? [] : [outlet];
        const inner = new Set([...seen, outlet.node]);
        return workflow.nodes[outlet.node]?.after.flatMap((next) => through(next, inner)) ?? [];
    };
    const nodes: Record<string, WorkflowNode> = {};
    for (const node of Object.values(workflow.nodes)) {
        if (node.isBypassed) continue;
        const after: Outlet[] = [];
        for (const outlet of node.after.flatMap((outlet) => through(outlet, new Set()))) {
            if (!after.some((known) => known.node === outlet.node && known.port === outlet.port)) after.push(outlet);
        }
        const parameters = Object.fromEntries(
            Object.entries(node.parameters).filter(([, setting]) => !isBypassed(resourceIn(setting) ?? "")));
        nodes[node.id] = { ...node, after, parameters };
    }
    return { ...workflow, nodes };
}

