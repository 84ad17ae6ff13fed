/** The event stream: what was told lately is kept, so that a client that comes back gets what it missed. */
export class EventHub {
    listeners = new Set();
    held = [];
    next = 1;

    constructor() {
        setInterval(() => this.listeners.forEach((response) => response.write(": heartbeat\n\n")), 15_000).unref();
    }

    tell(event, data) {
        const message = { id: this.next++, text: "" };
        message.text = `id: ${message.id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
        this.held = [...this.held, message].slice(-1000);
        for (const response of this.listeners) response.write(message.text);
    }

    attach(request, response) {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
        const last = Number(request.headers["last-event-id"] ?? 0);
        const resumed = last > 0 && last < this.next && (this.held[0]?.id ?? 0) <= last + 1;
        response.write(`event: hello\ndata: ${JSON.stringify({ resumed })}\n\n`);
        if (resumed) this.held.filter(({ id }) => id > last).forEach(({ text }) => response.write(text));
        this.listeners.add(response);
        request.on("close", () => this.listeners.delete(response));
    }
}
