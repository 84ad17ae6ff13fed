import { session } from "../store/session";
import { useSignal } from "../store/signals";
import type { SystemLoad } from "../net/contract";
import { byteCount, percent } from "./quantities";

const size = { width: 44, height: 18 };

function Spark({ label, values, text, title }: { label: string; values: number[]; text: string; title: string }) {
    const step = size.width / Math.max(1, values.length - 1);
    const points = values.map((value, place) => `${place * step},${size.height - 1 - Math.min(1, value) * (size.height - 2)}`);
    return (
        <span className="meter" title={title}>
            <small>{label}</small>
            <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true"><polyline points={points.join(" ")} /></svg>
            <span className="value">{text}</span>
        </span>
    );
}

function processes(load: SystemLoad, role: "host" | "worker"): string {
    const own = load.processes.filter((process) => process.role === role);
    if (own.length === 0) return "";
    const cores = own.reduce((sum, process) => sum + process.cpu, 0);
    const memory = own.reduce((sum, process) => sum + process.memory, 0);
    return `\n${role === "host" ? "Host" : `${own.length} workers`}: ${cores.toFixed(1)} cores, ${byteCount(memory)}`;
}

/** The machine's load over the last minute. */
export function LoadMeters() {
    const loads = useSignal(session, "system", () => session.loads);
    const last = loads[loads.length - 1];
    if (!last) return null;
    const detail = processes(last, "host") + processes(last, "worker");
    const { used, total } = last.memory;
    return (
        <span className="meters">
            <Spark
                label="CPU" values={loads.map((load) => load.cpu)} text={percent(last.cpu)}
                title={`The machine's processors: ${percent(last.cpu)}${detail}`} />
            <Spark
                label="MEM" values={loads.map((load) => load.memory.used / load.memory.total)} text={percent(used / total)}
                title={`Memory: ${byteCount(used)} of ${byteCount(total)}${detail}`} />
            {last.gpus.map((gpu, place) => (
                <Spark
                    key={place} label={`GPU${last.gpus.length > 1 ? ` ${place}` : ""}`} text={percent(gpu.utilisation)}
                    values={loads.map((load) => load.gpus[place]?.utilisation ?? 0)}
                    title={`${gpu.name}: ${percent(gpu.utilisation)}, ${byteCount(gpu.memory.used)} of ${byteCount(gpu.memory.total)}`} />
            ))}
        </span>
    );
}
