import { createContext, useContext } from "react";
import type { Catalogue, NodeListing } from "../model/catalogue";
import { check, type Problem } from "../model/check";
import { emptyHistory, recorded, redone, undone, type History } from "../model/history";
import { allBoxes, type View } from "../model/geometry";
import { edgesOf, listingOf, type Box, type Point, type Workflow, type WorkflowNode } from "../model/workflow";
import { Signals } from "./signals";

/**
 * A workflow on the canvas: what it holds, what is selected, where it is looked at from, and the way back.
 *
 * Keys: `workflow`, `shape` (what nodes there are), `edges`, `node:ID`, `frame:ID`, `note:ID`, `selection`,
 * `selected:ID`, `view`, `place:ID` and `drag` (places under an unfinished drag), `history`, `catalogue`, `problems`.
 */
export class Editor extends Signals {
    selection: ReadonlySet<string> = new Set();
    view: View = { x: 0, y: 0, zoom: 1 };
    /** Places under a drag that has not ended: the workflow and its history only change when it does. */
    readonly places = new Map<string, Point>();
    private history: History<Workflow> = emptyHistory();
    private found: Problem[] | undefined;

    constructor(public workflow: Workflow, public catalogue: Catalogue, readonly isReadOnly = false) {
        super();
    }

    // MARK: - Reading

    get undoLabel(): string | undefined {
        return this.history.past[this.history.past.length - 1]?.label;
    }

    get redoLabel(): string | undefined {
        return this.history.future[this.history.future.length - 1]?.label;
    }

    get problems(): Problem[] {
        this.found ??= check(this.workflow, this.catalogue);
        return this.found;
    }

    node(id: string): WorkflowNode | undefined {
        return this.workflow.nodes[id];
    }

    listing(id: string): NodeListing | undefined {
        const node = this.workflow.nodes[id];
        return node && listingOf(node, this.catalogue);
    }

    /** Where something stands now, also while it is dragged. */
    placed<Thing extends Point>(id: string, thing: Thing): Thing {
        const place = this.places.get(id);
        return place ? { ...thing, ...place } : thing;
    }

    boxes(): Map<string, Box> {
        return allBoxes(this.workflow, this.catalogue);
    }

    get selectedNodes(): WorkflowNode[] {
        return [...this.selection].flatMap((id) => this.workflow.nodes[id] ?? []);
    }

    // MARK: - Changing

    /**
     * Changes the workflow as one step that can be undone.
     *
     * @param label What undo calls it: `move 3 nodes`.
     * @param key Changes of one key that follow each other quickly are one step.
     */
    commit(label: string, edit: (workflow: Workflow) => Workflow, key?: string): void {
        if (this.isReadOnly) return;
        const next = edit(this.workflow);
        if (next === this.workflow) return;
        this.history = recorded(this.history, this.workflow, label, key, Date.now());
        this.replace(next);
        this.emit("history");
    }

    undo(): void {
        this.step(undone(this.history, this.workflow));
    }

    redo(): void {
        this.step(redone(this.history, this.workflow));
    }

    private step(result: [Workflow, History<Workflow>] | undefined): void {
        if (!result) return;
        this.history = result[1];
        this.replace(result[0]);
        this.emit("history");
    }

    /** Shows another workflow, for example the file as someone else saved it. It can be undone. */
    private replace(next: Workflow): void {
        const before = this.workflow;
        this.workflow = next;
        this.found = undefined;
        let hasNewShape = false;
        const compare = (prefix: string, old: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>) => {
            for (const id of new Set([...Object.keys(old), ...Object.keys(now)])) {
                if (old[id] === now[id]) continue;
                hasNewShape ||= !(id in old) || !(id in now);
                this.emit(`${prefix}:${id}`);
                this.emit(`place:${id}`);
            }
        };
        compare("node", before.nodes, next.nodes);
        compare("frame", before.frames, next.frames);
        compare("note", before.notes, next.notes);
        if (hasNewShape) {
            this.emit("shape");
            const edges = new Set(edgesOf(next).map((edge) => edge.id));
            const exists = (id: string) => id in next.nodes || id in next.frames || id in next.notes || edges.has(id);
            if ([...this.selection].some((id) => !exists(id))) this.select([...this.selection].filter(exists));
        }
        this.emit("edges");
        this.emit("workflow");
        this.emit("problems");
    }

    setCatalogue(catalogue: Catalogue): void {
        this.catalogue = catalogue;
        this.found = undefined;
        for (const id of Object.keys(this.workflow.nodes)) this.emit(`node:${id}`);
        for (const key of ["catalogue", "edges", "workflow", "problems"]) this.emit(key);
    }

    select(ids: Iterable<string>): void {
        const before = this.selection;
        this.selection = new Set(ids);
        for (const id of new Set([...before, ...this.selection])) {
            if (before.has(id) !== this.selection.has(id)) this.emit(`selected:${id}`);
        }
        this.emit("selection");
    }

    setView(view: View): void {
        this.view = view;
        this.emit("view");
    }

    /** Shows things at other places until the drag ends. */
    drag(places: ReadonlyMap<string, Point>): void {
        for (const [id, place] of places) this.places.set(id, place);
        for (const id of places.keys()) this.emit(`place:${id}`);
        this.emit("drag");
    }

    /** Ends a drag. @returns The places that it led to. */
    endDrag(): Map<string, Point> {
        const places = new Map(this.places);
        this.places.clear();
        for (const id of places.keys()) this.emit(`place:${id}`);
        return places;
    }
}

export const EditorContext = createContext<Editor | null>(null);

/** The editor of the canvas around. */
export function useEditor(): Editor {
    const editor = useContext(EditorContext);
    if (!editor) throw new Error("There is no canvas around this component.");
    return editor;
}
