import { api } from "../net/api";
import { isOver, type Counters, type Failure, type PortCount, type Run, type RunChange, type RunDetail } from "../net/contract";
import { nodeStatus, rate, type NodeStatus, type Sample } from "../model/runFigures";
import { Signals } from "./signals";

/** How many samples are kept for the chart and the rates. */
const samplesKept = 240;
const failuresKept = 500;

/**
 * A run as it is watched: what the stream told of it, or what the store holds of an old one.
 *
 * Keys: `run`, `counters`, `node:ID`, `outputs`, `failures`, `logs`.
 */
export class RunView extends Signals {
    counters = new Map<string, Counters>();
    samples: Sample[] = [];
    outputs: PortCount[];
    failures: Failure[] = [];
    logLines: number;
    private changed = new Map<string, number>();
    /** Changes whenever counters do: what components compare. */
    version = 0;

    private constructor(public run: Run, readonly nodes: string[], readonly workers: number, detail: RunDetail) {
        super();
        this.outputs = detail.outputs;
        this.logLines = detail.logLines;
        for (const counters of detail.counters) this.counters.set(counters.node, counters);
        this.samples.push({ seconds: detail.seconds, counters: new Map(this.counters) });
    }

    /** Asks for a run with its failures, and for its counters over time. */
    static async open(id: string): Promise<RunView> {
        const [detail, failures, history] = await Promise.all([
            api.run(id), api.failures(id, { limit: 100 }), api.runHistory(id),
        ]);
        const view = new RunView(detail, detail.nodes, detail.workers, detail);
        view.failures = failures.failures;
        if (history.points.length > 0) {
            view.samples = history.points.map((point) => ({
                seconds: point.seconds, counters: new Map(point.nodes.map((counters) => [counters.node, counters])),
            }));
        }
        return view;
    }

    get isOver(): boolean {
        return isOver(this.run.status);
    }

    apply(change: RunChange): void {
        this.run = change.run;
        this.version++;
        for (const counters of change.counters) {
            this.counters.set(counters.node, counters);
            this.changed.set(counters.node, change.run.seconds);
        }
        if (change.counters.length > 0) {
            this.samples = [...this.samples, { seconds: change.run.seconds, counters: new Map(this.counters) }];
            this.samples = this.samples.slice(-samplesKept);
        }
        for (const port of change.outputs) {
            const others = this.outputs.filter((other) => other.node !== port.node || other.port !== port.port);
            this.outputs = [...others, port];
        }
        if (change.failures.length > 0) {
            const known = new Set(this.failures.map((failure) => failure.index));
            const fresh = change.failures.filter((failure) => !known.has(failure.index));
            this.failures = [...this.failures, ...fresh].slice(0, failuresKept);
            this.emit("failures");
        }
        this.logLines = change.logLines;
        this.emit("run");
        this.emit("logs");
        if (change.counters.length > 0) this.emit("counters");
        if (change.outputs.length > 0) this.emit("outputs");
        const touched = new Set([...change.counters, ...change.failures, ...change.outputs].map((part) => part.node));
        for (const node of this.isOver ? this.counters.keys() : touched) this.emit(`node:${node}`);
    }

    status(node: string): NodeStatus {
        if (this.failures.some((failure) => failure.node === node)) return "failed";
        const isUnderWay = this.run.seconds - (this.changed.get(node) ?? -Infinity) < 1;
        return nodeStatus(this.counters.get(node), this.run.status, isUnderWay);
    }

    rate(node: string): number {
        if (this.isOver && this.run.seconds > 0) {
            const last = this.samples[this.samples.length - 1];
            return last ? rate([{ ...last, seconds: this.run.seconds }], node) : 0;
        }
        return rate(this.samples, node);
    }

    failuresOf(node: string): Failure[] {
        return this.failures.filter((failure) => failure.node === node);
    }

    imagesOf(node: string): PortCount | undefined {
        return this.outputs.find((port) => port.node === node && port.images > 0);
    }
}
