import type { Catalogue, NodeListing } from "./catalogue";
import { move } from "./edits";
import { boxOf, heightOf, hull, inPinAt, nodeWidth, outPinAt } from "./geometry";
import { linkVertices, rankVertices, type LayoutEdge, type Vertex } from "./layout/layers";
import { orderLayers } from "./layout/order";
import { placeRows } from "./layout/rows";
import { edgesOf, listingOf, type Point, type Workflow } from "./workflow";

const gap = { x: 80, y: 28 };

/** The workflow with the nodes `ids` (all of them when nil) laid out from left to right, their top left corner kept. */
export function tidied(workflow: Workflow, catalogue: Catalogue, ids?: ReadonlySet<string>): Workflow {
    const nodes = Object.values(workflow.nodes).filter((node) => !ids || ids.has(node.id));
    if (nodes.length === 0) return workflow;
    const place = new Map(nodes.map((node, index) => [node.id, index]));
    const vertices: Vertex[] = nodes.map((node) => ({
        id: node.id, height: roomFor(listingOf(node, catalogue), node.isCollapsed), rank: 0, y: 0, up: [], down: [],
    }));
    const edges: LayoutEdge[] = edgesOf(workflow).flatMap((edge) => {
        const [from, to] = [place.get(edge.from), place.get(edge.to)];
        const [first, last] = [workflow.nodes[edge.from], workflow.nodes[edge.to]];
        if (from === undefined || to === undefined || !first || !last) return [];
        return {
            from, to,
            fromOffset: outPinAt(first, listingOf(first, catalogue), edge.port).y - first.y,
            toOffset: inPinAt(last, listingOf(last, catalogue), edge.pin, edge.isResource).y - last.y,
        };
    });
    linkVertices(vertices, rankVertices(vertices, edges));
    placeRows(vertices, orderLayers(vertices), gap.y);
    return move(workflow, places(workflow, catalogue, vertices));
}

/** A node's height with the pictures that a run may show on it. */
function roomFor(listing: NodeListing, isCollapsed: boolean): number {
    return heightOf(listing, isCollapsed, listing.kind !== "resource");
}

function places(workflow: Workflow, catalogue: Catalogue, vertices: Vertex[]): Map<string, Point> {
    const found = new Map<string, Point>();
    for (const vertex of vertices) {
        if (vertex.id !== undefined) found.set(vertex.id, { x: vertex.rank * (nodeWidth + gap.x), y: vertex.y });
    }
    const before = hull([...found.keys()].flatMap((id) => {
        const node = workflow.nodes[id];
        return node ? boxOf(node, catalogue) : [];
    }));
    const left = Math.min(...[...found.values()].map((point) => point.x));
    const top = Math.min(...[...found.values()].map((point) => point.y));
    const shift = { x: (before?.x ?? 0) - left, y: (before?.y ?? 0) - top };
    for (const [id, point] of found) found.set(id, { x: point.x + shift.x, y: point.y + shift.y });
    return found;
}
