import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch step: outputs, and when notes leave", .timeLimit(.minutes(1)))
struct BatchStepOutputTests {
    @Test("The body's dump arguments are written, one an element", arguments: here)
    func dumps(isolation: Isolation) async throws {
        let written = Record<String>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 3, itemKey: "xs", load: { $0.number }, dump: { (text: String) in written.append(text) },
                after: w.numbers(7)
            ) { $0.loaded.map { "\($0).txt" } }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(written.all.sorted() == (0..<7).map { "\($0).txt" })
        #expect(left.all == Array(0..<7))
        #expect(summary.items.dumped == 7)
    }

    @Test("An element whose argument is nil has nothing to write", arguments: here)
    func optionalDumps(isolation: Isolation) async throws {
        let written = Record<Int>(), left = Record<Int>()
        let definition = NodeDefinition.batchStep(
            "batch", location: CodeLocation(file: "Steps.swift", line: 7), size: 3, itemKey: "xs",
            load: LoadPart<Int>.function { _ in .plain { $0.number } },
            dump: DumpPart<[Int?]>.function { _ in .plain { (n: Int) in written.append(n) } },
            route: { _ in RoutePart<DefaultPort>.none }
        ) { _ in { batch in batch.loaded.map { $0 % 2 == 0 ? $0 : nil } } }
        let workflow = Workflow("w") { w in
            w.collect(left, after: w.add(StepNode(definition), after: w.numbers(7)))
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(written.all.sorted() == [0, 2, 4, 6])
        #expect(left.all == Array(0..<7))
        #expect(summary.items.dumped == 4)
    }

    @Test(
        "A number of dump arguments that is not the batch's is an error that says both", arguments: [0, 1, 3])
    func wrongCount(count: Int) async throws {
        let written = Record<Int>()
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, dump: { (n: Int) in written.append(n) },
                after: w.numbers(2), file: "Steps.swift", line: 7
            ) { _ in Array(repeating: 0, count: count) }
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        let cause =
            "the body returned \(count) dump arguments for a batch of 2: it is to return one for each element"
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed on note 0: \(cause) [Steps.swift:7]",
                "'batch' failed on note 1: \(cause) [Steps.swift:7]",
            ])
        #expect(written.all.isEmpty)
    }

    @Test("A note leaves after its dumps, and those behind it wait for it")
    func leavesInOrder() async throws {
        let gate = Gate(), written = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<6 {
                    // Alone, since a worker may take several jobs at once.
                    if n == 2 { try await left.reaches(2) }
                    if n == 3 { try await gate.reached() }
                    try await emit(Note(["n": .int(n), "xs": [.int(n)]]))
                }
            }
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs", load: { $0.number },
                dump: { (n: Int) in
                    if n == 2 { gate.block() }
                    written.append(n)
                }, after: source
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        async let summary = workflow.run(.test(workers: 2))
        try await written.reaches(5)
        await letOthersRun()
        #expect(written.all.sorted() == [0, 1, 3, 4, 5])
        #expect(left.all == [0, 1])
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(left.all == [0, 1, 2, 3, 4, 5])
    }

    @Test("A note with several items leaves once, after the last of its dumps")
    func severalDumps() async throws {
        let gate = Gate(), written = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                try await emit(Note(["n": 0, "xs": [0, 1, 2]]))
                // Later, since a worker may take several jobs at once.
                try await gate.reached()
                try await emit(Note(["n": 1, "xs": [10, 11, 12]]))
            }
            let step = w.batchStep(
                "batch", size: 3, itemKey: "xs", load: { $0.number },
                dump: { (n: Int) in
                    if n == 2 { gate.block() }
                    written.append(n)
                }, after: source
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        async let summary = workflow.run(.test(workers: 2))
        try await written.reaches(5)
        await letOthersRun()
        #expect(left.all == [])
        gate.open()
        #expect(try await summary.items.dumped == 6)
        #expect(left.all == [0, 1])
    }

    @Test("Without order, a note leaves as soon as it is done, and none is lost")
    func leavesOutOfOrder() async throws {
        let gate = Gate(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<6 {
                    // Later, since a worker may take several jobs at once.
                    if n == 1 { try await gate.reached() }
                    try await emit(Note(["n": .int(n), "xs": [.int(n)]]))
                }
            }
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs", load: { $0.number },
                dump: { (n: Int) in if n == 0 { gate.block() } }, after: source,
                stage: StageSettings(isOrdered: false)
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        async let summary = workflow.run(.test(workers: 2))
        try await left.reaches(5)
        #expect(left.all.sorted() == [1, 2, 3, 4, 5])
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(left.all.sorted() == [0, 1, 2, 3, 4, 5])
        #expect(left.all.last == 0)
    }

    @Test("Without order, a batch that is ready does not wait for one that is not")
    func batchesOutOfOrder() async throws {
        let gate = Gate(), batches = Record<[Int]>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.number == 0 { gate.block() }
                    return item.number
                }, after: w.numbers(6), stage: StageSettings(isOrdered: false)
            ) { batches.append($0.loaded) }
            w.collect(left, after: step)
        }
        async let summary = workflow.run(.test(workers: 2))
        try await gate.reached()
        try await batches.reaches(2)
        #expect(batches.all == [[2, 3], [4, 5]])
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(batches.all == [[2, 3], [4, 5], [0, 1]])
        #expect(left.all.sorted() == [0, 1, 2, 3, 4, 5])
    }

    @Test("With order, a batch that is ready waits for the one before it")
    func batchesInOrder() async throws {
        let gate = Gate(), loaded = Record<Int>(), batches = Record<[Int]>()
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.number == 0 { gate.block() }
                    loaded.append(item.number)
                    return item.number
                }, after: w.numbers(6)
            ) { batches.append($0.loaded) }
        }
        async let summary = workflow.run(.test(workers: 2))
        try await gate.reached()
        try await loaded.reaches(5)
        await letOthersRun()
        #expect(batches.all == [])
        gate.open()
        #expect(try await summary.status == .succeeded)
        #expect(batches.all == [[0, 1], [2, 3], [4, 5]])
    }
}
