import HTTPTypes
import Hummingbird

/// `GET /api/events`: what happens, as it happens.
struct EventRoute: Sendable {
    let hub: EventHub

    func add(to router: RouterGroup<BasicRequestContext>) {
        router.get("events") { [hub] request, _ in
            let last = request.headers.first { $0.name.canonicalName == "last-event-id" }?.value
            let messages = hub.listen(after: last)
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    for await message in messages { try await writer.write(ByteBuffer(string: message.text)) }
                    try await writer.finish(nil)
                })
        }
    }
}
