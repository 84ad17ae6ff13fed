import { readFileSync } from "node:fs";

const lines = (name) => readFileSync(new URL(`recorded/${name}`, import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** The node types of the recorded workflow: another workflow's nodes are played by type. */
const typeOf = {
    folders: "Digits/Folders", classify: "Digits/Classify", accuracy: "Digits/Accuracy", write: "Files/Write JSON Lines", network: "Models/Onnx",
};

function recordingOf(name) {
    const events = lines(name);
    const end = events.find(({ event }) => event === "runFinished");
    const samples = [...events.filter(({ event }) => event === "progress"), end].map(({ seconds, nodes }) => ({
        share: seconds / end.seconds, byType: Object.fromEntries(nodes.map((counters) => [typeOf[counters.node], counters])),
    }));
    return {
        samples, end, logs: events.filter(({ event }) => event === "log"),
        failures: events.filter(({ event }) => event === "noteFailed").map(({ event: _, ...failure }) => failure),
    };
}

export const good = recordingOf("run.jsonl");
export const bad = recordingOf("run-with-failures.jsonl");
export { typeOf };

const moments = new Set(["queued", "loading", "loaded"]);

/** Counters of a node type at a share (0 to 1) of a run: between two recorded samples, what grows is in proportion. */
export function countersAt(recording, type, share) {
    const { samples } = recording;
    const next = samples.find((sample) => sample.share >= share) ?? samples[samples.length - 1];
    const before = samples[samples.indexOf(next) - 1] ?? { share: 0, byType: {} };
    const part = share >= 1 ? 1 : (share - before.share) / Math.max(1e-9, next.share - before.share);
    const [from, to] = [before.byType[type] ?? {}, next.byType[type] ?? {}];
    const counters = {};
    for (const key of ["notesIn", "notesOut", "notesFailed", "notesUnrouted", "queued", "loading", "loaded", "itemsDone", "itemsFailed", "dumped"]) {
        const end = to[key] ?? 0, start = from[key] ?? 0;
        counters[key] = moments.has(key) ? (share >= 1 ? end : Math.round(start + (end - start) * part)) : Math.floor(start + (end - start) * part);
    }
    return counters;
}

/** The notes as they left the port `sure` or `unsure`, and, less what the step wrote, the source. */
const notes = lines("notes.jsonl");
const isSure = (note) => note.image_paths.every((item) => typeof item === "object" && item.probability >= 0.8);
const pathOf = (item) => (typeof item === "string" ? item : item.value);

const folders = [...new Map(notes.map((note) => [note.label, note])).keys()].map((label) => ({
    label, image_paths: notes.filter((note) => note.label === label).flatMap((note) => note.image_paths.map(pathOf)).sort(),
}));

/** What left each port, by node type. */
export const outputs = {
    "Digits/Folders": { out: folders },
    "Digits/Classify": { sure: notes.filter(isSure), unsure: notes.filter((note) => !isSure(note)) },
    "Digits/Accuracy": { out: notes },
    "Files/Write JSON Lines": { out: notes },
};

export { pathOf };
