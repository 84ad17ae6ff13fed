import type { Json } from "../model/json";
import type { NodeListing } from "../model/catalogue";
import type { Problem } from "../model/check";

/** What the server says, as `Documentation/openapi.json` describes it. */

export type ErrorCode =
    | "badRequest" | "unauthorized" | "forbidden" | "notFound" | "conflict" | "tooLarge" | "refused" | "busy"
    | "unavailable" | "unsupported" | "internal";

export interface ErrorAnswer {
    error: {
        code: ErrorCode;
        message: string;
        details?: { revision?: string; text?: string; problems?: Problem[]; limit?: number };
    };
}

export interface Project {
    name: string;
    version: string;
    hasPackage: boolean;
    features: ("pause" | "upTo" | "resumeRun")[];
    limits: { workflowBytes: number; pageSize: number };
}

export interface HostState {
    state: "absent" | "building" | "starting" | "ready" | "running" | "failed" | "died";
    since: string;
    message?: string;
    compilerErrors: { file: string; line: number; column: number; severity: "error" | "warning"; message: string }[];
    output?: string;
}

export interface CatalogueAnswer {
    revision: string;
    nodes: NodeListing[];
}

export interface WorkflowEntry {
    path: string;
    name: string;
    documentation: string;
    nodes: number;
    modified: string;
    hasDraft: boolean;
    problem?: string;
    lastRun?: Run;
}

export interface Draft {
    revision: string;
    base: string;
    text: string;
    modified: string;
    writer: string;
}

export interface WorkflowAnswer {
    path: string;
    revision: string;
    text: string;
    draft?: Draft;
}

export interface Example {
    name: string;
    title: string;
    documentation: string;
    text: string;
}

export interface Setting {
    node: string;
    parameter: string;
    text: string;
}

export interface RunOptions {
    workers?: number;
    isolation?: "processes" | "threads" | "none";
    onFailure?: string;
}

export interface RunRequest {
    workflow: string;
    text: string;
    set: Setting[];
    upTo?: string;
    options?: RunOptions;
}

export type RunStatus =
    | "starting" | "running" | "paused" | "stopping" | "succeeded" | "failed" | "cancelled" | "interrupted";

export interface Run {
    id: string;
    workflow: string;
    name: string;
    status: RunStatus;
    started: string;
    finished?: string;
    seconds: number;
    notes: { emitted: number; failed: number; unrouted: number };
    items: { done: number; failed: number; dumped: number };
    failures: number;
    firstFailure?: Failure;
    set: Setting[];
    upTo?: string;
    options: RunOptions;
}

export interface RunDetail extends Run {
    nodes: string[];
    counters: Counters[];
    workers: number;
    isolation: string;
    outputs: PortCount[];
    logLines: number;
}

export interface Counters {
    node: string;
    notesIn: number;
    notesOut: number;
    notesFailed: number;
    notesUnrouted: number;
    queued: number;
    loading: number;
    loaded: number;
    itemsDone: number;
    itemsFailed: number;
    dumped: number;
}

export interface NoteID {
    source: number;
    index: number;
}

export interface Failure {
    index?: number;
    node: string;
    phase: string;
    note?: NoteID;
    item?: number;
    value?: string;
    cause: string;
    location: { file: string; line: number };
    attempts: number;
}

export interface PortCount {
    node: string;
    port: string;
    count: number;
    kept: number;
    images: number;
}

export interface OutputImage {
    key: string;
    image: string;
    width: number;
    height: number;
}

export interface Output {
    index: number;
    node: string;
    port: string;
    note?: NoteID;
    seconds: number;
    value: Json;
    cut: boolean;
    images: OutputImage[];
}

export type LogLevel = "info" | "warning" | "error";

export interface LogLine {
    index: number;
    seconds: number;
    level: LogLevel;
    node?: string;
    message: string;
}

export interface HistoryPoint {
    seconds: number;
    nodes: Counters[];
}

export interface FileEntry {
    name: string;
    path: string;
    kind: "folder" | "image" | "file";
    size?: number;
    modified: string;
}

export interface SystemLoad {
    cpu: number;
    memory: { used: number; total: number };
    processes: { role: "server" | "host" | "worker"; cpu: number; memory: number }[];
    gpus: { name: string; utilisation: number; memory: { used: number; total: number } }[];
}

export interface RunChange {
    run: Run;
    counters: Counters[];
    outputs: PortCount[];
    failures: Failure[];
    logLines: number;
}

/** The events of the stream, by name. */
export interface ServerEvents {
    hello: { resumed: boolean };
    host: HostState;
    catalogue: { revision: string };
    workflow: { path: string; revision?: string };
    draft: { path: string; revision?: string; writer?: string };
    run: RunChange;
    system: SystemLoad;
}

export function isOver(status: RunStatus): boolean {
    return !["starting", "running", "paused", "stopping"].includes(status);
}
