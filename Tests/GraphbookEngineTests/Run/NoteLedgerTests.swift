import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("The ledger of finished notes")
struct NoteLedgerTests {
    private func progress(_ ledger: NoteLedger) -> [Range<Int>] { ledger.take().flatMap(\.finished.ranges) }

    /// A ledger of one source that has emitted so many notes, each with its number.
    private func ledger(emitted: Int, resumed: [SourceProgress]? = nil) throws -> (NoteLedger, [NoteID?]) {
        let ledger = NoteLedger(sources: ["numbers": 0], resumed: resumed)
        return (ledger, try (0..<emitted).map { try ledger.begin(["n": .int($0)], of: 0) })
    }

    @Test("A note is finished when it has left, and is told once")
    func finishes() throws {
        let (ledger, ids) = try ledger(emitted: 3)
        #expect(progress(ledger) == [])
        ledger.branch(ids[1], into: 0)
        #expect(progress(ledger) == [1..<2])
        ledger.branch(ids[0], into: 0)
        let told = ledger.take()
        #expect(told.map(\.finished.ranges) == [[0..<1]] && told.map(\.emitted) == [3])
        #expect(told.map(\.fingerprint.notes) == [2])
        #expect(progress(ledger) == [])
    }

    @Test("A note that became several is finished when all of them have left")
    func branches() throws {
        let (ledger, ids) = try ledger(emitted: 1)
        ledger.branch(ids[0], into: 3)
        ledger.branch(ids[0], into: 0)
        ledger.branch(ids[0], into: 2)
        ledger.branch(ids[0], into: 0)
        ledger.branch(ids[0], into: 0)
        #expect(progress(ledger) == [])
        ledger.branch(ids[0], into: 0)
        #expect(progress(ledger) == [0..<1])
        // Handed on again by a step that has kept it.
        ledger.branch(ids[0], into: 2)
        ledger.branch(ids[0], into: 0)
        #expect(progress(ledger) == [])
    }

    @Test("Notes that were finished before are passed over, and keep their numbers")
    func resumes() throws {
        let (first, ids) = try ledger(emitted: 5)
        for index in [0, 1, 3] { first.branch(ids[index], into: 0) }
        let (second, again) = try ledger(emitted: 5, resumed: first.take())
        #expect(again.map { $0?.index } == [nil, nil, 2, nil, 4])
        for id in again { second.branch(id, into: 0) }
        let told = second.take()
        #expect(told.map(\.finished.ranges) == [[2..<3, 4..<5]] && told.map(\.fingerprint.notes) == [5])
        #expect(throws: Never.self) { try second.end(of: 0) }
    }

    @Test("A source that makes other notes than before is found out before the first new one")
    func detectsChanges() throws {
        let (first, ids) = try ledger(emitted: 3)
        for id in ids { first.branch(id, into: 0) }
        let second = NoteLedger(sources: ["numbers": 0], resumed: first.take())
        #expect(try second.begin(["n": 0], of: 0) == nil)
        #expect(try second.begin(["n": 7], of: 0) == nil)
        let error = #expect(throws: GraphbookError.self) { try second.begin(["n": 2], of: 0) }
        #expect(
            error?.message
                == "its first 3 notes are not those that the run made which is resumed: its input has changed, "
                + "or it makes other notes each time")
    }

    @Test("A source that makes fewer notes than were finished is found out")
    func detectsFewer() throws {
        let (first, ids) = try ledger(emitted: 3)
        for id in ids { first.branch(id, into: 0) }
        let (second, _) = try ledger(emitted: 2, resumed: first.take())
        let error = #expect(throws: GraphbookError.self) { try second.end(of: 0) }
        #expect(
            error?.message
                == "it made 2 notes, where the run that is resumed had finished 3: its input has changed, "
                + "or it makes other notes each time")
    }
}
