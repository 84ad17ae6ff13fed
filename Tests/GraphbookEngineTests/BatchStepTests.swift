import GraphbookCore
import Synchronization
import Testing

@testable import GraphbookEngine

@Suite("Batch step")
struct BatchStepTests {
    static let here: [Isolation] = [.threads, .none]

    @Test("10 items in batches of 4 are 4, 4 and 2", arguments: here, [true, false])
    func partialBatch(isolation: Isolation, loads: Bool) async throws {
        let sizes = Mutex<[Int]>([])
        let seen = Mutex<[Int]>([])
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in try await emit(Note(["xs": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])) }
            let step =
                loads
                ? w.batchStep("batch", size: 4, itemKey: "xs", load: { item in item.value }, after: source) { batch in
                    sizes.withLock { $0.append(batch.count) }
                    seen.withLock { $0 += batch.loaded.compactMap(Int.init(noteValue:)) }
                }
                : w.batchStep("batch", size: 4, itemKey: "xs", after: source) { batch in
                    sizes.withLock { $0.append(batch.count) }
                    seen.withLock { $0 += batch.loaded.compactMap(Int.init(noteValue:)) }
                }
            w.step("end", after: step) { note in #expect(note["xs"] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) }
        }
        let summary = try await workflow.run(RunOptions(workers: 2, isolation: isolation))
        #expect(sizes.withLock { $0 } == [4, 4, 2])
        #expect(seen.withLock { $0 } == Array(0..<10))
        #expect(summary.status == .succeeded)
        #expect(summary.items.done == 10)
        #expect(summary.nodes.map(\.notesOut) == [1, 1, 1])
    }

    @Test("Batches are filled across notes, and every note leaves once, in source order", arguments: here)
    func acrossNotes(isolation: Isolation) async throws {
        let batches = Mutex<[[Int]]>([])
        let left = Mutex<[Int]>([])
        let workflow = Workflow("w") { w in
            let source = w.source("notes") { emit in
                for n in 0..<100 { try await emit(Note(["n": .int(n), "xs": .array((0..<(n % 4)).map { .int(n * 10 + $0) })])) }
            }
            let step = w.batchStep("batch", size: 8, itemKey: "xs", load: { try #require(Int(noteValue: $0.value)) }, after: source) { batch in
                batches.withLock { $0.append(batch.loaded) }
                for (value, item) in zip(batch.loaded, batch.items) { item["double"] = value * 2 }
            }
            w.step("end", after: step) { note in left.withLock { $0.append(note["n"] ?? -1) } }
        }
        let summary = try await workflow.run(RunOptions(workers: 3, isolation: isolation))
        let expected = (0..<100).flatMap { n in (0..<(n % 4)).map { n * 10 + $0 } }
        #expect(batches.withLock { $0.flatMap { $0 } } == expected)
        #expect(batches.withLock { $0.dropLast().allSatisfy { $0.count == 8 } })
        #expect(left.withLock { $0 } == Array(0..<100))
        #expect(summary.status == .succeeded)
    }
}
