import { fail } from "./answers.mjs";
import { catalogue } from "./catalogue.mjs";
import { bad, countersAt, good, outputs as recordedOutputs, pathOf, typeOf } from "./recording.mjs";

/** How long a run takes that took 0.13 s when it was recorded. */
const seconds = Number(process.env.RUN_SECONDS ?? 2.5);
const tick = 100;
const over = (status) => !["starting", "running", "paused", "stopping"].includes(status);

/** Runs that are recorded ones, played again slowly. */
export class Runs {
    all = [];
    next = 1;

    constructor(hub, host) {
        Object.assign(this, { hub, host });
    }

    find(id) {
        return this.all.find((run) => run.record.id === id) ?? fail(404, "notFound", `There is no run '${id}'.`);
    }

    latest(path) {
        return this.all.find(({ record }) => record.workflow === path)?.record;
    }

    list(query) {
        const fits = ({ record }) => (!query.get("workflow") || record.workflow === query.get("workflow"))
            && (!query.get("status") || record.status === query.get("status"));
        return { runs: this.all.filter(fits).map(({ record }) => record) };
    }

    start({ workflow: path, text, set, upTo, options = {} }) {
        if (this.all.some(({ record }) => !over(record.status))) fail(409, "busy", "A run is under way: stop it first.");
        if (this.host.state.state !== "ready") fail(503, "unavailable", "The program is not ready to run.");
        const workflow = JSON.parse(text);
        const problems = check(workflow);
        if (problems.length > 0) fail(422, "refused", `The workflow can't run: ${problems[0].message}`, { problems });
        const nodes = upTo ? Object.fromEntries(ancestors(workflow.nodes, upTo).map((id) => [id, workflow.nodes[id]])) : workflow.nodes;
        const source = Object.values(nodes).find(({ node }) => node === "Digits/Folders");
        const isBad = JSON.stringify(source ?? {}).includes("broken") || set.some(({ text }) => text.includes("broken"));
        const kindOf = (type) => catalogue.nodes.find(({ name }) => name === type)?.kind;
        const run = {
            text, nodes, recording: isBad ? bad : good, isBad, elapsed: 0, failures: [], lines: [], points: [],
            steps: Object.keys(nodes).filter((id) => kindOf(nodes[id].node) !== "resource"),
            record: {
                id: String(this.next++), workflow: path, name: workflow.name ?? path.replace(/\.json$/, ""), status: "running", started: new Date().toISOString(),
                seconds: 0, notes: { emitted: 0, failed: 0, unrouted: 0 }, items: { done: 0, failed: 0, dumped: 0 }, failures: 0, set, options,
                ...(upTo ? { upTo } : {}),
            },
        };
        this.all.unshift(run);
        this.host.set({ state: "running" });
        run.timer = setInterval(() => this.step(run), tick);
        this.tell(run);
        return run.record;
    }

    step(run) {
        if (run.record.status === "paused") return;
        run.elapsed += tick / 1000;
        const share = Math.min(1, run.elapsed / seconds);
        const isFailing = run.isBad && !String(run.record.options.onFailure ?? "stop").includes("skip");
        if (share > 0.3) this.log(run, "network", "info", "a network of 3 layers");
        if (run.isBad && share > 0.5) this.failAll(run, isFailing ? 1 : run.recording.failures.length);
        if (isFailing && share > 0.5) return this.finish(run, "failed");
        if (run.record.status === "stopping" && run.elapsed > run.stopAt) return this.finish(run, "cancelled");
        if (share >= 1) return this.finish(run, "succeeded");
        this.tell(run);
    }

    log(run, type, level, message) {
        if (run.lines.some((line) => line.message === message)) return;
        const node = Object.keys(run.nodes).find((id) => run.nodes[id].node === typeOf[type]);
        run.lines.push({ index: run.lines.length, seconds: run.elapsed, level, message, ...(node ? { node } : {}) });
    }

    failAll(run, most) {
        if (run.failures.length > 0) return;
        for (const failure of run.recording.failures.slice(0, most)) {
            const node = Object.keys(run.nodes).find((id) => run.nodes[id].node === typeOf[failure.node]) ?? "";
            run.failures.push({ index: run.failures.length, ...failure, node });
            this.log(run, failure.node, "error", failure.cause);
        }
        run.fresh = run.failures;
    }

    finish(run, status) {
        clearInterval(run.timer);
        if (status === "succeeded") run.elapsed = seconds;
        for (const { node, level, message } of run.recording.logs) if (status === "succeeded") this.log(run, node, level, message);
        Object.assign(run.record, { status, finished: new Date().toISOString() });
        this.host.set({ state: "ready" });
        this.tell(run);
    }

    counters(run) {
        const share = Math.min(1, run.elapsed / seconds);
        return run.steps.map((node) => ({ node, ...countersAt(run.recording, run.nodes[node].node, share) }));
    }

