import { brief, equal, type Json, type JsonObject } from "./json";
import { outletName } from "./file";
import type { Workflow, WorkflowNode } from "./workflow";

/** One thing that differs between two workflows. `moved` things differ in nothing but their place. */
export interface Difference {
    kind: "added" | "removed" | "changed" | "moved";
    /** A node's id, or `workflow`, `frames`, `notes`. */
    subject: string;
    /** What of it: `threshold`, `after`. Empty for the whole. */
    detail: string;
    before: string;
    after: string;
}

/** What `after` has that `before` has not, and the other way round. */
export function differences(before: Workflow, after: Workflow): Difference[] {
    const found: Difference[] = [];
    const ids = new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)]);
    for (const id of ids) {
        const [old, now] = [before.nodes[id], after.nodes[id]];
        if (old && now) found.push(...nodeDifferences(old, now));
        else if (now) found.push({ kind: "added", subject: id, detail: "", before: "", after: now.type });
        else if (old) found.push({ kind: "removed", subject: id, detail: "", before: old.type, after: "" });
    }
    for (const key of ["name", "documentation"] as const) {
        if (before[key] !== after[key]) {
            found.push({
                kind: "changed", subject: "workflow", detail: key, before: brief(before[key]), after: brief(after[key]),
            });
        }
    }
    for (const key of ["frames", "notes"] as const) {
        const [old, now] = [Object.values(before[key]), Object.values(after[key])];
        if (!equal(old as unknown as Json, now as unknown as Json)) {
            found.push({ kind: "changed", subject: key, detail: "", before: `${old.length}`, after: `${now.length}` });
        }
    }
    return found;
}

function nodeDifferences(old: WorkflowNode, now: WorkflowNode): Difference[] {
    const found: Difference[] = [];
    const tell = (detail: string, before: string, after: string) =>
        found.push({ kind: "changed", subject: now.id, detail, before, after });
    if (old.type !== now.type) tell("node", old.type, now.type);
    const [wasAfter, isAfter] = [old, now].map((node) => node.after.map(outletName).join(", "));
    if (wasAfter !== isAfter) tell("after", wasAfter ?? "", isAfter ?? "");
    for (const [before, after, prefix] of [[old.parameters, now.parameters, ""], [old.stage, now.stage, "stage."]] as const) {
        for (const name of keys(before, after)) {
            if (!equal(before[name], after[name])) tell(prefix + name, brief(before[name]), brief(after[name]));
        }
    }
    if (old.isBypassed !== now.isBypassed) tell("bypassed", String(old.isBypassed), String(now.isBypassed));
    const isMoved = old.x !== now.x || old.y !== now.y || old.isCollapsed !== now.isCollapsed;
    if (isMoved && found.length === 0) {
        found.push({
            kind: "moved", subject: now.id, detail: "", before: `${old.x}, ${old.y}`, after: `${now.x}, ${now.y}`,
        });
    }
    return found;
}

function keys(a: JsonObject, b: JsonObject): Set<string> {
    return new Set([...Object.keys(a), ...Object.keys(b)]);
}
