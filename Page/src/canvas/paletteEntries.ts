import { summary, type NodeListing } from "../model/catalogue";
import { addNode, connect } from "../model/edits";
import { inPinAt, nodeWidth, outPinAt, outPorts, takesNotes } from "../model/geometry";
import { acceptsResource, parameterType } from "../model/parameterType";
import { valuePort, type Point, type Workflow } from "../model/workflow";
import type { Editor } from "../store/editor";
import { connectionProblem, notesIn, parameterIn, portOut, wireBetween, type Pin } from "./pins";

/** Something that the palette can put on the canvas, or connect. */
export interface PaletteEntry {
    key: string;
    title: string;
    detail: string;
    kind: NodeListing["kind"];
    /** Changes the workflow. @returns It, and the node to select. */
    apply(workflow: Workflow, at: Point): [Workflow, string];
    label: string;
}

/** The pin of a node of this type that a wire from `from` can end at; undefined for none, or where nothing is dragged. */
function fittingPin(listing: NodeListing, from: Pin, editor: Editor): Omit<Pin, "node"> | undefined {
    if (from.side === "in" && !from.isResource) {
        const port = listing.kind === "resource" ? undefined : listing.ports[0];
        return port === undefined ? undefined : { side: "out", name: port, isResource: false };
    }
    if (from.side === "in") {
        const parameter = editor.listing(from.node)?.parameters.find((parameter) => parameter.name === from.name);
        const fits = parameter && acceptsResource(parameterType(parameter.type), listing.makes);
        return fits ? { side: "out", name: valuePort, isResource: true } : undefined;
    }
    if (!from.isResource) return takesNotes(listing) ? { side: "in", name: "in", isResource: false } : undefined;
    const makes = editor.listing(from.node)?.makes;
    const parameter = listing.parameters.find((parameter) => {
        const type = parameterType(parameter.type);
        return type.kind === "resource" && acceptsResource(type, makes);
    });
    return parameter && { side: "in", name: parameter.name, isResource: true };
}

/** New nodes, those that fit `from` where it is given. */
export function newNodes(editor: Editor, from: Pin | undefined): PaletteEntry[] {
    return [...editor.catalogue.values()].flatMap((listing) => {
        const pin = from && fittingPin(listing, from, editor);
        if (from && !pin) return [];
        return {
            key: `new ${listing.name}`, title: listing.name, detail: summary(listing.documentation), kind: listing.kind,
            label: `add ${listing.name}`,
            apply: (workflow: Workflow, at: Point): [Workflow, string] => {
                const [added, id] = addNode(workflow, listing.name, placeFor(listing, pin, at));
                const edge = from && pin && wireBetween(from, { ...pin, node: id });
                return [edge ? connect(added, edge) : added, id];
            },
        };
    });
}

/** Where a new node's corner goes, so that its connected pin is under the pointer. */
function placeFor(listing: NodeListing, pin: Omit<Pin, "node"> | undefined, at: Point): Point {
    const origin = { x: 0, y: 0, isCollapsed: false };
    if (!pin) return { x: at.x - nodeWidth / 2, y: at.y - 20 };
    const offset = pin.side === "in" ? inPinAt(origin, listing, pin.name, pin.isResource) : outPinAt(origin, listing, pin.name);
    return { x: at.x - offset.x, y: at.y - offset.y };
}

/** The pins of nodes that are there which `from` can be connected to: how one connects by keyboard. */
export function existingPins(editor: Editor, from: Pin): PaletteEntry[] {
    return Object.keys(editor.workflow.nodes).flatMap((id) => {
        const listing = editor.listing(id);
        if (!listing) return [];
        const pins = from.side === "in"
            ? outPorts(listing).map((port) => portOut(id, port))
            : [notesIn(id), ...listing.parameters.map((parameter) => parameterIn(id, parameter.name))];
        return pins.filter((pin) => connectionProblem(editor, from, pin) === undefined).flatMap((pin) => {
            const edge = wireBetween(from, pin);
            const node = editor.node(id);
            if (!edge || !node) return [];
            return {
                key: `pin ${pin.side} ${pin.name} ${id}`, title: pin.name === "in" || pin.name === "out" ? id : `${id} · ${pin.name}`,
                detail: "already here", kind: listing.kind, label: "connect",
                apply: (workflow: Workflow): [Workflow, string] => [connect(workflow, edge), id],
            };
        });
    });
}
