import type { Sample } from "./runFigures";

/** What holds a run back, in a sentence for a person. */
export interface Limit {
    kind: "source" | "workers" | "step" | "nothing";
    node: string | undefined;
    sentence: string;
}

/** How many of the latest samples are judged: one moment says little. */
const judged = 15;
/** A queue counts as long when, on average, it holds this many. */
const long = 4;

/**
 * Reads the queues around the workers.
 *
 * Items that wait to be loaded mean that the workers are the limit; loaded items that wait for their batch's body mean
 * that the step is; neither means that too few notes come in. The last batch step with a long queue is named, since a
 * full one behind makes those before it full as well.
 */
export function limit(samples: readonly Sample[], nodes: readonly string[], workers: number): Limit {
    const recent = samples.slice(-judged);
    if (recent.length < 3) return { kind: "nothing", node: undefined, sentence: "Too early to say what limits the run." };
    const mean = (node: string, of: "loading" | "loaded" | "queued") =>
        recent.reduce((sum, sample) => sum + (sample.counters.get(node)?.[of] ?? 0), 0) / recent.length;
    for (const node of [...nodes].reverse()) {
        const [loading, loaded, queued] = [mean(node, "loading"), mean(node, "loaded"), mean(node, "queued")];
        if (loaded >= long && loaded > loading) {
            return {
                kind: "step", node,
                sentence: `“${node}” is the limit: about ${whole(loaded)} items are loaded and wait for it. More workers would not help; a larger batch, or a faster model, would.`,
            };
        }
        if (loading >= long) {
            return {
                kind: "workers", node,
                sentence: `Loading is the limit: about ${whole(loading)} items of “${node}” wait for the ${workers === 1 ? "one worker" : `${workers} workers`}, and few are ready. More workers would help while there are free cores.`,
            };
        }
        if (queued >= long) {
            return {
                kind: "step", node,
                sentence: `“${node}” is the limit: about ${whole(queued)} notes wait in front of it. It works on one note at a time.`,
            };
        }
    }
    return {
        kind: "source", node: nodes[0],
        sentence: "The sources are the limit: whatever they send is worked on at once, and no queue fills.",
    };
}

function whole(number: number): string {
    return Math.round(number).toLocaleString("en");
}
