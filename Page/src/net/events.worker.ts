/**
 * Holds the one event stream of all tabs: a browser allows six connections to a host, and a stream takes one for good.
 * Runs as a shared worker.
 */
import { listen, type StreamMessage } from "./stream";

const ports = new Set<MessagePort>();
let isOpen = false;

function tell(message: StreamMessage) {
    isOpen = message.event === "connection" ? message.data === "open" : isOpen;
    for (const port of ports) port.postMessage(message);
}

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
    const port = event.ports[0];
    if (!port) return;
    if (ports.size === 0 && !isOpen) listen(tell);
    ports.add(port);
    port.onmessage = (message) => {
        if (message.data === "bye") ports.delete(port);
    };
    if (isOpen) port.postMessage({ event: "connection", data: "open" });
};
