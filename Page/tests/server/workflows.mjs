import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Answer, fail } from "./answers.mjs";

const revisionOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const digits = readFileSync(new URL("../../../Examples/Digits/digits.json", import.meta.url), "utf8");

/** Workflow files and drafts, in memory. */
export class Workflows {
    files = new Map([["digits.json", { text: digits, modified: new Date() }]]);
    drafts = new Map();
    examples = [{
        name: "list-digits.json", title: "List pictures", documentation: "Reads the folders of pictures and writes one line a folder. It needs **no model**.",
        text: JSON.stringify({
            graphbook: 1, name: "list-digits", nodes: {
                folders: { node: "Digits/Folders", parameters: { in: "images" } },
                write: { node: "Files/Write JSON Lines", after: ["folders"], parameters: { path: "out/list.jsonl" } },
            },
        }),
    }];

    constructor(hub) {
        this.hub = hub;
    }

    file(path) {
        if (!path || path.startsWith("/") || path.split("/").includes("..")) fail(403, "forbidden", `'${path}' is not in the project.`);
        return this.files.get(path) ?? fail(404, "notFound", `There is no workflow '${path}' in the project.`);
    }

    list(latestRun) {
        return [...this.files].sort(([a], [b]) => a.localeCompare(b)).map(([path, { text, modified }]) => {
            const entry = { path, modified: modified.toISOString(), hasDraft: this.drafts.has(path) };
            const lastRun = latestRun(path);
            try {
                const { name, documentation = "", nodes = {} } = JSON.parse(text);
                return {
                    ...entry, name: name ?? path, documentation: documentation.split("\n")[0], nodes: Object.keys(nodes).length,
                    ...(lastRun ? { lastRun } : {}),
                };
            } catch (error) {
                return { ...entry, name: path, documentation: "", nodes: 0, problem: error.message };
            }
        });
    }

    read(path) {
        const { text } = this.file(path);
        const draft = this.drafts.get(path);
        return { path, revision: revisionOf(text), text, ...(draft ? { draft } : {}) };
    }

    create(path, text) {
        if (!/^[^/.][^.]*(\/[^/.]+)*\.json$/.test(path)) fail(400, "badRequest", `'${path}' can't be a workflow's path: it ends in .json and stays in the project.`);
        if (this.files.has(path)) fail(409, "conflict", `There is a file '${path}' already.`);
        this.files.set(path, { text, modified: new Date() });
        this.hub.tell("workflow", { path, revision: revisionOf(text) });
        return new Answer(201, this.read(path));
    }

    checkRevision(path, ifMatch) {
        const { text } = this.file(path);
        const revision = revisionOf(text);
        if (ifMatch !== revision) fail(409, "conflict", `'${path}' was changed since you read it.`, { revision, text });
    }

    save(path, text, ifMatch) {
        this.checkRevision(path, ifMatch);
        this.files.set(path, { text, modified: new Date() });
        this.drafts.delete(path);
        const revision = revisionOf(text);
        this.hub.tell("workflow", { path, revision });
        return { revision };
    }

    delete(path, ifMatch) {
        this.checkRevision(path, ifMatch);
        this.files.delete(path);
        this.drafts.delete(path);
        this.hub.tell("workflow", { path });
    }

    saveDraft(path, { base, text, writer }, ifMatch) {
        this.file(path);
        const before = this.drafts.get(path);
        if (before && before.revision !== ifMatch) {
            fail(409, "conflict", "Another tab has written a draft since.", { revision: before.revision, text: before.text });
        }
        const revision = revisionOf(text + Math.random());
        this.drafts.set(path, { revision, base, text, writer, modified: new Date().toISOString() });
        this.hub.tell("draft", { path, revision, writer });
        return { revision };
    }

    dropDraft(path) {
        if (this.drafts.delete(path)) this.hub.tell("draft", { path });
    }
}
