import assert from "node:assert/strict";
import test from "node:test";
import { limit } from "../../src/model/limits";
import { nodeStatus, rate, type Sample } from "../../src/model/runFigures";
import type { Counters } from "../../src/net/contract";

const counters = (node: string, rest: Partial<Counters> = {}): Counters => ({
    node, notesIn: 0, notesOut: 0, notesFailed: 0, notesUnrouted: 0, queued: 0, loading: 0, loaded: 0, itemsDone: 0, itemsFailed: 0, dumped: 0, ...rest,
});
const samples = (of: (index: number) => Partial<Counters>, count = 20): Sample[] =>
    Array.from({ length: count }, (_, index) => ({
        seconds: index / 10, counters: new Map([["source", counters("source")], ["load", counters("load", of(index))]]),
    }));

const cases: [string, Partial<Counters>, number, ReturnType<typeof limit>["kind"], RegExp][] = [
    ["items wait to be loaded", { loading: 20 }, 2, "workers", /^Loading is the limit: about 20 items of “load” wait for the 2 workers/],
    ["there is one worker", { loading: 20 }, 1, "workers", /wait for the one worker/],
    ["loaded items wait", { loaded: 12, loading: 2 }, 2, "step", /^“load” is the limit: about 12 items are loaded and wait for it\. More workers would not help/],
    ["notes wait in front", { queued: 16 }, 2, "step", /about 16 notes wait in front of it/],
    ["nothing waits", {}, 2, "source", /^The sources are the limit/],
];
for (const [name, state, workers, kind, sentence] of cases) {
    test(`What limits a run where ${name}`, () => {
        const found = limit(samples(() => state), ["source", "load"], workers);
        assert.equal(found.kind, kind);
        assert.match(found.sentence, sentence);
    });
}

test("Two samples say nothing yet", () => assert.equal(limit(samples(() => ({ loading: 20 }), 2), ["load"], 2).kind, "nothing"));

test("A rate looks two seconds back, and counts items of batch steps", () => {
    const growing = samples((index) => ({ itemsDone: index * 10 }), 100);
    assert.ok(Math.abs(rate(growing, "load") - 100) < 1e-6);
    assert.equal(rate(growing, "source"), 0);
    assert.equal(rate([], "load"), 0);
});

test("A node's status says failures first", () => {
    assert.equal(nodeStatus(undefined, "running", true), "idle");
    assert.equal(nodeStatus(counters("a"), "running", true), "running");
    assert.equal(nodeStatus(counters("a"), "running", false), "waiting");
    assert.equal(nodeStatus(counters("a", { notesFailed: 1 }), "succeeded", false), "failed");
    assert.equal(nodeStatus(counters("a"), "succeeded", false), "done");
    assert.equal(nodeStatus(counters("a"), "cancelled", false), "stopped");
});
