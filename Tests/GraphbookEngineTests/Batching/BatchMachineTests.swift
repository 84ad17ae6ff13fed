import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch machine")
struct BatchMachineTests {
    /// A machine and the notes put into it, each under its number.
    private struct Fixture {
        var machine: BatchMachine

        init(size: Int, results: Int = 4, isOrdered: Bool = true) {
            machine = BatchMachine(
                batchSize: size, settings: StageSettings(results: results, isOrdered: isOrdered))
        }

        /// Puts in a note with so many items.
        ///
        /// - Returns: Their tickets.
        @discardableResult
        mutating func add(_ n: Int, items: Int = 1) -> [Int] {
            let note = Note(["n": .int(n), "xs": .array((0..<items).map { .int($0) })])
            let number = machine.open(note)
            let tickets = (0..<items).map { index in
                machine.admit(Item(of: note, key: "xs", index: index), at: index, of: number, owner: note) { nil }
                    .ticket
            }
            machine.close(number)
            return tickets
        }

        mutating func load(_ tickets: Int...) { for ticket in tickets { machine.loaded(ticket, ticket) } }

        /// What is to be done, in words.
        mutating func next() -> String {
            let hadAction = machine.hasAction
            let action = machine.next()
            switch action {
            case .process(let number, let batch):
                #expect(hadAction)
                return "process \(number): \(batch.slots.map(\.word).joined(separator: " "))"
            case .deliver(let note):
                #expect(hadAction)
                return "deliver \(note.number)"
            case .drop(let note):
                #expect(hadAction)
                return "drop \(note.number)"
            case .wait: return "wait"
            case .finished: return "finished"
            }
        }
    }

    @Test("Without notes, it waits, and finishes when no more come")
    func nothing() {
        var f = Fixture(size: 2)
        #expect(f.next() == "wait")
        f.machine.finishIntake()
        #expect(f.next() == "finished")
    }

    @Test("One item waits for its batch, and is flushed when no more notes come")
    func one() {
        var f = Fixture(size: 2)
        f.add(0)
        f.load(0)
        #expect(f.next() == "wait")
        f.machine.finishIntake()
        #expect(f.next() == "process 0: 0")
        #expect(f.next() == "wait")
        f.machine.processed([0], dumps: false)
        #expect(f.next() == "deliver 0")
        #expect(f.next() == "finished")
    }

    @Test("A batch that is exactly full is processed before the intake is over")
    func exactlyFull() {
        var f = Fixture(size: 2)
        f.add(0, items: 2)
        f.load(1)
        #expect(f.next() == "wait")
        f.load(0)
        #expect(f.next() == "process 0: 0 1")
        f.machine.processed([0, 0], dumps: false)
        #expect(f.next() == "deliver 0")
        #expect(f.next() == "wait")
        f.machine.finishIntake()
        #expect(f.next() == "finished")
    }

    @Test("One item more than a batch waits for the next batch, and its note for it")
    func oneOver() {
        var f = Fixture(size: 2)
        f.add(0)
        f.add(1, items: 2)
        f.load(0, 1, 2)
        #expect(f.next() == "process 0: 0 1")
        f.machine.processed([0, 1], dumps: false)
        #expect(f.next() == "deliver 0")
        #expect(f.next() == "wait")
        f.machine.finishIntake()
        #expect(f.next() == "process 1: 2")
        f.machine.processed([1], dumps: false)
        #expect(f.next() == "deliver 1")
        #expect(f.next() == "finished")
    }

    @Test("A note that is still being admitted does not leave")
    func open() {
        var f = Fixture(size: 1)
        let number = f.machine.open(Note(["n": 0]))
        #expect(f.next() == "wait")
        f.machine.close(number)
        #expect(f.next() == "deliver 0")
    }

    @Test("In order, a note waits for the one before it; without order it does not", arguments: [true, false])
    func order(isOrdered: Bool) {
        var f = Fixture(size: 1, isOrdered: isOrdered)
        f.add(0)
        f.add(1)
        f.add(2, items: 0)
        if isOrdered {
            f.load(1)
            #expect(f.next() == "wait")
            f.load(0)
            #expect(f.next() == "process 0: 0")
            #expect(f.next() == "process 1: 1")
            f.machine.processed([1], dumps: false)
            #expect(f.next() == "wait")
            f.machine.processed([0], dumps: false)
            #expect([f.next(), f.next(), f.next()] == ["deliver 0", "deliver 1", "deliver 2"])
        } else {
            #expect(f.next() == "deliver 2")
            f.load(1)
            #expect(f.next() == "process 1: 1")
            f.machine.processed([1], dumps: false)
            #expect(f.next() == "deliver 1")
            f.load(0)
            #expect(f.next() == "process 0: 0")
            f.machine.processed([0], dumps: false)
            #expect(f.next() == "deliver 0")
        }
        f.machine.finishIntake()
        #expect(f.next() == "finished")
    }

