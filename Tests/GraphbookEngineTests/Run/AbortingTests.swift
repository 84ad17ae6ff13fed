import GraphbookCore
import GraphbookEngine
import Testing

@Suite("Aborting: the run ends at once", .timeLimit(.minutes(1)))
struct AbortingTests {
    enum Place: CaseIterable { case source, stepAfterSource, body, stepAfterBatch, queuedStep, route }

    /// A workflow in which one place waits for ever.
    ///
    /// - Parameter failing: Whether another step then fails.
    private func workflow(_ place: Place, _ gate: Gate, failing: Bool = false) -> Workflow {
        @Sendable func wait(_ here: Place) async throws { if here == place { try await gate.pass() } }
        return Workflow("w") { w in
            let first = w.source("first") { emit in
                for n in 0..<10 { try await emit(Note(["n": .int(n), "xs": [.int(n)]])) }
                try await wait(.source)
            }
            let step = w.step("step", after: first) { _ in try await wait(.stepAfterSource) }
            let batch = w.batchStep("batch", size: 2, itemKey: "xs", load: { $0.number }, after: step) { _ in
                try await wait(.body)
            }
            let second = w.step("second", after: batch) { _ in try await wait(.stepAfterBatch) }
            let routed = w.route("route", after: second) { _ -> DefaultPort in
                try await wait(.route)
                return .out
            }
            w.step("joined", after: routed, w.numbers(3, as: "other")) { _ in try await wait(.queuedStep) }
            if failing {
                let odd = w.source("odd") { emit in
                    try await gate.reached()
                    try await emit(Note())
                }
                w.step("bad", after: odd) { _ in throw Broken("bad") }
            }
        }
    }

    @Test("Whatever waits for ever is let go", arguments: Place.allCases, here)
    func abort(place: Place, isolation: Isolation) async throws {
        let gate = Gate()
        let engine = Engine(try workflow(place, gate).plan(with: Catalogue([])))
        async let running = engine.run(.test(isolation))
        try await gate.reached()
        engine.abort()
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
        #expect(summary.notes.failed == 0)
        #expect(summary.items.failed == 0)
    }

    @Test("Cancelling the task that runs the workflow aborts the run", arguments: Place.allCases, here)
    func cancel(place: Place, isolation: Isolation) async throws {
        let gate = Gate()
        let engine = Engine(try workflow(place, gate).plan(with: Catalogue([])))
        let running = Task { try await engine.run(.test(isolation)) }
        try await gate.reached()
        running.cancel()
        let summary = try await running.value
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
    }

    @Test("A failure that stops the run lets go of whatever else waits for ever", arguments: Place.allCases)
    func failure(place: Place) async throws {
        let gate = Gate()
        let workflow = workflow(place, gate, failing: true)
        let summary = try await workflow.run(.test())
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.cause) == ["bad"])
    }

    @Test("A task cancelled before the run starts runs nothing")
    func cancelledBefore() async throws {
        let left = Record<Int>(), gate = Gate()
        let engine = Engine(try Workflow("w") { $0.collect(left, after: $0.numbers(3)) }.plan(with: Catalogue([])))
        let running = Task {
            try? await gate.pass()  // Cancelled here: the run is what is tested.
            return try await engine.run(.test())
        }
        running.cancel()
        #expect(try await running.value.status == .cancelled)
        #expect(left.all == [])
    }

    @Test("A source that waits for room is let go", arguments: here)
    func backPressure(isolation: Isolation) async throws {
        let gate = Gate(), emitted = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0... {
                    emitted.append(n)
                    try await emit(Note(["xs": [.int(n)]]))
                }
            }
            w.batchStep(
                "batch", size: 2, itemKey: "xs", load: { $0.number }, after: source,
                stage: StageSettings(queue: 1, results: 4)
            ) { _ in try await gate.pass() }
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test(isolation))
        // In the body; loaded; in the queue; with the source.
        try await emitted.reaches(2 + 4 + 1 + 1)
        engine.abort()
        #expect(try await running.status == .cancelled)
    }

    @Test("An asynchronous load or dump that waits for ever is let go", arguments: [true, false], here)
    func asyncCall(isLoad: Bool, isolation: Isolation) async throws {
        let gate = Gate()
        let definition = NodeDefinition.batchStep(
            "batch", location: CodeLocation(file: "Steps.swift", line: 7), size: 1, itemKey: "xs",
            load: LoadPart<Int>.function { _ in
                .async { item in
                    if isLoad { try await gate.pass() }
                    return item.number
                }
            },
            dump: DumpPart<[Int]>.function { _ in .async { _ in if !isLoad { try await gate.pass() } } },
            route: { _ in RoutePart<DefaultPort>.none }
        ) { _ in { $0.loaded } }
        let workflow = Workflow("w") { w in w.add(StepNode(definition), after: w.numbers(3)) }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test(isolation))
        try await gate.reached()
        engine.abort()
        let summary = try await running
        #expect(summary.status == .cancelled)
        #expect(summary.failures.isEmpty)
        #expect(summary.items.dumped == 0)
    }

    @Test("Aborting ends a run that is being stopped")
    func abortAfterStop() async throws {
        let gate = Gate()
        let engine = Engine(try workflow(.body, gate).plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.stop()
        engine.abort()
        #expect(try await running.status == .cancelled)
    }
}
