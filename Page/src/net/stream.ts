import type { ServerEvents } from "./contract";

export type StreamMessage =
    | { [Name in keyof ServerEvents]: { event: Name; data: ServerEvents[Name] } }[keyof ServerEvents]
    | { event: "connection"; data: "open" | "closed" };

const names: (keyof ServerEvents)[] = ["hello", "host", "catalogue", "workflow", "draft", "run", "system"];

/** Listens to the server until the stream is closed. The browser connects again by itself, and says what it had last. */
export function listen(tell: (message: StreamMessage) => void): EventSource {
    const source = new EventSource("/api/events");
    source.onopen = () => tell({ event: "connection", data: "open" });
    source.onerror = () => tell({ event: "connection", data: "closed" });
    for (const name of names) {
        source.addEventListener(name, (event) => {
            tell({ event: name, data: JSON.parse((event as MessageEvent<string>).data) } as StreamMessage);
        });
    }
    return source;
}
