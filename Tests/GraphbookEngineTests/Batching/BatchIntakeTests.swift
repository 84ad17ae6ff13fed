import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch intake")
struct BatchIntakeTests {
    private struct Fixture {
        var machine: BatchMachine
        var intake: BatchIntake
        let loads: Bool

        init(queue: Int = 8, results: Int = 4, loads: Bool = true) {
            machine = BatchMachine(batchSize: 2, settings: StageSettings(results: results))
            intake = BatchIntake(Inbox(capacity: queue, senders: 1))
            self.loads = loads
        }

        mutating func send(_ values: Value...) throws {
            for value in values {
                let isSent = intake.inbox.send(try #require(Arrival(Note(["xs": value]), key: "xs")))
                #expect(isSent)
            }
        }

        /// Lets in what there is room for: how many notes, and the tickets of their items.
        mutating func admit() -> [Int] {
            let (notes, jobs) = intake.admit(to: &machine, loads: loads) { nil }
            return [notes] + jobs.map(\.ticket)
        }
    }

    @Test("A note's items are its list, or its one value")
    func arrival() throws {
        let list = try #require(Arrival(Note(["xs": [1, 2]]), key: "xs"))
        #expect(list.elements == [1, 2])
        #expect(list.isList)
        let value = try #require(Arrival(Note(["xs": 1]), key: "xs"))
        #expect(value.elements == [1])
        #expect(!value.isList)
        #expect(Arrival(Note(["ys": 1]), key: "xs") == nil)
    }

    @Test("A typed list is opened, so that items can write to it")
    func boxed() throws {
        let note = Note()
        note["xs"] = [1, 2]
        #expect(try #require(Arrival(note, key: "xs")).elements == [1, 2])
        guard case .array(let elements)? = note["xs"] as Value? else {
            Issue.record("the list is still typed")
            return
        }
        #expect(elements == [1, 2])
    }

    @Test("Notes are let in with their items while there is room, a note in parts")
    func room() throws {
        var f = Fixture()
        try f.send([0, 1, 2], [3, 4, 5])
        #expect(f.admit() == [2, 0, 1, 2, 3])
        #expect(f.intake.inbox.count == 1)
        #expect(!f.intake.canAdmit(to: f.machine))
        for ticket in 0..<4 { f.machine.loaded(ticket, ticket) }
        _ = f.machine.next()
        #expect(f.intake.canAdmit(to: f.machine))
        #expect(f.admit() == [0, 4, 5])
        #expect(f.intake.inbox.count == 0)
    }

    @Test("Notes without items are let in too")
    func empty() throws {
        var f = Fixture()
        try f.send([], [0])
        #expect(f.admit() == [2, 0])
    }

    @Test("Items that need no loading are ready at once")
    func unloaded() throws {
        var f = Fixture(loads: false)
        try f.send([0, ["value": 1]])
        #expect(f.admit() == [1])
        guard case .process(_, let batch) = f.machine.next() else {
            Issue.record("the batch is not full")
            return
        }
        let values = batch.slots.map { slot -> Value? in
            if case .ready(let value, _) = slot.state { value as? Value } else { nil }
        }
        #expect(values == [0, 1])
    }

    @Test("The step learns that no more notes come once the last has been let in")
    func finished() throws {
        var f = Fixture(results: 4)
        try f.send([0, 1, 2, 3, 4])
        f.intake.inbox.finish()
        #expect(f.admit() == [1, 0, 1, 2, 3])
        for ticket in 0..<4 { f.machine.loaded(ticket, ticket) }
        _ = f.machine.next()
        _ = f.machine.next()
        #expect(f.machine.next().isWait)
        #expect(f.admit() == [0, 4])
        f.machine.loaded(4, 4)
        guard case .process(_, let batch) = f.machine.next() else {
            Issue.record("the last batch waits")
            return
        }
        #expect(batch.slots.count == 1)
    }
}
