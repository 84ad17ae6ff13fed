import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch step: what waits is bounded", .timeLimit(.minutes(1)))
struct BatchStepBoundTests {
    @Test(
        "A source whose batch step is blocked has emitted as much as there is room for",
        arguments: here, [(1, 2, true), (2, 8, true), (8, 4, true), (1, 2, false), (2, 8, false), (8, 4, false)])
    func blockedBody(isolation: Isolation, _ sizes: (batch: Int, results: Int, loads: Bool)) async throws {
        let gate = Gate(), emitted = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<1000 {
                    emitted.append(n)
                    try await emit(Note(["n": .int(n), "xs": [.int(n)]]))
                }
            }
            let stage = StageSettings(queue: 1, results: sizes.results)
            let step =
                sizes.loads
                ? w.batchStep(
                    "batch", size: sizes.batch, itemKey: "xs", load: { $0.number }, after: source, stage: stage
                ) { _ in try await gate.pass() }
                : w.batchStep("batch", size: sizes.batch, itemKey: "xs", after: source, stage: stage) { _ in
                    try await gate.pass()
                }
            w.collect(left, after: step)
        }
        // In the body; loaded, at least two batches; in the queue; with the source.
        let room = sizes.batch + max(sizes.results, 2 * sizes.batch) + 1 + 1
        async let summary = workflow.run(.test(isolation))
        try await gate.reached()
        try await emitted.reaches(room)
        await letOthersRun()
        #expect(emitted.all.count == room)
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(left.all == Array(0..<1000))
    }

    @Test("Notes without items wait in bounded number behind one whose output is still being written")
    func blockedDump() async throws {
        let gate = Gate(), emitted = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<1000 {
                    emitted.append(n)
                    try await emit(Note(["n": .int(n), "xs": n == 0 ? [0] : []]))
                }
            }
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs", load: { $0.number }, dump: { (_: Int) in gate.block() }, after: source,
                stage: StageSettings(queue: 1, results: 4)
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        // 4 items and 4 outputs, so 8 notes are in the step; in the queue; with the source.
        let room = 8 + 1 + 1
        async let summary = workflow.run(.test())
        try await gate.reached()
        try await emitted.reaches(room)
        await letOthersRun()
        #expect(emitted.all.count == room)
        #expect(left.all == [])
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(left.all == Array(0..<1000))
    }

    @Test("Notes without items never keep a batch from being filled", arguments: [true, false])
    func emptyNotesBehindPartialBatch(isOrdered: Bool) async throws {
        let left = Record<Int>(), batches = Record<[Int]>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(1000) { $0 == 0 || $0 == 999 ? [.int($0)] : [] }
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, after: source,
                stage: StageSettings(queue: 1, results: 4, isOrdered: isOrdered)
            ) { batches.append($0.loaded) }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test())
        #expect(summary.status == .succeeded)
        #expect(batches.all == [[0, 999]])
        #expect(left.all.sorted() == Array(0..<1000))
    }
}
