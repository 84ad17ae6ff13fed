/// What waits in front of a stage, first in first out, and the senders that wait for room in it.
///
/// It waits for nothing itself: its owner holds it in a lock, and resumes senders after the lock is let go.
struct Inbox<Element: Sendable>: Sendable {
    /// Resumed with whether the run goes on.
    typealias Sender = CheckedContinuation<Bool, Never>

    private let capacity: Int
    private let senders: Int
    private var sendersLeft: Int
    private var elements = Window<Element>()
    private var suspended: [(sender: Sender, element: Element)] = []

    /// - Parameters:
    ///   - capacity: Most elements that wait, 1 or more.
    ///   - senders: How many will call ``finish()``.
    init(capacity: Int, senders: Int) {
        self.capacity = capacity
        self.senders = senders
        sendersLeft = senders
    }

    /// How many wait, those of suspended senders included.
    var count: Int { elements.count + suspended.count }
    /// The share of the senders that wait for room.
    var waitingSenders: Double { Double(suspended.count) / Double(max(senders, 1)) }
    var isHalfFull: Bool { elements.count * 2 >= capacity }
    var first: Element? { elements.first }
    /// Whether nothing waits and nothing will come.
    var isFinished: Bool { sendersLeft == 0 && elements.isEmpty }

    /// - Returns: Whether there was room; nobody overtakes a suspended sender.
    mutating func send(_ element: Element) -> Bool {
        if !suspended.isEmpty || elements.count >= capacity { return false }
        elements.append(element)
        return true
    }

    mutating func suspend(_ sender: Sender, with element: Element) { suspended.append((sender, element)) }

    mutating func removeFirst() { elements.removeFirst() }

    mutating func removeAll() -> [Element] { elements.removeFirst(elements.count) }

    /// Takes in what suspended senders hold, once half of the room is free: a sender that is let go for one place only
    /// would soon wait again.
    ///
    /// - Returns: The senders to resume, in the order they came.
    mutating func refill() -> [Sender] {
        if suspended.isEmpty || elements.count > capacity / 2 { return [] }
        let admitted = suspended.prefix(capacity - elements.count)
        for (_, element) in admitted { elements.append(element) }
        suspended.removeFirst(admitted.count)
        return admitted.map(\.sender)
    }

    /// One sender has nothing more.
    mutating func finish() { sendersLeft -= 1 }

    /// Drops all that waits.
    ///
    /// - Returns: The senders to resume.
    mutating func end() -> [Sender] {
        defer { suspended = [] }
        elements = Window()
        return suspended.map(\.sender)
    }
}

/// What the tasks upstream of a stage fill.
protocol Inlet: Sendable {
    /// How many notes wait now.
    var count: Int { get }
    /// Who waits at it now: whether the stage's task does, and which share of the senders.
    var waiting: (receiver: Bool, senders: Double) { get }
    /// One sender has no more notes.
    func finish()
    /// Lets all that wait go with ``RunEnded``.
    func end()
}
