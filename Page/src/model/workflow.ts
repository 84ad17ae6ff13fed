import type { Catalogue, NodeListing } from "./catalogue";
import { unknownListing } from "./catalogue";
import { isObject, type Json, type JsonObject } from "./json";

export interface Point {
    x: number;
    y: number;
}

export interface Box extends Point {
    width: number;
    height: number;
}

/** A port of a node, as what comes after it names it. */
export interface Outlet {
    node: string;
    port: string;
}

export interface WorkflowNode extends Point {
    id: string;
    /** Its name in the catalogue. */
    type: string;
    after: Outlet[];
    /** What is set, by name; `{"resource": id}` names a resource. */
    parameters: JsonObject;
    stage: JsonObject;
    isCollapsed: boolean;
    /** Left out of runs from the page: its notes go straight on. */
    isBypassed: boolean;
}

/** A titled area that moves its nodes along. */
export interface Frame extends Box {
    id: string;
    title: string;
    /** A number of the palette, 0 to 5. */
    colour: number;
}

export interface StickyNote extends Box {
    id: string;
    text: string;
}

/** A workflow with the places of what is in it. Never changed in place: an edit makes a new one. */
export interface Workflow {
    name: string;
    documentation: string;
    nodes: Readonly<Record<string, WorkflowNode>>;
    frames: Readonly<Record<string, Frame>>;
    notes: Readonly<Record<string, StickyNote>>;
}

export const emptyWorkflow: Workflow = { name: "", documentation: "", nodes: {}, frames: {}, notes: {} };

/** The pin that notes come in by, and the pin a resource's value leaves by. */
export const notesPin = "in";
export const valuePort = "value";

/** The id of the resource that a setting names; undefined for a plain value. */
export function resourceIn(setting: Json | undefined): string | undefined {
    if (!isObject(setting) || Object.keys(setting).length !== 1) return undefined;
    const id = setting["resource"];
    return typeof id === "string" ? id : undefined;
}

/** A wire: notes into `in`, or a resource's value into a parameter. */
export interface Edge {
    id: string;
    from: string;
    port: string;
    to: string;
    /** `in`, or a parameter's name where `isResource`. */
    pin: string;
    isResource: boolean;
}

export function edgeID(from: string, port: string, to: string, pin: string, isResource: boolean): string {
    return `${from}.${port}${isResource ? "=" : ">"}${to}.${pin}`;
}

const edgesByWorkflow = new WeakMap<Workflow, Edge[]>();

/** All wires whose two ends exist. */
export function edgesOf(workflow: Workflow): Edge[] {
    const known = edgesByWorkflow.get(workflow);
    if (known) return known;
    const edges: Edge[] = [];
    const add = (from: string, port: string, to: string, pin: string, isResource: boolean) => {
        if (from in workflow.nodes) {
            edges.push({ id: edgeID(from, port, to, pin, isResource), from, port, to, pin, isResource });
        }
    };
    for (const node of Object.values(workflow.nodes)) {
        for (const outlet of node.after) add(outlet.node, outlet.port, node.id, notesPin, false);
        for (const [name, setting] of Object.entries(node.parameters)) {
            const resource = resourceIn(setting);
            if (resource !== undefined) add(resource, valuePort, node.id, name, true);
        }
    }
    edgesByWorkflow.set(workflow, edges);
    return edges;
}

/** Every node that `start` leads to (`down`) or comes from (`up`), `start` included. */
export function reachable(workflow: Workflow, start: string, way: "up" | "down"): Set<string> {
    const next = new Map<string, string[]>();
    for (const edge of edgesOf(workflow)) {
        const [near, far] = way === "down" ? [edge.from, edge.to] : [edge.to, edge.from];
        const list = next.get(near);
        if (list) list.push(far);
        else next.set(near, [far]);
    }
    const found = new Set<string>();
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (found.has(id)) continue;
        found.add(id);
        open.push(...(next.get(id) ?? []));
    }
    return found;
}

/** What the catalogue says of a node; a stand-in where it does not have its type. */
export function listingOf(node: WorkflowNode, catalogue: Catalogue): NodeListing {
    return catalogue.get(node.type) ?? standIn(node);
}

const standIns = new WeakMap<WorkflowNode, NodeListing>();

function standIn(node: WorkflowNode): NodeListing {
    const known = standIns.get(node);
    if (known) return known;
    const listing = unknownListing(node.type, Object.keys(node.parameters), []);
    standIns.set(node, listing);
    return listing;
}
