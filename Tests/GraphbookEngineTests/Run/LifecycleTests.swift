import GraphbookCore
import GraphbookEngine
import Testing

@Suite("Nodes: how long they live", .timeLimit(.minutes(1)))
struct LifecycleTests {
    /// Two probes in a row, the first of which fails at what is said.
    private func engine(_ calls: Record<String>, fails: String = "") throws -> Engine {
        let workflow = Workflow("w") { w in
            let record = w.resource("record") { calls }
            let a = w.add(Probe.node("a", fails: fails, record: record), as: "a", after: w.numbers(2))
            w.add(Probe.node("b", record: record), as: "b", after: a)
        }
        return Engine(try workflow.plan(with: Catalogue([])))
    }

    @Test("Every node is started before the first note, and ended after the last")
    func order() async throws {
        let calls = Record<String>()
        let summary = try await engine(calls).run(.test())
        #expect(summary.status == .succeeded)
        #expect(
            calls.all == [
                "a start", "b start", "a process", "b process", "a process", "b process", "a end", "b end",
            ])
    }

    @Test("Nodes are ended when the run has failed")
    func endAfterFailure() async throws {
        let calls = Record<String>()
        let summary = try await engine(calls, fails: "process").run(.test())
        #expect(summary.status == .failed)
        #expect(calls.all == ["a start", "b start", "a process", "a end", "b end"])
    }

    @Test("A node that cannot start fails the run before the first note; those that were started are ended")
    func startFails() async throws {
        let calls = Record<String>()
        let summary = try await engine(calls, fails: "start").run(.test(onFailure: .skip))
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.description) == ["'a' failed in its start: cannot start [Steps.swift:7]"])
        #expect(summary.notes.emitted == 0)
        #expect(calls.all == ["a start"])
    }

    @Test("A node that cannot end fails the run, and the others are ended")
    func endFails() async throws {
        let calls = Record<String>()
        let summary = try await engine(calls, fails: "end").run(.test(onFailure: .skip))
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.description) == ["'a' failed in its end: cannot end [Steps.swift:7]"])
        #expect(calls.all.suffix(2) == ["a end", "b end"])
        #expect(summary.progress(of: "b")?.notesOut == 2)
    }

    @Test("A node that cannot clear is told of, the others are cleared, and the next run works")
    func clearFails() async throws {
        let calls = Record<String>()
        let engine = try engine(calls, fails: "clear")
        _ = try await engine.run(.test())
        let before = calls.all.count
        let error = await #expect(throws: GraphbookError.self) { try await engine.clear() }
        #expect(error?.description == "'a' failed to clear: cannot clear [Steps.swift:7]")
        #expect(calls.all.dropFirst(before) == ["a clear", "b clear"])
        #expect(try await engine.run(.test()).status == .succeeded)
    }

    @Test("An engine that has not run has nothing to clear")
    func clearBeforeRun() async throws {
        let calls = Record<String>()
        try await engine(calls).clear()
        #expect(calls.all == [])
    }

    @Test("Resources and nodes are made once, however often the engine runs")
    func madeOnce() async throws {
        let made = Record<String>(), calls = Record<String>()
        let workflow = Workflow("w") { w in
            let record = w.resource("record") {
                made.append("record")
                return calls
            }
            w.add(Probe.node("a", record: record), after: w.numbers(1))
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        for _ in 0..<3 { #expect(try await engine.run(.test()).status == .succeeded) }
        #expect(made.all == ["record"])
        #expect(calls.all == Array(repeating: ["a start", "a process", "a end"], count: 3).flatMap { $0 })
    }

    @Test("A resource may be made from another, in whatever order they were added")
    func resourceOfResource() async throws {
        let calls = Record<String>(), met = Record<String>()
        let outer = NodeDefinition.resource(
            "outer", parameters: [ParameterDefinition("inner", Record<String>.self)],
            location: CodeLocation(file: "Steps.swift", line: 7)
        ) { parameters in
            let inner: Record<String> = try parameters.value("inner")
            return {
                inner.append("outer made")
                return inner
            }
        }
        let workflow = Workflow("w") { w in
            let made = w.add(
                ResourceNode<Record<String>>(outer, settings: ["inner": .resource("inner")]), as: "outer")
            w.add(Probe.node("a", record: made), after: w.numbers(1))
            _ = w.resource("inner") {
                met.append("inner made")
                return calls
            }
        }
        #expect(try await workflow.run(.test()).status == .succeeded)
        #expect(met.all == ["inner made"])
        #expect(calls.all == ["outer made", "a start", "a process", "a end"])
    }

    @Test("A resource that cannot be made fails the run, and is tried again in the next")
    func resourceFails() async throws {
        let tries = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let _: ResourceHandle<Int> = w.resource("model", file: "Steps.swift", line: 7) {
                tries.append(0)
                if tries.all.count == 1 { throw Broken("no such file") }
                return 0
            }
            w.collect(left, after: w.numbers(1))
        }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        let summary = try await engine.run(.test(onFailure: .skip))
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.description) == ["'model' failed in its resource: no such file [Steps.swift:7]"])
        #expect(left.all == [])
        #expect(try await engine.run(.test()).status == .succeeded)
        #expect(left.all == [0])
    }

    @Test("An engine runs once at a time")
    func oneAtATime() async throws {
        let gate = Gate()
        let workflow = Workflow("w") { w in w.step("end", after: w.numbers(1)) { _ in try await gate.pass() } }
        let engine = Engine(try workflow.plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        let error = await #expect(throws: GraphbookError.self) { try await engine.run(.test()) }
        #expect(error?.description == "workflow 'w' is running already")
        gate.open()
        #expect(try await running.status == .succeeded)
        #expect(try await engine.run(.test()).status == .succeeded)
    }

    @Test("A number of workers that cannot be is an error", arguments: [0, -1, 1025])
    func workers(count: Int) async throws {
        let engine = Engine(try Workflow("w") { _ = $0.numbers(1) }.plan(with: Catalogue([])))
        let error = await #expect(throws: WorkflowError.self) { try await engine.run(.test(workers: count)) }
        #expect(error?.description == "workflow 'w' can't run: \(count) workers; there can be 1 to 1024")
    }

    @Test("A batch size of nothing, found when the node is made, fails the run")
    func batchSize() async throws {
        let workflow = Workflow("w") { w in
            w.batchStep("batch", size: 0, itemKey: "xs", after: w.numbers(1), file: "Steps.swift", line: 7) { _ in }
        }
        let summary = try await workflow.run(.test())
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed in its start: its batch size is 0; a batch has at least 1 item [Steps.swift:7]"
            ])
    }
}