    ports(run) {
        const share = Math.min(1, run.elapsed / seconds);
        return run.steps.flatMap((node) => Object.entries(recordedOutputs[run.nodes[node].node] ?? {}).map(([port, notes]) => {
            const count = Math.floor(notes.length * share);
            const images = notes.slice(0, count).reduce((sum, note) => sum + note.image_paths.length, 0);
            return { node, port, count, kept: count, images };
        })).filter(({ count }) => count > 0);
    }

    tell(run) {
        const counters = this.counters(run);
        const sum = (key) => counters.reduce((total, node) => total + node[key], 0);
        const source = counters.find(({ node }) => run.nodes[node].node === "Digits/Folders");
        Object.assign(run.record, {
            seconds: run.elapsed, failures: run.failures.length,
            notes: { emitted: source?.notesIn ?? 0, failed: run.failures.length, unrouted: 0 },
            items: { done: sum("itemsDone"), failed: sum("itemsFailed"), dumped: sum("dumped") },
            ...(run.failures[0] ? { firstFailure: run.failures[0] } : {}),
        });
        if (run.record.status === "running") run.points.push({ seconds: run.elapsed, nodes: counters });
        this.hub.tell("run", { run: run.record, counters, outputs: this.ports(run), failures: run.fresh ?? [], logLines: run.lines.length });
        run.fresh = [];
    }

    control(id, action) {
        const run = this.find(id);
        if (over(run.record.status)) return run.record;
        if (action === "abort") this.finish(run, "cancelled");
        else {
            run.record.status = { pause: "paused", resume: "running", stop: "stopping" }[action] ?? fail(404, "notFound", `A run can't '${action}'.`);
            run.stopAt = run.elapsed + 0.6;
            this.tell(run);
        }
        return run.record;
    }

    detail(id) {
        const run = this.find(id);
        return {
            ...run.record, nodes: run.steps, counters: this.counters(run), workers: run.record.options.workers ?? 2,
            isolation: run.record.options.isolation ?? "processes", outputs: this.ports(run), logLines: run.lines.length,
        };
    }

    delete(id) {
        this.all = this.all.filter((run) => run !== this.find(id));
    }

    workflow(id) {
        return { text: this.find(id).text, nodes: [] };
    }

    history(id) {
        return { points: this.find(id).points };
    }

    failures(id, query) {
        return { failures: this.find(id).failures.filter(({ node }) => !query.get("node") || node === query.get("node")) };
    }

    logs(id, query) {
        const levels = ["info", "warning", "error"];
        const run = this.find(id);
        const after = Number(query.get("after") ?? 0);
        const lines = run.lines.filter((line) => line.index >= after && (!query.get("node") || line.node === query.get("node"))
            && levels.indexOf(line.level) >= levels.indexOf(query.get("level") ?? "info")
            && line.message.toLowerCase().includes((query.get("contains") ?? "").toLowerCase()));
        return { lines, next: run.lines.length };
    }

    outputs(id, query) {
        const run = this.find(id);
        const [node, port, note, contains] = ["node", "port", "note", "contains"].map((name) => query.get(name));
        const after = Number(query.get("after") ?? 0), limit = Number(query.get("limit") ?? 100);
        const found = this.ports(run).filter((other) => (!node || other.node === node) && (!port || other.port === port)).flatMap((other) =>
            recordedOutputs[run.nodes[other.node].node][other.port].slice(0, other.count).map((value, index) => ({
                index, node: other.node, port: other.port, note: { source: 0, index: Number(value.label) }, seconds: (run.elapsed * (index + 1)) / other.count,
                value, cut: false,
                images: value.image_paths.map((item, place) => ({
                    key: `image_paths[${place}]`, image: Buffer.from(pathOf(item)).toString("base64url"), width: 8, height: 8,
                })),
            })));
        const fitting = found.filter((output) => (!note || `${output.note.source}.${output.note.index}` === note)
            && (!contains || JSON.stringify(output.value).toLowerCase().includes(contains.toLowerCase())) && output.index >= after);
        const page = fitting.slice(0, limit);
        return { outputs: page, ...(fitting.length > limit ? { next: page[limit - 1].index + 1 } : {}) };
    }
}

/** The little of a host's check that the tests need. */
function check({ nodes }) {
    return Object.entries(nodes).flatMap(([id, { node, parameters = {} }]) => {
        const listing = catalogue.nodes.find(({ name }) => name === node);
        if (!listing) return [{ node: id, message: `node '${id}' is a '${node}', which does not exist` }];
        return listing.parameters.filter(({ name, isRequired }) => isRequired && !(name in parameters)).map(({ name }) =>
            ({ node: id, parameter: name, message: `parameter '${name}' of ${listing.kind} '${id}' is missing` }));
    });
}

function ancestors(nodes, id) {
    const found = new Set();
    const open = [id];
    while (open.length > 0) {
        const next = open.pop();
        if (found.has(next) || !nodes[next]) continue;
        found.add(next);
        open.push(...(nodes[next].after ?? []).map((name) => name.split(".")[0]));
        open.push(...Object.values(nodes[next].parameters ?? {}).flatMap((value) => value?.resource ?? []));
    }
    return Object.keys(nodes).filter((other) => found.has(other));
}
