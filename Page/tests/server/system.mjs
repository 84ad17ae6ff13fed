import { cpus, freemem, loadavg, totalmem } from "node:os";

/** Tells this machine's load, as long as someone listens. */
export function startSystemLoad(hub) {
    const tell = () => {
        if (hub.listeners.size === 0) return;
        hub.tell("system", {
            cpu: Math.min(1, loadavg()[0] / cpus().length), memory: { used: totalmem() - freemem(), total: totalmem() },
            processes: [{ role: "host", cpu: 0.4, memory: 38e6 }, { role: "worker", cpu: 0.9, memory: 24e6 }, { role: "worker", cpu: 0.8, memory: 24e6 }],
            gpus: [],
        });
    };
    setInterval(tell, 2000).unref();
}
