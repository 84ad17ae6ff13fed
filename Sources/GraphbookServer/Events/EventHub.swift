import GraphbookCore
import Synchronization

/// What happens, told to everyone who listens; the last messages are kept for those who come back.
final class EventHub: Sendable {
    /// Messages that are kept, and most that wait for one listener.
    static let kept = 1000

    private struct State {
        var history = EventHistory(limit: EventHub.kept)
        var listeners: [Int: AsyncStream<EventMessage>.Continuation] = [:]
        var nextListener = 0
        var isClosed = false
    }

    /// Differs from start to start, so that ids of an earlier server are not taken for this one's.
    private let era = String(UInt32.random(in: .min ... .max), radix: 36)
    private let state = Mutex(State())

    func publish(_ event: String, _ data: Value) {
        // A value of the API holds nothing that JSON can't.
        guard let text = try? JSON.text(of: data) else { return }
        let slow = state.withLock { state in
            let message = EventMessage.event(id: "\(era)-\(state.history.next)", name: event, data: text)
            state.history.append(message)
            return send(message, &state)
        }
        for listener in slow { listener.finish() }
    }

    func publish(_ event: String, _ data: some Encodable) throws { publish(event, try ValueEncoder().encode(data)) }

    /// Shows listeners, and whatever lies between, that the connection is alive.
    func beat() { for listener in state.withLock({ send(.beat, &$0) }) { listener.finish() } }

    /// - Returns: Listeners that read too slowly; they are let go, and come back with what they last saw.
    private func send(_ message: EventMessage, _ state: inout State) -> [AsyncStream<EventMessage>.Continuation] {
        var slow: [AsyncStream<EventMessage>.Continuation] = []
        for (number, listener) in state.listeners {
            if case .dropped = listener.yield(message) {
                state.listeners[number] = nil
                slow.append(listener)
            }
        }
        return slow
    }

    var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

    /// All that happens from now on; first what was missed.
    ///
    /// - Parameter last: The id of the last message that was seen; nil for someone new.
    func listen(after last: String?) -> AsyncStream<EventMessage> {
        // Room for all that is kept, so that coming back does not count as reading slowly.
        let (stream, listener) = AsyncStream.makeStream(
            of: EventMessage.self, bufferingPolicy: .bufferingOldest(2 * EventHub.kept))
        let number = state.withLock { state -> Int? in
            if state.isClosed { return nil }
            let missed = last.flatMap { place(of: $0) }.flatMap { state.history.messages(after: $0) }
            listener.yield(.event(id: nil, name: "hello", data: "{\"resumed\":\(missed != nil)}"))
            for message in missed ?? [] { listener.yield(message) }
            state.nextListener += 1
            state.listeners[state.nextListener] = listener
            return state.nextListener
        }
        guard let number else {
            listener.finish()
            return stream
        }
        listener.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[number] = nil } }
        return stream
    }

    private func place(of id: String) -> Int? {
        guard id.hasPrefix("\(era)-") else { return nil }
        return Int(id.dropFirst(era.count + 1))
    }

    /// Lets all listeners go: the server ends.
    func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}

/// What a listener gets.
enum EventMessage: Sendable, Equatable {
    /// - Parameter id: nil for what is told to one listener only.
    case event(id: String?, name: String, data: String)
    case beat

    /// As the stream has it: text/event-stream of the HTML standard, §9.2. JSON of one line has no line breaks.
    var text: String {
        switch self {
        case .event(let id, let name, let data): "\(id.map { "id: \($0)\n" } ?? "")event: \(name)\ndata: \(data)\n\n"
        case .beat: ": beat\n\n"
        }
    }
}

/// The last messages, by their number.
struct EventHistory {
    private let limit: Int
    private var messages: [EventMessage] = []
    /// The number that the next message gets.
    private(set) var next = 0

    init(limit: Int) { self.limit = limit }

    mutating func append(_ message: EventMessage) {
        // A ring: the message of number n lies at n modulo the limit.
        if messages.count < limit { messages.append(message) } else { messages[next % limit] = message }
        next += 1
    }

    /// The messages behind one; nil when some of them are gone, or it never was.
    func messages(after number: Int) -> [EventMessage]? {
        guard number >= next - messages.count - 1, number < next else { return nil }
        return (number + 1..<next).map { messages[$0 % limit] }
    }
}
