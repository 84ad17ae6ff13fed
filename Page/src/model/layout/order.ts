import type { Vertex } from "./layers";

const sweeps = 12;

/** Orders each rank so that few wires cross: sweeps by mean place of the neighbours, of which the best is kept. */
export function orderLayers(vertices: Vertex[]): number[][] {
    let layers = byDepth(vertices);
    const place = new Float64Array(vertices.length);
    const number = (layer: number[]) => layer.forEach((vertex, index) => (place[vertex] = index));
    layers.forEach(number);
    let best = layers.map((layer) => [...layer]);
    let fewest = crossings(layers, vertices, place);
    for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
        const isDown = sweep % 2 === 0;
        for (let step = 1; step < layers.length; step++) {
            const layer = layers[isDown ? step : layers.length - 1 - step] ?? [];
            const key = new Map(layer.map((vertex) => [vertex, meanPlace(vertices[vertex], isDown, place, vertex)]));
            layer.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
            number(layer);
        }
        const count = crossings(layers, vertices, place);
        if (count < fewest) {
            fewest = count;
            best = layers.map((layer) => [...layer]);
        }
    }
    layers = best;
    return layers;
}

/** A pin's offset counts as a fraction of a place, so that wires of one node do not cross either. */
const pinWeight = 1e-4;

function meanPlace(vertex: Vertex | undefined, isDown: boolean, place: Float64Array, index: number): number {
    const links = (isDown ? vertex?.up : vertex?.down) ?? [];
    if (links.length === 0) return place[index] ?? 0;
    return links.reduce((sum, link) => sum + (place[link.to] ?? 0) + link.far * pinWeight, 0) / links.length;
}

/** Ranks in the order of a walk in depth, so that branches start out beside each other. */
function byDepth(vertices: Vertex[]): number[][] {
    const count = vertices.reduce((most, vertex) => Math.max(most, vertex.rank + 1), 0);
    const layers: number[][] = Array.from({ length: count }, () => []);
    const seen = new Set<number>();
    const starts = vertices.map((_, index) => index).sort((a, b) => (vertices[a]?.rank ?? 0) - (vertices[b]?.rank ?? 0));
    for (const start of starts) {
        const open = [start];
        for (let index = open.pop(); index !== undefined; index = open.pop()) {
            const vertex = vertices[index];
            if (seen.has(index) || !vertex) continue;
            seen.add(index);
            layers[vertex.rank]?.push(index);
            open.push(...vertex.down.map((link) => link.to).reverse());
        }
    }
    return layers;
}

/** How many pairs of wires cross, counted with a Fenwick tree in O(wires · log wires) (Barth, Mutzel, Jünger 2002). */
function crossings(layers: number[][], vertices: Vertex[], place: Float64Array): number {
    let count = 0;
    for (const layer of layers) {
        const ends = layer
            .flatMap((index) => (vertices[index]?.down ?? []).map((link) => ({
                from: (place[index] ?? 0) + link.near * pinWeight,
                to: (place[link.to] ?? 0) + link.far * pinWeight,
            })))
            .sort((a, b) => a.from - b.from || a.to - b.to)
            .map((wire) => wire.to);
        const ranks = new Map([...new Set(ends)].sort((a, b) => a - b).map((end, index) => [end, index + 1]));
        const tree = new Int32Array(ranks.size + 1);
        ends.forEach((end, before) => {
            const rank = ranks.get(end) ?? 0;
            let notAbove = 0;
            for (let node = rank; node > 0; node -= node & -node) notAbove += tree[node] ?? 0;
            count += before - notAbove;
            for (let node = rank; node < tree.length; node += node & -node) tree[node] = (tree[node] ?? 0) + 1;
        });
    }
    return count;
}
