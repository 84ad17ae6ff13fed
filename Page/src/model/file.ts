import { isObject, type Json, type JsonObject } from "./json";
import type { Catalogue } from "./catalogue";
import { tidied } from "./tidy";
import type { Frame, Outlet, StickyNote, Workflow, WorkflowNode } from "./workflow";

/** Why a text is no workflow that can be drawn. */
export class FileError extends Error {}

/**
 * Reads a workflow file. Nodes that have no place in it are laid out.
 *
 * @throws FileError when the text is no JSON, no workflow of version 1, or has nodes of another form.
 */
export function readWorkflow(text: string, catalogue: Catalogue = new Map()): Workflow {
    let file: Json;
    try {
        file = JSON.parse(text) as Json;
    } catch (error) {
        throw new FileError(`The file is no JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!isObject(file) || !("graphbook" in file)) {
        throw new FileError('The file is no workflow: one begins with {"graphbook": 1, …}');
    }
    if (file["graphbook"] !== 1) {
        throw new FileError(`The file is of version ${JSON.stringify(file["graphbook"])}; this page reads version 1`);
    }
    const nodes: Record<string, WorkflowNode> = {};
    const unplaced: string[] = [];
    const entries = file["nodes"];
    if (entries !== undefined && !isObject(entries)) throw new FileError("'nodes' takes an object of nodes by id");
    for (const [id, entry] of Object.entries(entries ?? {})) {
        if (!isObject(entry)) throw new FileError(`Node '${id}' takes an object`);
        const layout = isObject(entry["layout"]) ? entry["layout"] : {};
        if (typeof layout["x"] !== "number" || typeof layout["y"] !== "number") unplaced.push(id);
        nodes[id] = {
            id,
            type: text_(entry["node"]),
            after: outlets(entry["after"]),
            parameters: isObject(entry["parameters"]) ? entry["parameters"] : {},
            stage: isObject(entry["stage"]) ? entry["stage"] : {},
            x: number(layout["x"]),
            y: number(layout["y"]),
            isCollapsed: layout["isCollapsed"] === true,
            isBypassed: layout["isBypassed"] === true,
        };
    }
    const layout = isObject(file["layout"]) ? file["layout"] : {};
    const workflow: Workflow = {
        name: text_(file["name"]),
        documentation: text_(file["documentation"]),
        nodes,
        frames: keyed(layout["frames"], "frame", readFrame),
        notes: keyed(layout["notes"], "note", readNote),
    };
    return unplaced.length > 0 ? tidied(workflow, catalogue, new Set(unplaced)) : workflow;
}

function readFrame(id: string, box: JsonObject): Frame {
    return { id, title: text_(box["title"]), colour: number(box["colour"]), ...readBox(box) };
}

function readNote(id: string, box: JsonObject): StickyNote {
    return { id, text: text_(box["text"]), ...readBox(box) };
}

function readBox(box: JsonObject) {
    return {
        x: number(box["x"]),
        y: number(box["y"]),
        width: number(box["width"], 240),
        height: number(box["height"], 120),
    };
}

function keyed<T>(list: Json | undefined, prefix: string, read: (id: string, box: JsonObject) => T): Record<string, T> {
    const found: Record<string, T> = {};
    if (!Array.isArray(list)) return found;
    list.forEach((entry, place) => {
        const id = `${prefix}:${place + 1}`;
        if (isObject(entry)) found[id] = read(id, entry);
    });
    return found;
}

function outlets(value: Json | undefined): Outlet[] {
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.flatMap((name) => (typeof name === "string" ? [outlet(name)] : []));
}

/** `resize` is port `out` of it, `triage.keep` port `keep`. */
export function outlet(name: string): Outlet {
    const dot = name.indexOf(".");
    return dot < 0 ? { node: name, port: "out" } : { node: name.slice(0, dot), port: name.slice(dot + 1) };
}

export function outletName(outlet: Outlet): string {
    return outlet.port === "out" ? outlet.node : `${outlet.node}.${outlet.port}`;
}

function text_(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

function number(value: Json | undefined, otherwise = 0): number {
    return typeof value === "number" ? value : otherwise;
}

/** The workflow as a file's text: the form of the documentation, with what the page keeps under `layout`. */
export function writeWorkflow(workflow: Workflow): string {
    const nodes: JsonObject = {};
    for (const node of Object.values(workflow.nodes)) nodes[node.id] = nodeEntry(node);
    const file: JsonObject = { graphbook: 1 };
    if (workflow.name) file["name"] = workflow.name;
    if (workflow.documentation) file["documentation"] = workflow.documentation;
    file["nodes"] = nodes;
    const layout: JsonObject = {};
    const frames = Object.values(workflow.frames).map(({ id: _, ...frame }) => frame);
    const notes = Object.values(workflow.notes).map(({ id: _, ...note }) => note);
    if (frames.length > 0) layout["frames"] = frames;
    if (notes.length > 0) layout["notes"] = notes;
    if (Object.keys(layout).length > 0) file["layout"] = layout;
    return `${pretty(file)}\n`;
}

function nodeEntry(node: WorkflowNode): JsonObject {
    const entry: JsonObject = { node: node.type };
    if (node.after.length > 0) entry["after"] = node.after.map(outletName);
    if (Object.keys(node.parameters).length > 0) entry["parameters"] = node.parameters;
    if (Object.keys(node.stage).length > 0) entry["stage"] = node.stage;
    const layout: JsonObject = { x: Math.round(node.x), y: Math.round(node.y) };
    if (node.isCollapsed) layout["isCollapsed"] = true;
    if (node.isBypassed) layout["isBypassed"] = true;
    entry["layout"] = layout;
    return entry;
}

/** JSON for people: indented, with what fits in a line in one line. */
function pretty(value: Json, indent = ""): string {
    const flat = oneLine(value);
    const isTop = indent.length < 4 && isObject(value);
    if (typeof value !== "object" || value === null || (!isTop && flat.length + indent.length <= 90)) return flat;
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
        return `[\n${value.map((element) => inner + pretty(element, inner)).join(",\n")}\n${indent}]`;
    }
    const lines = Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${pretty(entry, inner)}`);
    return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function oneLine(value: Json): string {
    if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${oneLine(entry)}`);
    return entries.length === 0 ? "{}" : `{${entries.join(", ")}}`;
}
