/**
 * Layered drawing after Sugiyama, Tagawa and Toda (1981): nodes get ranks from left to right, long wires pass through
 * bends of their own, each rank is ordered so that few wires cross, then rows are chosen so that wires are straight.
 */
export interface Vertex {
    /** Undefined for a bend of a long wire. */
    id: string | undefined;
    height: number;
    rank: number;
    y: number;
    up: Link[];
    down: Link[];
}

/** A wire to a neighbouring rank, with the distance of its two ends from the tops of their vertices. */
export interface Link {
    to: number;
    near: number;
    far: number;
}

export interface LayoutEdge {
    from: number;
    to: number;
    fromOffset: number;
    toOffset: number;
}

/** Longest path from the left; what nothing leads to stands right before its first reader. Wires of a cycle are ignored. */
export function rankVertices(vertices: Vertex[], edges: LayoutEdge[]): LayoutEdge[] {
    const open = vertices.map(() => 0);
    const outgoing: LayoutEdge[][] = vertices.map(() => []);
    for (const edge of edges) {
        open[edge.to] = (open[edge.to] ?? 0) + 1;
        outgoing[edge.from]?.push(edge);
    }
    const incoming = [...open];
    const order = open.flatMap((count, index) => (count === 0 ? [index] : []));
    for (const index of order) {
        for (const { to } of outgoing[index] ?? []) {
            const [vertex, next] = [vertices[index], vertices[to]];
            if (vertex && next) next.rank = Math.max(next.rank, vertex.rank + 1);
            open[to] = (open[to] ?? 0) - 1;
            if (open[to] === 0) order.push(to);
        }
    }
    for (const index of order.reverse()) {
        const vertex = vertices[index];
        const readers = (outgoing[index] ?? []).map((edge) => vertices[edge.to]?.rank ?? 0);
        if (vertex && incoming[index] === 0 && readers.length > 0) {
            vertex.rank = Math.max(vertex.rank, Math.min(...readers) - 1);
        }
    }
    return edges.filter((edge) => (vertices[edge.from]?.rank ?? 0) < (vertices[edge.to]?.rank ?? 0));
}

const bendHeight = 6;

/** Links the vertices; a wire over several ranks gets a bend in each rank that it passes. */
export function linkVertices(vertices: Vertex[], edges: LayoutEdge[]): void {
    const link = (from: number, to: number, near: number, far: number) => {
        vertices[from]?.down.push({ to, near, far });
        vertices[to]?.up.push({ to: from, near: far, far: near });
    };
    for (const edge of edges) {
        let [last, offset] = [edge.from, edge.fromOffset];
        const end = vertices[edge.to]?.rank ?? 0;
        for (let rank = (vertices[edge.from]?.rank ?? 0) + 1; rank < end; rank++) {
            const bend = vertices.push({ id: undefined, height: bendHeight, rank, y: 0, up: [], down: [] }) - 1;
            link(last, bend, offset, bendHeight / 2);
            [last, offset] = [bend, bendHeight / 2];
        }
        link(last, edge.to, offset, edge.toOffset);
    }
}
