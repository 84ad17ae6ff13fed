import type {
    CatalogueAnswer, Example, Failure, FileEntry, HistoryPoint, HostState, LogLevel, LogLine, Output, Project, Run,
    RunDetail, RunRequest, RunStatus, WorkflowAnswer, WorkflowEntry,
} from "./contract";
import type { NodeListing } from "../model/catalogue";
import { address, request } from "./request";

const run = (id: string) => `runs/${encodeURIComponent(id)}`;

/** The server's operations, named as in `Documentation/openapi.json`. All throw `RequestError`. */
export const api = {
    project: () => request<Project>("project"),
    host: () => request<HostState>("host"),
    restartHost: () => request<HostState>("host/restart", { method: "POST" }),
    catalogue: () => request<CatalogueAnswer>("catalogue"),
    examples: () => request<{ examples: Example[] }>("examples"),

    workflows: () => request<{ workflows: WorkflowEntry[] }>("workflows"),
    createWorkflow: (path: string, text: string) =>
        request<WorkflowAnswer>("workflows", { method: "POST", body: { path, text } }),
    workflow: (path: string) => request<WorkflowAnswer>("workflow", { query: { path } }),
    saveWorkflow: (path: string, text: string, revision: string) =>
        request<{ revision: string }>("workflow", {
            method: "PUT", query: { path }, body: { text }, ifMatch: revision,
        }),
    deleteWorkflow: (path: string, revision: string) =>
        request<void>("workflow", { method: "DELETE", query: { path }, ifMatch: revision }),
    saveDraft: (path: string, draft: { base: string; text: string; writer: string }, revision: string | undefined) =>
        request<{ revision: string }>("draft", { method: "PUT", query: { path }, body: draft, ifMatch: revision }),
    dropDraft: (path: string) => request<void>("draft", { method: "DELETE", query: { path } }),

    runs: (query: { workflow?: string; status?: RunStatus; cursor?: string; limit?: number }) =>
        request<{ runs: Run[]; next?: string }>("runs", { query }),
    startRun: (body: RunRequest) => request<Run>("runs", { method: "POST", body }),
    controlRun: (id: string, action: "pause" | "resume" | "stop" | "abort") =>
        request<Run>(`${run(id)}/${action}`, { method: "POST" }),
    run: (id: string) => request<RunDetail>(run(id)),
    deleteRun: (id: string) => request<void>(run(id), { method: "DELETE" }),
    runWorkflow: (id: string) => request<{ text: string; nodes: NodeListing[] }>(`${run(id)}/workflow`),
    runHistory: (id: string, points = 200) =>
        request<{ points: HistoryPoint[] }>(`${run(id)}/history`, { query: { points } }),
    outputs: (
        id: string,
        query: { node?: string; port?: string; note?: string; contains?: string; after?: number; limit?: number },
        signal?: AbortSignal,
    ) => request<{ outputs: Output[]; next?: number }>(`${run(id)}/outputs`, { query, ...(signal ? { signal } : {}) }),
    logs: (
        id: string,
        query: { node?: string; level?: LogLevel; contains?: string; after?: number; last?: boolean; limit?: number },
        signal?: AbortSignal,
    ) => request<{ lines: LogLine[]; next: number }>(`${run(id)}/logs`, { query, ...(signal ? { signal } : {}) }),
    failures: (id: string, query: { node?: string; after?: number; limit?: number }) =>
        request<{ failures: Failure[]; next?: number }>(`${run(id)}/failures`, { query }),

    files: (path: string) =>
        request<{ path: string; entries: FileEntry[]; isCut: boolean }>("files", { query: { path: path || undefined } }),
};

export type ImageSize = "thumbnail" | "full";

export function imageAddress(runID: string, image: string, size: ImageSize): string {
    return address(`${run(runID)}/images/${encodeURIComponent(image)}`, { size });
}

export function fileImageAddress(path: string, size: ImageSize): string {
    return address("files/image", { path, size });
}
