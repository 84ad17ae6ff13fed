import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch step: failures", .timeLimit(.minutes(1)))
struct BatchStepFailureTests {
    @Test("An item that fails to load fails its note only", arguments: here, [true, false])
    func load(isolation: Isolation, isOrdered: Bool) async throws {
        let batches = Record<[Int]>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.number == 2 { throw Broken("no image") }
                    return item.number
                }, after: w.numbers(6), stage: StageSettings(isOrdered: isOrdered)
            ) { batches.append($0.loaded) }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        // An item that fails leaves its place empty.
        #expect(batches.all.sorted { $0[0] < $1[0] } == [[0, 1], [3], [4, 5]])
        #expect(left.all.sorted() == [0, 1, 3, 4, 5])
        #expect(summary.failures.map(\.note?.index) == [2])
        #expect(summary.items.failed == 1)
        #expect(summary.items.done == 5)
        #expect(summary.notes.failed == 1)
    }

    @Test("A batch whose items all failed to load is no batch", arguments: here)
    func wholeBatchFails(isolation: Isolation) async throws {
        let batches = Record<[Int]>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.number / 2 == 1 { throw Broken("no image") }
                    return item.number
                }, after: w.numbers(6)
            ) { batches.append($0.loaded) }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(batches.all == [[0, 1], [4, 5]])
        #expect(left.all == [0, 1, 4, 5])
        #expect(summary.failures.count == 2)
    }

    @Test("When every item fails to load, the run ends", arguments: here)
    func everyLoadFails(isolation: Isolation) async throws {
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 4, itemKey: "xs", load: { _ -> Int in throw Broken("no image") }, after: w.numbers(10)
            ) { _ in Issue.record("a batch of nothing") }
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(summary.status == .succeeded)
        #expect(summary.items.failed == 10)
        #expect(summary.notes.failed == 10)
    }

    @Test("A body that fails fails the notes of its batch only", arguments: here, [true, false])
    func body(isolation: Isolation, isOrdered: Bool) async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, after: w.numbers(6),
                stage: StageSettings(isOrdered: isOrdered), file: "Steps.swift", line: 7
            ) { batch in
                if batch.loaded.contains(2) { throw Broken("out of memory") }
            }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(left.all.sorted() == [0, 1, 4, 5])
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed on note 2: out of memory [Steps.swift:7]",
                "'batch' failed on note 3: out of memory [Steps.swift:7]",
            ])
        #expect(summary.items.failed == 2)
        #expect(summary.items.done == 4)
    }

    @Test("A dump that fails fails its note only", arguments: here, [true, false])
    func dump(isolation: Isolation, isOrdered: Bool) async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number },
                dump: { (n: Int) in if n == 2 { throw Broken("disk full") } }, after: w.numbers(6),
                stage: StageSettings(isOrdered: isOrdered), file: "Steps.swift", line: 7
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(left.all.sorted() == [0, 1, 3, 4, 5])
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed to dump item 0 of note 2: disk full [Steps.swift:7]"
            ])
        #expect(summary.items.dumped == 5)
        #expect(summary.items.failed == 0)
    }

    @Test("A note whose item fails to load leaves no more, and its other items are still batched", arguments: here)
    func severalItems(isolation: Isolation) async throws {
        let batches = Record<[Int]>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(4) { n in [.int(n * 10), .int(n * 10 + 1)] }
            let step = w.batchStep(
                "batch", size: 3, itemKey: "xs",
                load: { item in
                    if item.number == 10 { throw Broken("no image") }
                    return item.number
                }, after: source
            ) { batches.append($0.loaded) }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(batches.all == [[0, 1], [11, 20, 21], [30, 31]])
        #expect(left.all == [0, 2, 3])
        #expect(summary.notes.failed == 1)
        #expect(summary.failures.map(\.item) == [0])
    }

    @Test("A body that fails on items of one note, several times, fails that note once")
    func noteFailsOnce() async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(2) { n in .array((0..<4).map { .int(n * 10 + $0) }) }
            let step = w.batchStep("batch", size: 2, itemKey: "xs", load: { $0.number }, after: source) { batch in
                if batch.loaded[0] < 10 { throw Broken("out of memory") }
            }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(left.all == [1])
        #expect(summary.notes.failed == 1)
        #expect(summary.items.failed == 4)
    }

    @Test("A body that fails on a note that failed to load is told all the same")
    func bodyFailsAfterLoad() async throws {
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.number == 0 { throw Broken("no image") }
                    return item.number
                }, after: w.numbers(1) { _ in [0, 1] }, file: "Steps.swift", line: 7
            ) { _ in throw Broken("out of memory") }
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed to load item 0 of note 0: no image [Steps.swift:7]",
                "'batch' failed on note 0: out of memory [Steps.swift:7]",
            ])
        #expect(summary.notes.failed == 1)
        #expect(summary.items.failed == 2)
    }
}
