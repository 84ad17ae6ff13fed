import { api } from "../net/api";
import { isOver, type Example, type HostState, type Project, type Run, type RunOptions, type Setting, type SystemLoad, type WorkflowEntry } from "../net/contract";
import { subscribe } from "../net/events";
import { RequestError } from "../net/request";
import type { StreamMessage } from "../net/stream";
import { readRoute, routeAddress, startPage, type Route } from "../app/route";
import { catalogueOf, type Catalogue } from "../model/catalogue";
import type { Problem } from "../model/check";
import { withoutBypassed } from "../model/edits";
import { readWorkflow, writeWorkflow } from "../model/file";
import { emptyWorkflow } from "../model/workflow";
import { Editor } from "./editor";
import { recall, remember } from "./memory";
import { RunView } from "./runView";
import { Saving, writer } from "./saving";
import { Signals } from "./signals";

export interface Toast {
    text: string;
    kind: "info" | "error";
}

/** How many seconds of the machine's load are kept: one sample in two seconds. */
const loadsKept = 30;

/**
 * All that the page knows: the project, the open workflow, the run that is watched.
 *
 * Keys: `project`, `host`, `catalogue`, `workflows`, `runs`, `system`, `connection`, `route`, `open`, `toast`,
 * `refused`.
 */
export class Session extends Signals {
    route: Route = startPage;
    project: Project | undefined;
    host: HostState | undefined;
    catalogue: Catalogue = new Map();
    workflows: WorkflowEntry[] | undefined;
    examples: Example[] = [];
    runs: Run[] | undefined;
    loads: SystemLoad[] = [];
    isConnected = true;
    editor: Editor | undefined;
    saving: Saving | undefined;
    runView: RunView | undefined;
    /** Why the open workflow, or the page, can't be shown. */
    openProblem: string | undefined;
    /** What the host found wrong with the workflow when it was last run. */
    refused: Problem[] = [];
    toast: Toast | undefined;
    private toastTimer: ReturnType<typeof setTimeout> | undefined;

    // MARK: - Start

    async start(): Promise<void> {
        subscribe((message) => this.receive(message));
        window.addEventListener("hashchange", () => void this.follow(readRoute(location.hash)));
        window.addEventListener("beforeunload", () => this.saving?.close());
        await this.refresh();
        const route = readRoute(location.hash);
        const first = this.workflows?.[0];
        await this.follow(route);
        if (route.workflow === undefined && this.workflows?.length === 1 && first) this.go({ workflow: first.path });
    }

    /** Asks for everything anew: at the start, and when the stream could not tell what was missed. */
    private async refresh(): Promise<void> {
        await Promise.all([
            this.load("project", async () => void (this.project = await api.project())),
            this.load("host", async () => void (this.host = await api.host())),
            this.load("catalogue", async () => this.setCatalogue(catalogueOf((await api.catalogue()).nodes))),
            this.loadWorkflows(),
            this.load("workflows", async () => void (this.examples = (await api.examples()).examples)),
            this.loadRuns(),
        ]);
    }

    private async load(key: string, job: () => Promise<void>): Promise<void> {
        try {
            await job();
        } catch (error) {
            // Without a host there is no catalogue yet: the host's state says why.
            if (!(error instanceof RequestError) || error.code !== "unavailable") this.say(error);
        }
        this.emit(key);
    }

    private loadWorkflows(): Promise<void> {
        return this.load("workflows", async () => void (this.workflows = (await api.workflows()).workflows));
    }

    private loadRuns(): Promise<void> {
        return this.load("runs", async () => void (this.runs = (await api.runs({ limit: 100 })).runs));
    }

    private setCatalogue(catalogue: Catalogue): void {
        this.catalogue = catalogue;
        if (this.editor && !this.editor.isReadOnly) this.editor.setCatalogue(catalogue);
    }

    // MARK: - The stream

    private receive(message: StreamMessage): void {
        switch (message.event) {
            case "connection":
                this.isConnected = message.data === "open";
                this.emit("connection");
                break;
            case "hello":
                if (!message.data.resumed) void this.refresh();
                break;
            case "host":
                this.host = message.data;
                this.emit("host");
                break;
            case "catalogue":
                void this.load("catalogue", async () => this.setCatalogue(catalogueOf((await api.catalogue()).nodes)));
                break;
            case "workflow":
                void this.loadWorkflows();
                if (message.data.path === this.saving?.path) {
                    this.saving.fileChanged(message.data.revision).catch((error: unknown) => this.say(error));
                }
                break;
            case "draft":
                if (message.data.path === this.saving?.path && message.data.writer !== writer && message.data.revision) {
                    void this.otherTabWrote();
                }
                break;
            case "system":
                this.loads = [...this.loads, message.data].slice(-loadsKept);
                this.emit("system");
                break;
            case "run":
                this.applyRun(message.data.run);
                if (this.runView?.run.id === message.data.run.id) this.runView.apply(message.data);
                break;
        }
    }

    private async otherTabWrote(): Promise<void> {
        // A tab without changes of its own follows the other; one with changes learns of it when it writes its draft.
        if (this.saving?.isSaved) await this.follow(this.route, true);
    }

    private applyRun(run: Run): void {
        const before = this.runs?.find((other) => other.id === run.id);
        this.runs = [run, ...(this.runs ?? []).filter((other) => other.id !== run.id)].sort((a, b) =>
            b.started.localeCompare(a.started));
        if (before && isOver(run.status) && !isOver(before.status)) {
            const kind = run.status === "succeeded" ? "info" : "error";
            this.say(`${run.name} ${run.status} after ${run.seconds.toFixed(1)} s`, kind);
        }
        this.emit("runs");
    }

