import GraphbookCore
import GraphbookEngine
import Testing

private enum Side: String, PortName { case left, right }

@Suite("Graphs: how notes flow", .timeLimit(.minutes(1)))
struct GraphTests {
    @Test("Each branch has a note of its own, in source order")
    func fanOut() async throws {
        let first = Record<Fields>(), second = Record<Fields>(), third = Record<Fields>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(50)
            for (name, record) in [("first", first), ("second", second)] {
                let changed = w.step(name, after: source) { note in
                    note["by"] = .string(name)
                    note.append(name, to: "xs")
                }
                w.step("\(name) end", after: changed) { record.append($0.fields) }
            }
            let batch = w.batchStep("third", size: 7, itemKey: "xs", load: { $0.number }, after: source) { batch in
                for item in batch.items { item["by"] = "third" }
            }
            w.step("third end", after: batch) { third.append($0.fields) }
        }
        try await workflow.run(.test())
        #expect(first.all == (0..<50).map { ["n": .int($0), "xs": [.int($0), "first"], "by": "first"] })
        #expect(second.all == (0..<50).map { ["n": .int($0), "xs": [.int($0), "second"], "by": "second"] })
        #expect(third.all == (0..<50).map { ["n": .int($0), "xs": [["value": .int($0), "by": "third"]]] })
    }

    @Test("Branches of plain steps meet again exactly in source order")
    func rejoin() async throws {
        let met = Record<String>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(20)
            let a = w.step("a", after: source) { $0["by"] = "a" }
            let b = w.step("b", after: source) { $0["by"] = "b" }
            w.step("end", after: a, b) { met.append("\($0.number)\($0["by"] ?? "")") }
        }
        try await workflow.run(.test())
        #expect(met.all == (0..<20).flatMap { ["\($0)a", "\($0)b"] })
    }

    @Test("Where a branch with a batch step meets another, all notes arrive once, each branch in its order")
    func rejoinAfterBatch() async throws {
        let met = Record<(by: String, n: Int)>()
        let workflow = Workflow("w") { w in
            let source = w.numbers(100)
            let plain = w.step("plain", after: source) { $0["by"] = "plain" }
            let batch = w.batchStep("batch", size: 8, itemKey: "xs", load: { $0.number }, after: source) { batch in
                for note in batch.notes { note["by"] = "batch" }
            }
            w.step("end", after: plain, batch) { met.append(($0["by"] ?? "", $0.number)) }
        }
        let summary = try await workflow.run(.test())
        #expect(met.all.filter { $0.by == "plain" }.map(\.n) == Array(0..<100))
        #expect(met.all.filter { $0.by == "batch" }.map(\.n) == Array(0..<100))
        #expect(summary.progress(of: "end")?.notesIn == 200)
    }

    @Test("A step that two sources feed never works on two notes at once")
    func twoSources() async throws {
        let atWork = Watched((now: 0, most: 0)), met = Record<Int>()
        let workflow = Workflow("w") { w in
            w.step("end", after: w.numbers(200, as: "a"), w.numbers(200, as: "b")) { note in
                atWork.change { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                await Task.yield()
                atWork.change { $0.now -= 1 }
                met.append(note.number)
            }
        }
        let summary = try await workflow.run(.test())
        #expect(atWork.state.most == 1)
        #expect(met.all.sorted() == (0..<400).map { $0 / 2 })
        #expect(summary.notes.emitted == 400)
    }

    @Test("Notes tell which source they are from, and their number there")
    func identity() async throws {
        let met = Record<NoteID?>()
        let workflow = Workflow("w") { w in
            w.step("end", after: w.numbers(2, as: "a"), w.numbers(2, as: "b")) { met.append($0.id) }
        }
        try await workflow.run(.test())
        #expect(Set(met.all) == Set([0, 1].flatMap { s in [0, 1].map { NoteID(source: s, index: $0) } }))
    }

    @Test("A source that emits one note again and again emits several notes")
    func sameNoteAgain() async throws {
        let met = Record<Int>(), ids = Record<Int?>()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in
                let note = Note()
                for n in 0..<3 {
                    note["n"] = n
                    try await emit(note)
                }
            }
            w.batchStep("batch", size: 3, itemKey: "n", after: source) { batch in
                for note in batch.notes {
                    met.append(note.number)
                    ids.append(note.id?.index)
                }
            }
        }
        try await workflow.run(.test())
        #expect(ids.all == [0, 1, 2])
        #expect(met.all == [0, 1, 2])
    }

    @Test("A source that no one listens to is run to its end", arguments: here)
    func noListener(isolation: Isolation) async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            _ = w.numbers(5, as: "alone")
            w.collect(left, after: w.numbers(3))
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(summary.status == .succeeded)
        #expect(summary.notes.emitted == 8)
        #expect(summary.notes.unrouted == 0)
        #expect(summary.progress(of: "alone")?.notesOut == 5)
        #expect(left.all == [0, 1, 2])
    }

    @Test("Notes sent to a port that no one listens to are counted as unrouted")
    func unrouted() async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let routed = w.route("route", after: w.numbers(10)) { note -> Side in note.number < 3 ? .left : .right }
            w.collect(left, after: routed[Side.left])
        }
        let summary = try await workflow.run(.test())
        #expect(left.all == [0, 1, 2])
        #expect(summary.notes.unrouted == 7)
        #expect(summary.progress(of: "route")?.notesOut == 10)
        #expect(summary.status == .succeeded)
    }

    @Test("A route of nil drops the note, and one of several notes sends each")
    func routes() async throws {
        let left = Record<Int>(), right = Record<Int>()
        let workflow = Workflow("w") { w in
            let kept = w.route("keep", after: w.numbers(4)) { note -> DefaultPort? in note.number == 0 ? nil : .out }
            let routed = w.route("route", after: kept) { note -> Routes<Side> in
                [.left: note.copy(), .right: note.number == 2 ? note.copy() : nil]
            }
            w.collect(left, as: "left", after: routed[Side.left])
            w.collect(right, as: "right", after: routed[Side.right])
        }
        let summary = try await workflow.run(.test())
        #expect(left.all == [1, 2, 3])
        #expect(right.all == [2])
        #expect(summary.notes.unrouted == 0)
    }

    @Test("Falsy values in notes pass through", arguments: [0, "", false, [], .null, [:], 0.0] as [Value])
    func falsyValues(value: Value) async throws {
        let left = Record<Fields>()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in try await emit(Note(["a": value, "xs": [1]])) }
            let step = w.step("step", after: source) { _ in }
            w.step("end", after: w.batchStep("batch", itemKey: "xs", after: step) { _ in }) { left.append($0.fields) }
        }
        try await workflow.run(.test())
        #expect(left.all == [["a": value, "xs": [1]]])
    }

    @Test("A source that emits two notes at once fails with the reason")
    func concurrentEmits() async throws {
        let gate = Gate()
        let workflow = Workflow("w") { w in
            let source = w.source("source", file: "Steps.swift", line: 7) { emit in
                async let first: Void = emit(Note())
                try await gate.reached()
                let second = Task { try await emit(Note()) }
                let result = await second.result
                gate.open()
                try await first
                try result.get()
            }
            w.step("end", after: source) { _ in try await gate.pass() }
        }
        let summary = try await workflow.run(.test())
        #expect(
            summary.failures.map(\.description) == [
                "'source' failed in its source: a source emits one note at a time: wait for one `emit` before calling "
                    + "the next [Steps.swift:7]"
            ])
    }
}
