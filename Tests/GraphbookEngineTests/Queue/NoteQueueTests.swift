import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Note queue", .timeLimit(.minutes(1)))
struct NoteQueueTests {
    private func numbers(_ notes: [Note]?) -> [Int]? { notes?.map(\.number) }
    private func note(_ n: Int) -> Note { Note(["n": .int(n)]) }

    @Test("A queue whose senders have finished without a note ends")
    func nothing() async throws {
        let queue = NoteQueue(capacity: 2, senders: 1)
        queue.finish()
        #expect(try await queue.receive() == nil)
        #expect(try await queue.receive() == nil)
    }

    @Test("All notes that wait are received at once, in their order", arguments: [1, 2, 3])
    func received(count: Int) async throws {
        let queue = NoteQueue(capacity: 3, senders: 1)
        for n in 0..<count { try await queue.send(note(n)) }
        #expect(queue.count == count)
        #expect(numbers(try await queue.receive()) == Array(0..<count))
        #expect(queue.count == 0)
        queue.finish()
        #expect(try await queue.receive() == nil)
    }

    @Test("What was sent before the senders finished is received before the end")
    func finishKeepsNotes() async throws {
        let queue = NoteQueue(capacity: 3, senders: 1)
        try await queue.send(note(0))
        queue.finish()
        #expect(numbers(try await queue.receive()) == [0])
        #expect(try await queue.receive() == nil)
    }

    @Test("A full queue suspends its sender until notes are received")
    func oneOver() async throws {
        let queue = NoteQueue(capacity: 2, senders: 1), sent = Record<Int>()
        async let sending: Void = {
            for n in 0..<3 {
                try await queue.send(note(n))
                sent.append(n)
            }
        }()
        while queue.count < 3 { await Task.yield() }
        #expect(sent.all == [0, 1])
        #expect(numbers(try await queue.receive()) == [0, 1])
        try await sending
        #expect(sent.all == [0, 1, 2])
        #expect(numbers(try await queue.receive()) == [2])
    }

    @Test("Suspended senders are let go in the order they came, at most as many as there is room for")
    func order() async throws {
        let queue = NoteQueue(capacity: 1, senders: 1)
        try await queue.send(note(0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 1...3 {
                group.addTask { try await queue.send(note(n)) }
                while queue.count < n + 1 { await Task.yield() }
            }
            for n in 0...3 { #expect(numbers(try await queue.receive()) == [n]) }
            try await group.waitForAll()
        }
    }

    @Test("The queue ends when the last of its senders has finished")
    func severalSenders() async throws {
        let queue = NoteQueue(capacity: 2, senders: 2), received = Record<Int>()
        async let receiving: Void = {
            while let notes = try await queue.receive() { for note in notes { received.append(note.number) } }
        }()
        queue.finish()
        try await queue.send(note(0))
        try await received.reaches(1)
        queue.finish()
        try await receiving
        #expect(received.all == [0])
    }

    @Test("Ending the queue lets its suspended senders and its receiver go, with an error")
    func ended() async throws {
        let full = NoteQueue(capacity: 1, senders: 1), empty = NoteQueue(capacity: 1, senders: 1)
        try await full.send(note(0))
        async let sending = Result { try await full.send(note(1)) }
        async let receiving = Result { _ = try await empty.receive() }
        while full.count < 2 { await Task.yield() }
        full.end()
        empty.end()
        let (sent, received) = await (sending, receiving)
        #expect(throws: RunEnded.self) { try sent.get() }
        #expect(throws: RunEnded.self) { try received.get() }
        await #expect(throws: RunEnded.self) { try await full.send(note(2)) }
        await #expect(throws: RunEnded.self) { _ = try await full.receive() }
    }

    @Test("Cancelling the task of a sender does not lose its note")
    func cancelled() async throws {
        let queue = NoteQueue(capacity: 1, senders: 1)
        try await queue.send(note(0))
        let sending = Task { try await queue.send(note(1)) }
        while queue.count < 2 { await Task.yield() }
        sending.cancel()
        #expect(numbers(try await queue.receive()) == [0])
        try await sending.value
        #expect(numbers(try await queue.receive()) == [1])
    }
}

extension Result where Failure == any Error {
    /// What came of a call.
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
