import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Batch step: items and batches", .timeLimit(.minutes(1)))
struct BatchStepTests {
    @Test("10 items in batches of 4 are 4, 4 and 2", arguments: here, [true, false])
    func partialBatch(isolation: Isolation, loads: Bool) async throws {
        let batches = Record<[Int]>(), left = Record<Note>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(1) { _ in .array((0..<10).map { .int($0) }) }
            let step =
                loads
                ? w.batchStep("batch", size: 4, itemKey: "xs", load: { $0.number }, after: source) {
                    batches.append($0.loaded)
                }
                : w.batchStep("batch", size: 4, itemKey: "xs", after: source) {
                    batches.append($0.loaded.compactMap(Int.init(noteValue:)))
                }
            w.step("end", after: step) { left.append($0) }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(batches.all == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
        #expect(left.all.map { $0["xs"] } == [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])
        #expect(summary.status == .succeeded)
        #expect(summary.items.done == 10)
        #expect(summary.nodes.map(\.notesOut) == [1, 1, 1])
    }

    @Test(
        "Only the last batch is smaller",
        arguments: [(0, []), (1, [1]), (3, [3]), (4, [4]), (5, [4, 1]), (8, [4, 4])] as [(Int, [Int])])
    func batchSizes(count: Int, sizes: [Int]) async throws {
        let batches = Record<Int>()
        let workflow = Workflow("w") { w in
            w.batchStep("batch", size: 4, itemKey: "xs", load: { $0.number }, after: w.numbers(count)) {
                batches.append($0.count)
            }
        }
        let summary = try await workflow.run(.test())
        #expect(batches.all == sizes)
        #expect(summary.notes.emitted == count)
        #expect(summary.progress(of: "batch")?.notesOut == count)
    }

    @Test("One value under the key is a list of one, and stays one value in the note", arguments: here)
    func singleValue(isolation: Isolation) async throws {
        let batches = Record<[Int]>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(2) { $0 == 0 ? 7 : [8, 9] }
            let step = w.batchStep("batch", size: 3, itemKey: "xs", load: { $0.number }, after: source) { batch in
                batches.append(batch.loaded)
                batch.items[0]["seen"] = true
            }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        try await workflow.run(.test(isolation))
        #expect(batches.all == [[7, 8, 9]])
        #expect(left.all == [["value": 7, "seen": true], [8, 9]])
    }

    @Test("A note with an empty list passes through, in its place", arguments: here)
    func emptyList(isolation: Isolation) async throws {
        let batches = Record<[Int]>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(5) { $0 % 2 == 0 ? [] : [.int($0)] }
            let step = w.batchStep("batch", size: 2, itemKey: "xs", load: { $0.number }, after: source) {
                batches.append($0.loaded)
            }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(batches.all == [[1, 3]])
        #expect(left.all == [0, 1, 2, 3, 4])
        #expect(summary.failures.isEmpty)
    }

    @Test(
        "A note without the key fails, naming the keys it has, and its neighbours go on",
        arguments: [
            (Note(["ys": 1, "n": 1]), "it has 'ys', 'n'"), (Note(), "it has no keys"),
        ])
    func missingKey(odd: Note, keys: String) async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("mixed") { emit in
                try await emit(Note(["n": 0, "xs": [0]]))
                try await emit(odd.copy())
                try await emit(Note(["n": 2, "xs": [2]]))
            }
            let step = w.batchStep("batch", size: 2, itemKey: "xs", after: source, file: "Steps.swift", line: 7) { _ in
            }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed to load note 1: the note has no 'xs'; \(keys) [Steps.swift:7]"
            ])
        #expect(left.all == [0, 2])
        #expect(summary.notes.failed == 1)
    }

    @Test("Batches are filled across notes, and every note leaves once, in source order", arguments: here)
    func acrossNotes(isolation: Isolation) async throws {
        let batches = Record<[Int]>(), left = Record<Note>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(100) { n in .array((0..<(n % 4)).map { .int(n * 10 + $0) }) }
            let step = w.batchStep("batch", size: 8, itemKey: "xs", load: { $0.number }, after: source) { batch in
                batches.append(batch.loaded)
                for (value, item) in zip(batch.loaded, batch.items) { item["double"] = value * 2 }
            }
            w.step("end", after: step) { left.append($0) }
        }
        let summary = try await workflow.run(.test(isolation, workers: 3))
        // 25 times 0 + 1 + 2 + 3 items are 150: 18 full batches and one of 6.
        let items = (0..<100).map { n in (0..<(n % 4)).map { n * 10 + $0 } }
        #expect(batches.all.flatMap { $0 } == items.flatMap { $0 })
        #expect(batches.all.map(\.count) == Array(repeating: 8, count: 18) + [6])
        #expect(left.all.map(\.number) == Array(0..<100))
        let written = items.map { Value.array($0.map { ["value": .int($0), "double": .int(2 * $0)] }) }
        #expect(left.all.map { $0["xs"] } == written)
        #expect(summary.status == .succeeded)
    }

    @Test("Element i of the three lists belongs together", arguments: here, [true, false])
    func parallelLists(isolation: Isolation, isOrdered: Bool) async throws {
        let elements = Record<[Int]>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(30) { n in .array((0...(n % 3)).map { .int(n * 10 + $0) }) }
            w.batchStep(
                "batch", size: 4, itemKey: "xs", load: { -$0.number }, after: source,
                stage: StageSettings(isOrdered: isOrdered)
            ) { batch in
                for ((loaded, item), note) in zip(zip(batch.loaded, batch.items), batch.notes) {
                    elements.append([loaded, item.number, note.number])
                }
            }
        }
        try await workflow.run(.test(isolation, workers: 3))
        let expected = (0..<30).flatMap { n in
            (0...(n % 3)).map { (place: Int) -> [Int] in [-(n * 10 + place), n * 10 + place, n] }
        }
        #expect(elements.all.sorted { $0[1] < $1[1] } == expected)
    }

    @Test("Falsy values, null and objects are items like others", arguments: here, [true, false])
    func falsyItems(isolation: Isolation, loads: Bool) async throws {
        let values: [Value] = [0, "", false, [], .null, ["a": 1], 0.0]
        let seen = Record<Value>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(1) { _ in .array(values) }
            let step =
                loads
                ? w.batchStep("batch", size: 3, itemKey: "xs", load: { $0.value }, after: source) { batch in
                    for value in batch.loaded { seen.append(value) }
                }
                : w.batchStep("batch", size: 3, itemKey: "xs", after: source) { batch in
                    for value in batch.loaded { seen.append(value) }
                }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(seen.all == values)
        #expect(left.all == [.array(values)])
        #expect(summary.items.done == 7)
    }

    @Test("A falsy value alone under the key is an item", arguments: [0, "", false, .null, 0.0, ["a": 1]] as [Value])
    func falsySingleValue(value: Value) async throws {
        let seen = Record<Value>()
        let workflow = Workflow("w") { w in
            w.batchStep("batch", size: 3, itemKey: "xs", after: w.numbers(1) { _ in value }) { batch in
                for value in batch.loaded { seen.append(value) }
            }
        }
        try await workflow.run(.test())
        #expect(seen.all == [value])
    }

    @Test("What load writes to an item reaches the note before the body sees it", arguments: here)
    func loadWrites(isolation: Isolation) async throws {
        let seen = Record<Value?>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(1) { _ in ["a", ["value": "b", "kind": "x"]] }
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    item["size"] = 3
                    return 0
                }, after: source
            ) { batch in
                for item in batch.items { seen.append(item["size"]) }
            }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        try await workflow.run(.test(isolation))
        #expect(seen.all == [3, 3])
        #expect(left.all == [[["value": "a", "size": 3], ["value": "b", "kind": "x", "size": 3]]])
    }
}
