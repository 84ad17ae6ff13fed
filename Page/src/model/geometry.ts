import type { Catalogue, NodeListing } from "./catalogue";
import { listingOf, notesPin, valuePort, type Box, type Edge, type Point, type Workflow, type WorkflowNode } from "./workflow";

/**
 * Where everything in a node stands, in pixels at zoom 1. Pins have fixed places that follow from the node's type, so
 * that wires, layout and hit tests never wait for the browser to measure anything. `canvas.css` has the same figures.
 */
export const nodeWidth = 256;
const headHeight = 40;
const portHeight = 24;
const parameterHeight = 32;
const sectionPadding = 6;
const footHeight = 32;
export const previewHeight = 84;

/** A pan and zoom: a point `p` of the workflow is seen at `p * zoom + (x, y)`. */
export interface View extends Point {
    zoom: number;
}

export const zoomRange = { least: 0.08, most: 2.5 };

type Placed = Pick<WorkflowNode, "x" | "y" | "isCollapsed">;

export function takesNotes(listing: NodeListing): boolean {
    return listing.kind !== "source" && listing.kind !== "resource";
}

/** The pins a node's notes or value leave by. */
export function outPorts(listing: NodeListing): string[] {
    return listing.kind === "resource" ? [valuePort] : listing.ports;
}

function portRows(listing: NodeListing): number {
    return Math.max(outPorts(listing).length, takesNotes(listing) ? 1 : 0);
}

export function heightOf(listing: NodeListing, isCollapsed: boolean, hasPreview = false): number {
    if (isCollapsed) return headHeight;
    const ports = portRows(listing) * portHeight + 2 * sectionPadding;
    const parameters =
        listing.parameters.length > 0 ? listing.parameters.length * parameterHeight + 2 * sectionPadding : 0;
    return headHeight + ports + parameters + (hasPreview ? previewHeight : 0) + footHeight;
}

export function boxOf(node: WorkflowNode, catalogue: Catalogue): Box {
    const height = heightOf(listingOf(node, catalogue), node.isCollapsed);
    return { x: node.x, y: node.y, width: nodeWidth, height };
}

/** The middle of a port on the right side. A port that the type lacks is drawn at the first. */
export function outPinAt(node: Placed, listing: NodeListing, port: string): Point {
    if (node.isCollapsed) return { x: node.x + nodeWidth, y: node.y + headHeight / 2 };
    const row = Math.max(0, outPorts(listing).indexOf(port));
    return { x: node.x + nodeWidth, y: node.y + headHeight + sectionPadding + (row + 0.5) * portHeight };
}

/** The middle of a pin on the left side: `in`, or a parameter's name. */
export function inPinAt(node: Placed, listing: NodeListing, pin: string, isResource: boolean): Point {
    if (node.isCollapsed) return { x: node.x, y: node.y + headHeight / 2 };
    if (!isResource && pin === notesPin) {
        return { x: node.x, y: node.y + headHeight + sectionPadding + portHeight / 2 };
    }
    const row = Math.max(0, listing.parameters.findIndex((parameter) => parameter.name === pin));
    const top = headHeight + portRows(listing) * portHeight + 3 * sectionPadding;
    return { x: node.x, y: node.y + top + (row + 0.5) * parameterHeight };
}

/** The SVG path of a wire. It leaves to the right and comes in from the left, also where it has to go back. */
export function wire(from: Point, to: Point): string {
    const distance = Math.abs(to.x - from.x);
    const back = to.x < from.x ? (from.x - to.x) * 0.25 : 0;
    const bend = Math.max(36, Math.min(220, distance * 0.5 + back));
    return `M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`;
}

export function wireOf(
    edge: Edge, from: Placed, to: Placed, fromListing: NodeListing, toListing: NodeListing,
): string {
    return wire(outPinAt(from, fromListing, edge.port), inPinAt(to, toListing, edge.pin, edge.isResource));
}

/** The smallest box around all boxes; undefined for none. */
export function hull(boxes: Iterable<Box>): Box | undefined {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (const box of boxes) {
        left = Math.min(left, box.x);
        top = Math.min(top, box.y);
        right = Math.max(right, box.x + box.width);
        bottom = Math.max(bottom, box.y + box.height);
    }
    return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The boxes of all that stands on the canvas, by id. */
export function allBoxes(workflow: Workflow, catalogue: Catalogue): Map<string, Box> {
    const boxes = new Map<string, Box>();
    for (const node of Object.values(workflow.nodes)) boxes.set(node.id, boxOf(node, catalogue));
    for (const frame of Object.values(workflow.frames)) boxes.set(frame.id, frame);
    for (const note of Object.values(workflow.notes)) boxes.set(note.id, note);
    return boxes;
}

export function overlaps(a: Box, b: Box): boolean {
    return a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;
}

export function contains(outer: Box, inner: Box): boolean {
    return (
        inner.x >= outer.x && inner.y >= outer.y &&
        inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height
    );
}

export function boxBetween(a: Point, b: Point): Box {
    return {
        x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y),
    };
}

/** The view that shows a box whole, in a window of the given size. Never closer than zoom 1, nor farther than `least`. */
export function fitting(box: Box | undefined, width: number, height: number, least = zoomRange.least): View {
    if (!box) return { x: width / 2, y: height / 2, zoom: 1 };
    const margin = Math.min(40, width * 0.06);
    const wanted = Math.min((width - 2 * margin) / box.width, (height - 2 * margin) / box.height);
    const zoom = Math.max(least, Math.min(1, wanted));
    // What does not fit begins at the left edge, where a workflow begins.
    const x = box.width * zoom > width - 2 * margin + 1 ? margin - box.x * zoom : width / 2 - (box.x + box.width / 2) * zoom;
    return { zoom, x, y: height / 2 - (box.y + box.height / 2) * zoom };
}

/** Zooms so that what is under `at` (a point of the window) stays there. */
export function zoomed(view: View, at: Point, factor: number): View {
    const zoom = Math.max(zoomRange.least, Math.min(zoomRange.most, view.zoom * factor));
    const ratio = zoom / view.zoom;
    return { zoom, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** A point of the window as one of the workflow. */
export function toWorkflow(view: View, point: Point): Point {
    return { x: (point.x - view.x) / view.zoom, y: (point.y - view.y) / view.zoom };
}

/** What of the workflow a window of this size shows, and `margin` of its pixels around it. */
export function shownBox(view: View, width: number, height: number, margin = 0): Box {
    const start = toWorkflow(view, { x: -margin, y: -margin });
    const end = toWorkflow(view, { x: width + margin, y: height + margin });
    return boxBetween(start, end);
}
