import GraphbookCore
import GraphbookEngine
import Testing

/// Emits pairs of numbers, and the last one alone if there is one.
private struct Pairs: EmittingStep {
    static var definition: NodeDefinition {
        .of(
            Pairs.self, name: "Pairs", documentation: "", parameters: [],
            location: CodeLocation(file: "P.swift", line: 1))
    }

    let parameters: Parameters
    private let held = Record<Note>()

    init(parameters: Parameters) { self.parameters = parameters }

    func process(_ note: Note, to emit: Emitter) async throws {
        held.append(note)
        if held.all.count.isMultiple(of: 2) { try await emit(pair(held.all.suffix(2))) }
    }

    func finish(to emit: Emitter) async throws {
        if !held.all.count.isMultiple(of: 2) { try await emit(pair(held.all.suffix(1))) }
    }

    private func pair(_ notes: ArraySlice<Note>) -> Note { Note(["n": .array(notes.map { .int($0.number) })]) }
}

@Suite("Steps that emit", .timeLimit(.minutes(1)))
struct EmittingStepTests {
    @Test(
        "What is held back leaves after the last note, before the steps behind are finished", arguments: [0, 1, 4, 5])
    func holding(count: Int) async throws {
        let met = Record<Value?>(), ends = Record<Int>()
        let workflow = Workflow("w") { w in
            let pairs = w.add(StepNode(Pairs.definition), as: "pairs", after: w.numbers(count))
            let counted = w.emittingStep("count", after: pairs) { note, emit in
                met.append(note["n"])
                try await emit(note)
            } finish: { _ in
                ends.append(met.all.count)
            }
            w.step("end", after: counted) { _ in }
        }
        let summary = try await workflow.run(.test())
        let pairs = stride(from: 0, to: count, by: 2).map { Value.array(($0..<min($0 + 2, count)).map(Value.int)) }
        #expect(met.all == pairs)
        #expect(ends.all == [pairs.count])
        #expect(summary.status == .succeeded)
        #expect(summary.progress(of: "pairs")?.notesIn == count)
        #expect(summary.progress(of: "pairs")?.notesOut == count)
        #expect(summary.progress(of: "end")?.notesIn == pairs.count)
    }

    @Test("It waits while the steps behind are busy, in a task of its own behind a join too")
    func backPressure() async throws {
        let gate = Gate(), emitted = Record<Int>()
        let workflow = Workflow("w") { w in
            let many = w.emittingStep("many", after: w.numbers(1, as: "a"), w.numbers(1, as: "b")) { note, emit in
                for n in 0..<100 {
                    try await emit(Note(["n": .int(n), "xs": [.int(n)]]))
                    emitted.append(n)
                }
            }
            w.batchStep("batch", size: 1, itemKey: "xs", after: many, stage: StageSettings(queue: 1, results: 1)) { _ in
                try await gate.pass()
            }
        }
        async let summary = workflow.run(.test())
        try await gate.reached()
        await letOthersRun()
        // The batch in the body and one admitted, twice the item limit in the step, one queued, one in each hand.
        #expect(emitted.all.count < 12)
        gate.open()
        #expect(try await summary.progress(of: "batch")?.notesOut == 200)
    }

    @Test("Notes it makes have the identity of the one worked on; those it makes at the end are its own")
    func identities() async throws {
        let met = Record<NoteID?>()
        let workflow = Workflow("w") { w in
            let step = w.emittingStep("step", after: w.numbers(2)) { note, emit in
                try await emit(Note())
                try await emit(note)
            } finish: { emit in
                let note = Note()
                try await emit(note)
                try await emit(note)
            }
            w.step("end", after: step) { met.append($0.id) }
        }
        try await workflow.run(.test())
        let worked = [0, 0, 1, 1].map { NoteID(source: 0, index: $0) }
        #expect(met.all == worked + [0, 1].map { NoteID(source: 1, index: $0) })
    }

    @Test(
        "A list of new notes that a routing step returns has its note's identity too, so that a failure can be skipped")
    func identitiesOfParts() async throws {
        let workflow = Workflow("w") { w in
            let parts = w.route("parts", after: w.numbers(2)) { _ in [Note(), Note(["good": true])] }
            w.step("end", after: parts) { if $0["good"] == nil { throw Broken("no good") } }
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(summary.status == .succeeded)
        #expect(summary.failures.map(\.note?.index) == [0, 1])
    }

    @Test("A failing call fails its note, and is tried again only if it had emitted nothing")
    func retries() async throws {
        let tries = Record<Int>(), met = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.emittingStep("step", after: w.numbers(3), file: "S.swift", line: 3) { note, emit in
                tries.append(note.number)
                if note.number == 0 { throw Broken("before") }
                try await emit(note)
                if note.number == 1 { throw Broken("after") }
            }
            w.collect(met, after: step)
        }
        let policy = try #require(FailurePolicy("retry=2,skip"))
        let summary = try await workflow.run(.test(onFailure: policy))
        #expect(tries.all == [0, 0, 0, 1, 2])
        #expect(met.all == [1, 2])
        #expect(
            summary.failures.map(\.description) == [
                "'step' failed on note 0: before [S.swift:3, tried 3 times]",
                "'step' failed on note 1: after [S.swift:3]",
            ])
        #expect(summary.progress(of: "step")?.notesFailed == 2)
    }

    @Test("A failure at the end fails the run, whatever the policy")
    func failingFinish() async throws {
        let workflow = Workflow("w") { w in
            w.emittingStep("step", after: w.numbers(1), file: "S.swift", line: 3) { _, _ in
            } finish: { _ in
                throw Broken("no sum")
            }
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.description) == ["'step' failed: no sum [S.swift:3]"])
    }

    @Test("When the run is stopped, what is held back still leaves; when it has failed or is aborted, it does not")
    func stopping() async throws {
        for (end, left) in [(Engine.stop, [0]), (Engine.abort, [])] as [((Engine) -> () -> Void, [Int])] {
            let gate = Gate(), met = Record<Int>()
            let workflow = Workflow("w") { w in
                let source = w.source("source") { emit in
                    try await emit(Note(["n": 0]))
                    try await gate.pass()
                }
                let held = Record<Note>()
                let step = w.emittingStep("step", after: source) { note, _ in
                    held.append(note)
                } finish: { emit in
                    for note in held.all { try await emit(note) }
                }
                w.collect(met, after: step)
            }
            let engine = Engine(try workflow.plan(with: Catalogue([])))
            async let summary = engine.run(.test())
            try await gate.reached()
            end(engine)()
            #expect(try await summary.status == .cancelled)
            #expect(met.all == left)
        }
    }

    @Test("An emitter that was kept, or is used twice at once, is an error that says so")
    func misuse() async throws {
        let gate = Gate(), kept = Record<Emitter>()
        let workflow = Workflow("w") { w in
            let step = w.emittingStep("step", after: w.numbers(2), file: "S.swift", line: 3) { note, emit in
                kept.append(emit)
                if note.number == 1 { try await kept.all[0](note) }
                async let first: Void = emit(note)
                try await gate.reached()
                let second = Task { try await emit(Note()) }
                let result = await second.result
                gate.open()
                try await first
                try result.get()
            }
            w.step("end", after: step) { _ in try await gate.pass() }
        }
        let summary = try await workflow.run(.test(onFailure: .skip))
        #expect(
            summary.failures.map(\.cause) == [
                "a step emits one note at a time: wait for one `emit` before calling the next",
                "a step emits while its function runs: this emitter's has returned",
            ])
    }
}