    @Test("A note leaves after its last dump")
    func dumps() {
        var f = Fixture(size: 2)
        f.add(0, items: 2)
        f.load(0, 1)
        _ = f.next()
        f.machine.processed([0, 0], dumps: true)
        f.machine.finishIntake()
        #expect(f.next() == "wait")
        f.machine.dumped(for: 0)
        #expect(f.next() == "wait")
        f.machine.dumped(for: 0)
        #expect(f.next() == "deliver 0")
        #expect(f.next() == "finished")
    }

    @Test("The next batch waits while as many outputs are written as there may be")
    func dumpLimit() {
        var f = Fixture(size: 2, results: 1)  // at least two batches: 4
        for n in 0..<4 { f.add(n) }
        f.load(0, 1, 2, 3)
        #expect(f.next() == "process 0: 0 1")
        #expect(f.next() == "process 1: 2 3")
        for n in 4..<8 { f.add(n) }
        f.load(4, 5, 6, 7)
        f.machine.processed([0, 1], dumps: true)
        f.machine.processed([2, 3], dumps: true)
        #expect(f.next() == "wait")
        f.machine.dumped(for: 0)
        #expect(f.next() == "deliver 0")
        #expect(f.next() == "process 2: 4 5")
    }

    @Test("Items are admitted up to the limit, until a batch is taken")
    func itemLimit() {
        var f = Fixture(size: 2, results: 5)
        for n in 0..<5 {
            #expect(f.machine.mayAdmit)
            f.add(n)
        }
        #expect(!f.machine.mayAdmit)
        f.load(0, 1)
        #expect(!f.machine.mayAdmit)
        #expect(f.next() == "process 0: 0 1")
        #expect(f.machine.mayAdmit)
    }

    @Test("Notes are let in up to the limit, until one leaves", arguments: [true, false])
    func noteLimit(isOrdered: Bool) {
        var f = Fixture(size: 1, results: 4, isOrdered: isOrdered)
        f.add(0)
        for n in 1..<8 {
            #expect(f.machine.mayOpen)
            f.add(n, items: 0)
        }
        #expect(!f.machine.mayOpen)
        f.load(0)
        #expect(isOrdered ? f.next() == "process 0: 0" : f.next() == "deliver 1")
        f.machine.processed([0], dumps: false)
        while f.next() != "wait" {}
        #expect(f.machine.mayOpen)
    }

    @Test("Notes are let in beyond the limit while only they can fill the batch of the first")
    func noteLimitOfPartialBatch() {
        var f = Fixture(size: 2, results: 4)
        f.add(0)
        f.load(0)
        for n in 1..<20 {
            #expect(f.machine.mayOpen)
            f.add(n, items: 0)
        }
        f.add(20)
        #expect(!f.machine.mayOpen)
        f.load(1)
        #expect(f.next() == "process 0: 0 1")
    }

    @Test("A failed load leaves its place empty, and fails its note once")
    func failedLoad() {
        var f = Fixture(size: 2)
        f.add(0, items: 2)
        f.add(1, items: 2)
        let isFirst = [0, 1].map { f.machine.loadFailed($0) }
        #expect(isFirst == [true, false])
        f.load(2, 3)
        #expect(f.next() == "drop 0")
        #expect(f.next() == "process 0: - -")
        #expect(f.next() == "process 1: 2 3")
        f.machine.processed([1, 1], dumps: false)
        #expect(f.next() == "deliver 1")
    }

    @Test("A failed body fails each note of the batch once")
    func failedBody() {
        var f = Fixture(size: 3)
        f.add(0, items: 2)
        f.add(1)
        f.load(0, 1, 2)
        _ = f.next()
        let failed = f.machine.bodyFailed([0, 0, 1])
        #expect(failed.map(\.note.number) == [0, 1])
        #expect(failed.map(\.isFirst) == [true, true])
        f.machine.finishIntake()
        #expect([f.next(), f.next(), f.next()] == ["drop 0", "drop 1", "finished"])
    }

    @Test("A failed dump fails its note once, which waits for the other dumps")
    func failedDump() {
        var f = Fixture(size: 2)
        f.add(0, items: 2)
        f.load(0, 1)
        _ = f.next()
        f.machine.processed([0, 0], dumps: true)
        f.machine.finishIntake()
        let isFirst = f.machine.dumpFailed(for: 0)
        #expect(isFirst)
        #expect(f.next() == "wait")
        let isFirstAgain = f.machine.dumpFailed(for: 0)
        #expect(!isFirstAgain)
        #expect([f.next(), f.next()] == ["drop 0", "finished"])
    }

    @Test("Depths are the items being loaded, and those that wait for their batch")
    func depths() {
        var f = Fixture(size: 2)
        f.add(0, items: 3)
        #expect(f.machine.depths == (loading: 3, loaded: 0))
        f.load(0, 2)
        #expect(f.machine.depths == (loading: 1, loaded: 2))
        f.load(1)
        _ = f.next()
        #expect(f.machine.depths == (loading: 0, loaded: 1))
    }
}

extension BatchMachine.Slot {
    /// What was loaded; a dash where loading failed.
    fileprivate var word: String {
        switch state {
        case .loading: "?"
        case .ready(let value, _): "\(value)"
        case .failed: "-"
        }
    }
}
