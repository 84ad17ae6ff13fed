import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch step: loaded tensors", .timeLimit(.minutes(1)))
struct LoadedTensorTests {
    /// A tensor of a shape whose elements are all the item's number.
    private static func tensor(_ item: Item, shape: [Int] = [2, 3]) throws -> Tensor {
        try Tensor(Array(repeating: Float(item.number), count: shape.reduce(1, *)), shape: shape)
    }

    @Test("From the second batch on, stacking tensors of one shape copies nothing", arguments: here)
    func stackedInPlace(isolation: Isolation) async throws {
        let inPlace = Record<Bool>(), values = Record<[Float]>()
        let loaded = Record<Int>()
        let workflow = Workflow("w") { w in
            // The second batch is admitted when the size of a row is known.
            let source = w.source("source") { emit in
                for n in 0..<16 {
                    if n == 4 { try await loaded.reaches(4) }
                    try await emit(Note(["xs": [.int(n)]]))
                }
            }
            w.batchStep("batch", size: 4, itemKey: "xs", load: { try Self.tensor($0) }, after: source) { batch in
                let stacked = try batch.stacked
                #expect(stacked.shape == [4, 2, 3])
                inPlace.append(zip(stacked.rows, batch.loaded).allSatisfy { $0.base == $1.base })
                values.append(try stacked.elements())
                for number in batch.items.map(\.number) { loaded.append(number) }
            }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(summary.failures.isEmpty)
        #expect(inPlace.all == [false, true, true, true])
        let expected = (0..<4).map { (batch: Int) -> [Float] in
            (0..<24).map { (element: Int) -> Float in Float(batch * 4 + element / 6) }
        }
        #expect(values.all == expected)
    }

    @Test("The rows of a smaller last batch lie side by side too", arguments: here)
    func lastBatch(isolation: Isolation) async throws {
        let shapes = Record<[Int]>(), loaded = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in
                for n in 0..<7 {
                    if n == 4 { try await loaded.reaches(4) }
                    try await emit(Note(["xs": [.int(n)]]))
                }
            }
            w.batchStep("batch", size: 4, itemKey: "xs", load: { try Self.tensor($0) }, after: source) { batch in
                let stacked = try batch.stacked
                shapes.append(stacked.shape)
                for item in batch.items { loaded.append(item.number) }
                if batch.count == 3 { #expect(stacked.base == batch.loaded[0].base) }
            }
        }
        try await workflow.run(.test(isolation))
        #expect(shapes.all == [[4, 2, 3], [3, 2, 3]])
    }

    @Test("An item that fails leaves a batch that is stacked all the same", arguments: here)
    func failedRow(isolation: Isolation) async throws {
        let values = Record<[Float]>(), loaded = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in
                for n in 0..<6 {
                    if n == 3 { try await loaded.reaches(3) }
                    try await emit(Note(["xs": [.int(n)]]))
                }
            }
            w.batchStep(
                "batch", size: 3, itemKey: "xs",
                load: { item in
                    if item.number == 4 { throw Broken("no image") }
                    return try Self.tensor(item, shape: [2])
                }, after: source
            ) { batch in
                values.append(try batch.stacked.elements())
                for item in batch.items { loaded.append(item.number) }
            }
        }
        try await workflow.run(.test(isolation, onFailure: .skip))
        #expect(values.all == [[0, 0, 1, 1, 2, 2], [3, 3, 5, 5]])
    }

    @Test(
        "Tensors of other shapes cannot be stacked, which says whose they are",
        arguments: here, [([3, 2], "f32[3, 2]"), ([5], "f32[5]")])
    func mixedShapes(isolation: Isolation, _ odd: (shape: [Int], summary: String)) async throws {
        let loaded = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in
                for n in 0..<4 {
                    if n == 2 { try await loaded.reaches(2) }
                    try await emit(Note(["xs": [.int(n)]]))
                }
            }
            w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { try Self.tensor($0, shape: $0.number == 3 ? odd.shape : [2, 3]) }, after: source,
                file: "Steps.swift", line: 7
            ) { batch in
                _ = try batch.stacked
                for item in batch.items { loaded.append(item.number) }
            }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(
            summary.failures.first?.description
                == "'batch' failed on note 2: tensors of one batch differ: f32[2, 3] from 2, \(odd.summary) from 3; "
                + "let the load function bring all to one shape [Steps.swift:7]")
    }

    @Test("Tensors of other sizes are batched as they are", arguments: here)
    func otherSizes(isolation: Isolation) async throws {
        let loaded = Record<[Int]>()
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 3, itemKey: "xs", load: { try Self.tensor($0, shape: [1 + $0.number % 4]) },
                after: w.numbers(30)
            ) { batch in
                for (tensor, item) in zip(batch.loaded, batch.items) {
                    let elements: [Float] = try tensor.elements()
                    #expect(elements == Array(repeating: Float(item.number), count: 1 + item.number % 4))
                }
                loaded.append(batch.loaded.map(\.count))
            }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(summary.failures.isEmpty)
        #expect(loaded.all.flatMap { $0 } == (0..<30).map { 1 + $0 % 4 })
    }

    @Test("A tensor that is kept in its note keeps its bytes while others are loaded", arguments: here)
    func keptTensor(isolation: Isolation) async throws {
        let kept = Record<Note>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 4, itemKey: "xs", load: { try Self.tensor($0) }, after: w.numbers(100)
            ) { batch in
                for (tensor, note) in zip(batch.loaded, batch.notes) { note["tensor"] = tensor }
            }
            w.step("end", after: step) { kept.append($0) }
        }
        try await workflow.run(.test(isolation, workers: 3))
        for (n, note) in kept.all.enumerated() {
            let tensor = try #require(note["tensor"] as Tensor?)
            let elements: [Float] = try tensor.elements()
            #expect(elements == Array(repeating: Float(n), count: 6))
        }
        #expect(kept.all.count == 100)
    }

    @Test("What a load of a tensor writes to its item reaches the note", arguments: here)
    func loadWrites(isolation: Isolation) async throws {
        let left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    let tensor = try Self.tensor(item)
                    item["count"] = tensor.count
                    return tensor
                }, after: w.numbers(20)
            ) { _ in }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        try await workflow.run(.test(isolation))
        let expected = (0..<20).map { n -> Value? in [["value": .int(n), "count": 6]] }
        #expect(left.all == expected)
    }

    @Test("Tensors without elements are loaded and stacked", arguments: here)
    func emptyTensors(isolation: Isolation) async throws {
        let shapes = Record<[Int]>()
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { try Self.tensor($0, shape: [0, 3]) }, after: w.numbers(6)
            ) { shapes.append(try $0.stacked.shape) }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(summary.failures.isEmpty)
        #expect(shapes.all == [[2, 0, 3], [2, 0, 3], [2, 0, 3]])
    }
}
