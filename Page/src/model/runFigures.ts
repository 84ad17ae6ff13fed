import type { Counters, RunStatus } from "../net/contract";

/** Counters at one moment of a run. */
export interface Sample {
    seconds: number;
    counters: ReadonlyMap<string, Counters>;
}

export type NodeStatus = "idle" | "waiting" | "running" | "paused" | "done" | "failed" | "stopped";

/** What a node has done of what it was given: items for batch steps, else notes. */
export function done(counters: Counters): number {
    return counters.itemsDone > 0 || counters.itemsFailed > 0
        ? counters.itemsDone + counters.itemsFailed
        : counters.notesOut + counters.notesFailed;
}

/** What it is known to have been given so far. */
export function given(counters: Counters): number {
    return counters.itemsDone > 0 || counters.itemsFailed > 0 || counters.loading > 0 || counters.loaded > 0
        ? counters.itemsDone + counters.itemsFailed + counters.loading + counters.loaded
        : counters.notesIn + counters.queued;
}

/** How many seconds back a rate looks. */
const window = 2;

/** Items or notes a second over the last two seconds; over the whole run once it is over. */
export function rate(samples: readonly Sample[], node: string): number {
    const last = samples[samples.length - 1];
    const now = last?.counters.get(node);
    if (!last || !now) return 0;
    const first = samples.find((sample) => last.seconds - sample.seconds <= window) ?? last;
    const then = first === last ? undefined : first.counters.get(node);
    const seconds = last.seconds - (then ? first.seconds : 0);
    return seconds > 0 ? (done(now) - (then ? done(then) : 0)) / seconds : 0;
}

export function nodeStatus(counters: Counters | undefined, run: RunStatus, isUnderWay: boolean): NodeStatus {
    if (!counters) return "idle";
    if (counters.notesFailed > 0 || counters.itemsFailed > 0) return "failed";
    switch (run) {
        case "succeeded": return "done";
        case "failed": case "interrupted": case "cancelled": return "stopped";
        case "paused": return "paused";
        default: return isUnderWay ? "running" : "waiting";
    }
}
