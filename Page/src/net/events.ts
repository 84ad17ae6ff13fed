import { listen, type StreamMessage } from "./stream";

/** Tells what happens on the server, through a stream that all tabs share where the browser has shared workers. */
export function subscribe(tell: (message: StreamMessage) => void): void {
    if (typeof SharedWorker === "undefined") {
        let source = listen(tell);
        // Without sharing, only the tab in front may hold a connection.
        document.addEventListener("visibilitychange", () => {
            source.close();
            if (!document.hidden) source = listen(tell);
        });
        return;
    }
    const worker = new SharedWorker("/events.worker.js", { type: "module", name: "graphbook events" });
    worker.port.onmessage = (event: MessageEvent<StreamMessage>) => tell(event.data);
    window.addEventListener("pagehide", () => worker.port.postMessage("bye"));
    // A page that comes back from the browser's cache was told off by `pagehide`.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) location.reload();
    });
}
