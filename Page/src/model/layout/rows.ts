import type { Vertex } from "./layers";

const sweeps = 14;
/** The last sweeps look both ways. */
const bothWaysFrom = 12;
const bendGap = 12;
/** Bends pull harder than nodes, so that long wires become straight. */
const bendWeight = 4;

/** Chooses the y of every vertex: each wants its pins level with its neighbours' pins; order and gaps are kept. */
export function placeRows(vertices: Vertex[], layers: number[][], gap: number): void {
    for (const layer of layers) {
        let y = 0;
        for (const index of layer) {
            const vertex = vertices[index];
            if (!vertex) continue;
            vertex.y = y;
            y += vertex.height + gap;
        }
        for (const index of layer) {
            const vertex = vertices[index];
            if (vertex) vertex.y -= y / 2;
        }
    }
    for (let sweep = 0; sweep < sweeps; sweep++) {
        const isDown = sweep % 2 === 0;
        for (let step = 0; step < layers.length; step++) {
            const layer = layers[isDown ? step : layers.length - 1 - step] ?? [];
            const column = layer.flatMap((index) => vertices[index] ?? []);
            fit(column, gap, (vertex) => {
                const links = sweep >= bothWaysFrom ? [...vertex.up, ...vertex.down] : isDown ? vertex.up : vertex.down;
                if (links.length === 0) return { y: vertex.y, weight: 0.05 };
                const wanted = links.map((link) => (vertices[link.to]?.y ?? 0) + link.far - link.near);
                const weight = vertex.id === undefined ? links.length * bendWeight : links.length;
                return { y: wanted.reduce((sum, y) => sum + y, 0) / wanted.length, weight };
            });
        }
    }
}

/** Isotonic regression by pooling adjacent violators: nearest to all wishes, without changing the order or a gap. */
function fit(column: Vertex[], gap: number, wish: (vertex: Vertex) => { y: number; weight: number }): void {
    const offsets: number[] = [];
    const pools: { sum: number; weight: number; count: number }[] = [];
    let offset = 0;
    for (const vertex of column) {
        offsets.push(offset);
        const { y, weight } = wish(vertex);
        let pool = { sum: (y - offset) * weight, weight, count: 1 };
        for (let last = pools[pools.length - 1]; last && last.sum / last.weight > pool.sum / pool.weight; last = pools[pools.length - 1]) {
            pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, count: last.count + pool.count };
            pools.pop();
        }
        pools.push(pool);
        offset += vertex.height + (vertex.id === undefined ? bendGap : gap);
    }
    let index = 0;
    for (const pool of pools) {
        for (const end = index + pool.count; index < end; index++) {
            const vertex = column[index];
            if (vertex) vertex.y = pool.sum / pool.weight + (offsets[index] ?? 0);
        }
    }
}