    // MARK: - The address

    /** Shows something else, and puts it into the address. What is not named stays. */
    go(change: Partial<Route>): void {
        const other = change.workflow !== undefined && change.workflow !== this.route.workflow;
        const route = { ...(other ? startPage : this.route), ...change };
        history.pushState(null, "", routeAddress(route));
        void this.follow(route);
    }

    private async follow(route: Route, isForced = false): Promise<void> {
        const before = this.route;
        this.route = route;
        this.emit("route");
        const isOther = route.workflow !== before.workflow || route.isSnapshot !== before.isSnapshot
            || (route.isSnapshot && route.run !== before.run) || !this.editor;
        try {
            if (isOther || isForced) await this.open(route);
            if (route.run !== this.runView?.run.id) await this.watch(route.run);
            this.openProblem = undefined;
        } catch (error) {
            this.openProblem = error instanceof Error ? error.message : String(error);
        }
        this.emit("open");
    }

    private async open(route: Route): Promise<void> {
        this.saving?.close();
        this.saving = undefined;
        this.editor = undefined;
        this.refused = [];
        if (route.isSnapshot && route.run !== undefined) {
            const snapshot = await api.runWorkflow(route.run);
            const catalogue = new Map([...this.catalogue, ...catalogueOf(snapshot.nodes)]);
            this.editor = new Editor(readWorkflow(snapshot.text, catalogue), catalogue, true);
        } else if (route.workflow !== undefined) {
            const answer = await api.workflow(route.workflow);
            const text = answer.draft?.text ?? answer.text;
            const editor = new Editor(readWorkflow(text, this.catalogue), this.catalogue);
            this.editor = editor;
            this.saving = new Saving(route.workflow, editor, answer, answer.draft !== undefined);
        }
        if (this.editor && route.node) this.editor.select([route.node]);
        if (this.editor) this.rememberView(this.editor, route.workflow ?? "");
    }

    private rememberView(editor: Editor, path: string): void {
        editor.on("view", () => remember(`view.${path}`, editor.view));
        editor.on("selection", () => {
            if (!editor.isReadOnly) remember(`selection.${path}`, [...editor.selection]);
        });
        const selection = recall<string[]>(`selection.${path}`, []);
        if (editor.selection.size === 0) editor.select(selection.filter((id) => id in editor.workflow.nodes));
    }

    private async watch(id: string | undefined): Promise<void> {
        this.runView = undefined;
        if (id !== undefined) this.runView = await RunView.open(id);
    }

    // MARK: - Actions

    say(what: unknown, kind: Toast["kind"] = what instanceof Error ? "error" : "info"): void {
        this.toast = { text: what instanceof Error ? what.message : String(what), kind };
        clearTimeout(this.toastTimer);
        this.toastTimer = setTimeout(() => this.hush(), kind === "error" ? 8000 : 4000);
        this.emit("toast");
    }

    hush(): void {
        this.toast = undefined;
        this.emit("toast");
    }

    /** Does something that may fail; a failure is said. */
    async attempt(job: () => Promise<unknown>): Promise<void> {
        try {
            await job();
        } catch (error) {
            this.say(error);
        }
    }

    get runUnderWay(): Run | undefined {
        return this.runs?.find((run) => !isOver(run.status));
    }

    /** Runs what is on the canvas, saved or not. */
    async run(request: { upTo?: string; set?: Setting[]; options?: RunOptions } = {}): Promise<void> {
        const { editor, route } = this;
        if (!editor || route.workflow === undefined) return;
        const own: { upTo?: string; options?: RunOptions } = {};
        if (request.upTo !== undefined) own.upTo = request.upTo;
        if (request.options) own.options = request.options;
        try {
            const text = writeWorkflow(withoutBypassed(editor.workflow));
            const run = await api.startRun({ workflow: route.workflow, text, set: request.set ?? [], ...own });
            this.refused = [];
            this.applyRun(run);
            this.go({ run: run.id, isSnapshot: false, node: route.node, tab: "run", port: undefined, note: undefined });
        } catch (error) {
            if (error instanceof RequestError && error.details?.problems) {
                this.refused = error.details.problems;
                this.go({ tab: "problems" });
            }
            this.say(error);
        }
        this.emit("refused");
    }

    async control(action: "pause" | "resume" | "stop" | "abort"): Promise<void> {
        const run = this.runUnderWay;
        if (run) await this.attempt(async () => this.applyRun(await api.controlRun(run.id, action)));
    }

    /** Makes a workflow file and opens it. */
    async create(path: string, text = writeWorkflow(emptyWorkflow)): Promise<void> {
        await api.createWorkflow(path, text);
        await this.loadWorkflows();
        this.go({ ...startPage, workflow: path });
    }

    async delete(path: string): Promise<void> {
        const { revision } = await api.workflow(path);
        await api.deleteWorkflow(path, revision);
        await this.loadWorkflows();
        if (this.route.workflow === path) {
            history.pushState(null, "", "#/");
            await this.follow(startPage);
        }
    }

    async deleteRun(id: string): Promise<void> {
        await api.deleteRun(id);
        this.runs = this.runs?.filter((run) => run.id !== id);
        this.emit("runs");
        if (this.route.run === id) this.go({ run: undefined, isSnapshot: false });
    }
}

export const session = new Session();
