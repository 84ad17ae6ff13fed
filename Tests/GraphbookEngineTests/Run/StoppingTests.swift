import GraphbookCore
import GraphbookEngine
import Testing

@Suite("Stopping: what was emitted is finished", .timeLimit(.minutes(1)))
struct StoppingTests {
    /// Three notes, then what `waiting` does.
    private func workflow(
        left: Record<Int>, written: Record<Int>, waiting: @escaping @Sendable (Emitter) async throws -> Void
    ) -> Workflow {
        Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<3 { try await emit(Note(["n": .int(n), "xs": [.int(n)]])) }
                try await waiting(emit)
            }
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, dump: { (n: Int) in written.append(n) },
                after: source
            ) { $0.loaded }
            w.collect(left, after: step)
        }
    }

    @Test("A source that waits for ever is let go, and the last batch is flushed", arguments: here)
    func waitingSource(isolation: Isolation) async throws {
        let gate = Gate(), left = Record<Int>(), written = Record<Int>()
        let workflow = workflow(left: left, written: written) { _ in try await gate.pass() }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test(isolation))
        try await gate.reached()
        engine.stop()
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
        #expect(summary.notes.emitted == 3)
        #expect(left.all == [0, 1, 2])
        #expect(written.all.sorted() == [0, 1, 2])
        #expect(summary.items.done == 3)
    }

    @Test("A source that ignores the stop emits nothing more")
    func stubbornSource() async throws {
        let gate = Gate(), left = Record<Int>(), refused = Record<Bool>()
        let workflow = workflow(left: left, written: Record()) { emit in
            do { try await gate.pass() } catch { /* goes on all the same */  }
            for n in 3..<6 {
                do { try await emit(Note(["n": .int(n)])) } catch { refused.append(error is CancellationError) }
            }
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.stop()
        #expect(try await running.status == .cancelled)
        #expect(refused.all == [true, true, true])
        #expect(left.all == [0, 1, 2])
    }

    @Test("A source that waits for room hands over the note it has, and no more", arguments: [true, false])
    func backPressure(isOrdered: Bool) async throws {
        let gate = Gate(), emitted = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<1000 {
                    emitted.append(n)
                    try await emit(Note(["n": .int(n), "xs": [.int(n)]]))
                }
            }
            let step = w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, after: source,
                stage: StageSettings(queue: 1, results: 4, isOrdered: isOrdered)
            ) { _ in try await gate.pass() }
            w.collect(left, after: step)
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test())
        // In the body; loaded; in the queue; with the source.
        let room = 2 + 4 + 1 + 1
        try await emitted.reaches(room)
        engine.stop()
        gate.open()
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.notes.emitted == room)
        #expect(left.all.sorted() == Array(0..<room))
    }

    @Test("A step that works while the run is stopped is not disturbed")
    func stepAtWork() async throws {
        let gate = Gate(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.step("slow", after: w.numbers(10)) { _ in
                try await gate.pass()
                try Task.checkCancellation()
            }
            w.collect(left, after: step)
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.stop()
        gate.open()
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
        #expect(left.all == [0])
    }

    @Test("A resource that waits for ever is let go when the run is stopped or aborted", arguments: [true, false])
    func waitingResource(aborts: Bool) async throws {
        let gate = Gate()
        let workflow = Workflow("w") { w in
            let _: ResourceHandle<Int> = w.resource("model") {
                try await gate.pass()
                return 0
            }
            w.collect(Record(), after: w.numbers(1))
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        if aborts { engine.abort() } else { engine.stop() }
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
        #expect(summary.notes.emitted == 0)
    }

    @Test("Stopping or aborting while nothing runs does nothing")
    func idle() async throws {
        let left = Record<Int>()
        let engine = Engine(try Workflow("w") { $0.collect(left, after: $0.numbers(2)) }.plan(with: Catalogue([])))
        engine.stop()
        engine.abort()
        #expect(try await engine.run(.test()).status == .succeeded)
        engine.stop()
        #expect(left.all == [0, 1])
    }
}
