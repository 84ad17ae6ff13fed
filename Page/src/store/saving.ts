import { api } from "../net/api";
import { RequestError } from "../net/request";
import type { WorkflowAnswer } from "../net/contract";
import { readWorkflow, writeWorkflow } from "../model/file";
import type { Workflow } from "../model/workflow";
import type { Editor } from "./editor";
import { Signals } from "./signals";

/** `draft`: changes are kept on the server, the file is as before. `unkept`: they are only here so far. */
export type SavedState = "saved" | "unkept" | "draft" | "saving" | "offline" | "conflict";

/** The file as it is now, where it was changed elsewhere while there are changes here. */
export interface Conflict {
    text: string;
    revision: string;
    workflow: Workflow;
}

const draftDelay = 400;
const retryDelay = 3000;
/** Tells the drafts of this tab from those of another. */
export const writer = Math.random().toString(36).slice(2);

/**
 * Keeps a workflow: a draft on the server at once, the file when it is asked for.
 *
 * Keys: `state`.
 */
export class Saving extends Signals {
    state: SavedState = "saved";
    conflict: Conflict | undefined;
    private revision: string;
    private draftRevision: string | undefined;
    private savedText: string;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private work: Promise<void> = Promise.resolve();
    private readonly end: () => void;

    /** @param isDraft Whether the editor shows the answer's draft instead of its file. */
    constructor(readonly path: string, private readonly editor: Editor, answer: WorkflowAnswer, isDraft: boolean) {
        super();
        this.revision = answer.revision;
        this.draftRevision = answer.draft?.revision;
        this.savedText = isDraft ? "" : writeWorkflow(editor.workflow);
        if (isDraft) {
            this.state = "draft";
            if (answer.draft && answer.draft.base !== answer.revision) this.setConflict(answer.text, answer.revision);
        }
        this.end = editor.on("workflow", () => this.changed());
    }

    /** Ends the watch; what is not kept yet is sent. */
    close(): void {
        this.end();
        if (this.state === "unkept") void this.keepDraft();
    }

    get isSaved(): boolean {
        return this.state === "saved";
    }

    /** Whether changes wait to be kept; asked again after each answer of the server. */
    private get isWaiting(): boolean {
        return this.state !== "saved" && this.state !== "conflict";
    }

    private set(state: SavedState): void {
        this.state = state;
        this.emit("state");
    }

    private setConflict(text: string, revision: string): void {
        try {
            this.conflict = { text, revision, workflow: readWorkflow(text, this.editor.catalogue) };
        } catch {
            // The file is broken: it is shown as an empty one, and its text is left where it is.
            this.conflict = { text, revision, workflow: { ...this.editor.workflow, nodes: {} } };
        }
        this.set("conflict");
    }

    private changed(): void {
        if (this.state === "conflict") return void this.scheduleDraft();
        // Never "changed" without a change: back at the file's content is saved.
        if (writeWorkflow(this.editor.workflow) === this.savedText) {
            clearTimeout(this.timer);
            this.set("saved");
            this.enqueue(async () => {
                if (this.draftRevision === undefined) return;
                await api.dropDraft(this.path);
                this.draftRevision = undefined;
            });
            return;
        }
        if (this.state !== "unkept") this.set("unkept");
        this.scheduleDraft();
    }

    private scheduleDraft(delay = draftDelay): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.keepDraft(), delay);
    }

    /** One request after the other: each needs the revision that the one before it made. */
    private enqueue(job: () => Promise<void>): Promise<void> {
        this.work = this.work.then(job).catch((error: unknown) => this.failed(error));
        return this.work;
    }

    private failed(error: unknown): void {
        if (error instanceof RequestError && error.code === "conflict" && error.details?.revision !== undefined) {
            this.setConflict(error.details.text ?? "", error.details.revision);
        } else if (this.state !== "saved") {
            this.set("offline");
            this.scheduleDraft(retryDelay);
        }
    }

    private keepDraft(): Promise<void> {
        clearTimeout(this.timer);
        return this.enqueue(async () => {
            if (this.state === "saved") return;
            const workflow = this.editor.workflow;
            const draft = { base: this.revision, text: writeWorkflow(workflow), writer };
            try {
                const answer = await api.saveDraft(this.path, draft, this.draftRevision);
                this.draftRevision = answer.revision;
            } catch (error) {
                // Another tab wrote the draft: its text is what is there now.
                if (!(error instanceof RequestError) || error.code !== "conflict") throw error;
                this.draftRevision = error.details?.revision;
                return this.setConflict(error.details?.text ?? "", this.revision);
            }
            if (this.isWaiting && this.editor.workflow === workflow) this.set("draft");
        });
    }

    /** Writes the file. */
    save(): Promise<void> {
        clearTimeout(this.timer);
        if (this.state === "saved" || this.state === "conflict") return Promise.resolve();
        this.set("saving");
        return this.enqueue(async () => {
            const workflow = this.editor.workflow;
            const text = writeWorkflow(workflow);
            const answer = await api.saveWorkflow(this.path, text, this.revision);
            this.revision = answer.revision;
            this.savedText = text;
            this.draftRevision = undefined;
            if (this.editor.workflow === workflow) this.set("saved");
            else this.changed();
        });
    }

    /** The file was changed, here or elsewhere. */
    async fileChanged(revision: string | undefined): Promise<void> {
        if (revision === undefined || revision === this.revision) return;
        await this.work;
        if (revision === this.revision) return;
        const answer = await api.workflow(this.path);
        if (this.state === "saved") this.show(answer.text, answer.revision);
        else this.setConflict(answer.text, answer.revision);
    }

    private show(text: string, revision: string): void {
        const workflow = readWorkflow(text, this.editor.catalogue);
        this.revision = revision;
        this.savedText = writeWorkflow(workflow);
        this.conflict = undefined;
        this.editor.commit("take over the file", () => workflow);
        this.set("saved");
    }

    /** Settles a conflict: the other's version comes onto the canvas, and undo brings back one's own. */
    takeTheirs(): void {
        if (!this.conflict) return;
        const { text, revision } = this.conflict;
        this.enqueue(async () => {
            await api.dropDraft(this.path);
            this.draftRevision = undefined;
            this.show(text, revision);
        });
    }

    /** Settles a conflict: one's own version stays, and the next save replaces the other's. */
    keepMine(): void {
        if (!this.conflict) return;
        this.revision = this.conflict.revision;
        this.conflict = undefined;
        this.set("unkept");
        this.scheduleDraft(0);
    }

    /** Forgets the changes since the last save. Undo brings them back. */
    async revert(): Promise<void> {
        const answer = await api.workflow(this.path);
        await this.enqueue(async () => {
            await api.dropDraft(this.path);
            this.draftRevision = undefined;
            this.show(answer.text, answer.revision);
        });
    }
}
