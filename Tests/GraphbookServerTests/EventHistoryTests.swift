import GraphbookCore
import Testing

@testable import GraphbookServer

@Suite("The events that are kept")
struct EventHistoryTests {
    private func history(of count: Int, limit: Int) -> EventHistory {
        var history = EventHistory(limit: limit)
        for number in 0..<count { history.append(message(number)) }
        return history
    }

    private func message(_ number: Int) -> EventMessage { .event(id: "\(number)", name: "run", data: "{}") }

    @Test(
        "Who comes back gets what was missed, or learns that some of it is gone",
        arguments: [
            (0, 0, nil), (1, 0, []), (3, 0, [1, 2]), (3, 2, []), (3, 3, nil), (4, 0, [1, 2, 3]), (5, 0, [1, 2, 3, 4]),
            (6, 0, nil), (6, 1, [2, 3, 4, 5]), (9, 4, [5, 6, 7, 8]), (9, 3, nil),
        ] as [(Int, Int, [Int]?)])
    func missed(count: Int, seen: Int, missed: [Int]?) {
        #expect(history(of: count, limit: 4).messages(after: seen) == missed?.map(message))
    }

    @Test("A listener is greeted, hears what comes, and is let go at the end")
    func listens() async {
        let hub = EventHub()
        let messages = hub.listen(after: nil)
        hub.publish("host", Value.object(["state": "ready"]))
        hub.beat()
        hub.close()
        var texts: [String] = []
        for await message in messages { texts.append(message.text) }
        #expect(texts.count == 3)
        #expect(texts.first == "event: hello\ndata: {\"resumed\":false}\n\n")
        #expect(texts.dropFirst().first?.hasSuffix("event: host\ndata: {\"state\":\"ready\"}\n\n") == true)
        #expect(texts.last == ": beat\n\n")
    }

    @Test("Whoever reads too slowly is let go, and the others are not kept waiting")
    func slow() async {
        let hub = EventHub()
        let slow = hub.listen(after: nil)
        for number in 0...2 * EventHub.kept { hub.publish("run", Value.int(number)) }
        #expect(!hub.hasListeners)
        var count = 0
        for await _ in slow { count += 1 }
        #expect(count == 2 * EventHub.kept)
    }
}
