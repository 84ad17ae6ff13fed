import GraphbookCore
import GraphbookEngine
import Testing

@Suite("Failures: what the policy decides", .timeLimit(.minutes(1)))
struct FailurePolicyTests {
    /// A workflow whose step fails on the notes that `isBad` says.
    private func workflow(
        _ count: Int, left: Record<Int> = Record(), isBad: @escaping @Sendable (Int) -> Bool
    ) -> Workflow {
        Workflow("w") { w in
            let step = w.step("check", after: w.numbers(count), file: "Steps.swift", line: 7) { note in
                if isBad(note.number) { throw Broken("\(note.number) is bad") }
            }
            w.collect(left, after: step)
        }
    }

    @Test("By default the first failure stops the run")
    func stop() async throws {
        let left = Record<Int>()
        let summary = try await workflow(10, left: left) { $0 >= 3 }.run(.test())
        #expect(summary.status == .failed)
        #expect(summary.failures.map(\.description) == ["'check' failed on note 3: 3 is bad [Steps.swift:7]"])
        #expect(summary.notes.failed == 1)
        #expect(left.all == [0, 1, 2])
    }

    @Test("A failure names node, note, item, cause and code", arguments: here)
    func namesEverything(isolation: Isolation) async throws {
        let workflow = Workflow("w") { w in
            w.batchStep(
                "batch", size: 2, itemKey: "xs",
                load: { item in
                    if item.value == "b.png" { throw Broken("not an image") }
                    return 0
                }, after: w.numbers(4) { $0 == 2 ? ["a.png", "b.png"] : ["c.png"] }, file: "Steps.swift", line: 7
            ) { _ in }
        }
        let summary = try await workflow.run(.test(isolation))
        #expect(summary.status == .failed)
        #expect(
            summary.failures == [
                NoteFailure(
                    node: "batch", phase: .load, note: NoteID(source: 0, index: 2), item: 1, value: "b.png",
                    cause: "not an image", location: CodeLocation(file: "Steps.swift", line: 7))
            ])
        #expect(
            summary.failures.map(\.description) == [
                "'batch' failed to load item 1 of note 2 (b.png): not an image [Steps.swift:7]"
            ])
    }

    @Test("Skipping goes on past every failure")
    func skip() async throws {
        let left = Record<Int>()
        let summary = try await workflow(10, left: left) { $0 % 2 == 0 }.run(.test(onFailure: .skip))
        #expect(summary.status == .succeeded)
        #expect(left.all == [1, 3, 5, 7, 9])
        #expect(summary.failures.map(\.note?.index) == [0, 2, 4, 6, 8])
        #expect(summary.notes.failed == 5)
    }

    @Test(
        "Skipping up to 3 goes on at 3 and stops at 4", arguments: [(3, RunSummary.Status.succeeded), (4, .failed)])
    func skipCount(bad: Int, status: RunSummary.Status) async throws {
        let left = Record<Int>()
        let summary = try await workflow(10, left: left) { $0 < bad }.run(
            .test(onFailure: FailurePolicy(tolerance: .count(3))))
        #expect(summary.status == status)
        #expect(summary.failures.count == bad)
        #expect(left.all == (status == .succeeded ? Array(3..<10) : []))
    }

    @Test(
        "A share of 10 % is judged from the 100th note on, and at the end",
        arguments: [
            // notes, bad ones, status, notes emitted
            (50, 0..<5, .succeeded, 50),  // exactly the share
            (50, 0..<6, .failed, 50),  // one over, found at the end
            (200, 0..<20, .succeeded, 200),  // 20 of the first 20, before the 100th note
            (200, 90..<100, .succeeded, 200),  // exactly the share at the 100th note
            (200, 89..<100, .failed, 100),  // one over
            (200, 180..<200, .succeeded, 200),  // exactly the share at the end
            (200, 179..<200, .failed, 199),  // the 20th of 199
        ] as [(Int, Range<Int>, RunSummary.Status, Int)])
    func share(count: Int, bad: Range<Int>, status: RunSummary.Status, emitted: Int) async throws {
        let summary = try await workflow(count) { bad.contains($0) }.run(
            .test(onFailure: FailurePolicy(tolerance: .share(0.1))))
        #expect(summary.status == status)
        #expect(summary.notes.emitted == emitted)
    }

    @Test("The second try at a step finds the note as it was")
    func retryStep() async throws {
        let tries = Record<Fields>(), left = Record<Fields>()
        let workflow = Workflow("w") { w in
            let step = w.step("flaky", after: w.numbers(1)) { note in
                tries.append(note.fields)
                note["touched"] = true
                note.append("x", to: "xs")
                if tries.all.count == 1 { throw Broken("not yet") }
            }
            w.step("end", after: step) { left.append($0.fields) }
        }
        let summary = try await workflow.run(.test(onFailure: FailurePolicy(retries: 1)))
        #expect(summary.status == .succeeded)
        #expect(summary.failures.isEmpty)
        #expect(tries.all == [["n": 0, "xs": [0]], ["n": 0, "xs": [0]]])
        #expect(left.all == [["n": 0, "xs": [0, "x"], "touched": true]])
    }

    @Test("The second try at a load finds the item as it was", arguments: here)
    func retryLoad(isolation: Isolation) async throws {
        let tries = Record<Value>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs",
                load: { item in
                    tries.append(item.element)
                    item["touched"] = .int(tries.all.count)
                    if tries.all.count == 1 { throw Broken("not yet") }
                    return 0
                }, after: w.numbers(1)
            ) { _ in }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        let summary = try await workflow.run(.test(isolation, onFailure: FailurePolicy(retries: 1)))
        #expect(summary.status == .succeeded)
        #expect(tries.all == [0, 0])
        #expect(left.all == [[["value": 0, "touched": 2]]])
    }

    @Test("The second try at a batch finds its notes as they were", arguments: here)
    func retryBody(isolation: Isolation) async throws {
        let tries = Record<[Value?]>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep("batch", size: 2, itemKey: "xs", after: w.numbers(2)) { batch in
                tries.append(batch.items.map { $0["touched"] })
                for item in batch.items { item["touched"] = true }
                if tries.all.count == 1 { throw Broken("not yet") }
            }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        let summary = try await workflow.run(.test(isolation, onFailure: FailurePolicy(retries: 1)))
        #expect(summary.status == .succeeded)
        #expect(tries.all == [[nil, nil], [nil, nil]])
        #expect(left.all == [[["value": 0, "touched": true]], [["value": 1, "touched": true]]])
    }

    @Test("A second try at a batch does not undo what was loaded meanwhile")
    func retryBodyWhileLoading() async throws {
        let loaded = Record<Int>(), tries = Record<Int>(), left = Record<Value?>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs",
                load: { item in
                    // The others are loaded while the first is in the body.
                    if item.number == 1 { tries.block(until: 1) }
                    item["loaded"] = true
                    loaded.append(item.number)
                    return item.number
                }, after: w.numbers(1) { _ in .array((0..<50).map { .int($0) }) }, stage: StageSettings(results: 64)
            ) { batch in
                tries.append(batch.loaded[0])
                if tries.all.count > 1 { return }
                // A worker hands over at most 32 items at once: then the one worker there is has handed over item 1.
                try await loaded.reaches(40)
                throw Broken("not yet")
            }
            w.step("end", after: step) { left.append($0["xs"]) }
        }
        let summary = try await workflow.run(.test(workers: 1, onFailure: FailurePolicy(retries: 1)))
        #expect(summary.status == .succeeded)
        #expect(tries.all == [0] + Array(0..<50))
        #expect(left.all == [.array((0..<50).map { ["value": .int($0), "loaded": true] })])
    }

    @Test("The second try at a dump gets the same argument", arguments: here)
    func retryDump(isolation: Isolation) async throws {
        let tries = Record<Int>(), left = Record<Int>()
        let workflow = Workflow("w") { w in
            let step = w.batchStep(
                "batch", size: 1, itemKey: "xs", load: { $0.number },
                dump: { (n: Int) in
                    tries.append(n)
                    if tries.all.count == 1 { throw Broken("not yet") }
                }, after: w.numbers(1) { _ in [5] }
            ) { $0.loaded }
            w.collect(left, after: step)
        }
        let summary = try await workflow.run(.test(isolation, onFailure: FailurePolicy(retries: 1)))
        #expect(summary.status == .succeeded)
        #expect(tries.all == [5, 5])
        #expect(summary.items.dumped == 1)
        #expect(left.all == [0])
    }

    enum Place: CaseIterable { case step, load, body, dump }

    @Test("When the retries are used up, the failure tells how often it was tried", arguments: Place.allCases, here)
    func retriesExhausted(place: Place, isolation: Isolation) async throws {
        let tries = Record<Int>()
        @Sendable func attempt(_ here: Place) throws {
            guard here == place else { return }
            tries.append(0)
            throw Broken("never")
        }
        let workflow = Workflow("w") { w in
            let step = w.step("node", after: w.numbers(1), file: "Steps.swift", line: 7) { _ in try attempt(.step) }
            w.batchStep(
                "batch", size: 1, itemKey: "xs",
                load: { _ in
                    try attempt(.load)
                    return 0
                }, dump: { (_: Int) in try attempt(.dump) }, after: step, file: "Steps.swift", line: 7
            ) { batch in
                try attempt(.body)
                return batch.loaded
            }
        }
        let summary = try await workflow.run(.test(isolation, onFailure: FailurePolicy(retries: 2)))
        let subject =
            switch place {
            case .step: "'node' failed on note 0"
            case .load: "'batch' failed to load item 0 of note 0"
            case .body: "'batch' failed on note 0"
            case .dump: "'batch' failed to dump item 0 of note 0"
            }
        #expect(summary.status == .failed)
        #expect(tries.all.count == 3)
        #expect(summary.failures.map(\.description) == ["\(subject): never [Steps.swift:7, tried 3 times]"])
    }

    @Test("At most 100 failures are listed, and all are counted and told", arguments: [99, 100, 101, 250])
    func listed(count: Int) async throws {
        let told = Record<NoteFailure>()
        let summary = try await workflow(count) { _ in true }.run(.test(onFailure: .skip)) { event in
            if case .noteFailed(let failure) = event { told.append(failure) }
        }
        #expect(summary.failures.map(\.note?.index) == Array(0..<min(count, 100)))
        #expect(summary.notes.failed == count)
        #expect(told.all.map(\.note?.index) == Array(0..<count))
    }

    @Test(
        "A source that fails fails the run, whatever the policy, after its notes are through",
        arguments: [
            FailurePolicy.skip, FailurePolicy(tolerance: .count(5)),
        ])
    func sourceFails(policy: FailurePolicy) async throws {
        let left = Record<Int>()
        let workflow = Workflow("w") { w in
            let source = w.source("folder", file: "Steps.swift", line: 7) { emit in
                try await emit(Note(["n": 0, "xs": [0]]))
                throw Broken("the folder is gone")
            }
            w.collect(left, after: w.batchStep("batch", size: 2, itemKey: "xs", after: source) { _ in })
        }
        let summary = try await workflow.run(.test(onFailure: policy))
        #expect(summary.status == .failed)
        #expect(
            summary.failures.map(\.description) == ["'folder' failed in its source: the folder is gone [Steps.swift:7]"]
        )
        #expect(left.all == [0])
        #expect(summary.notes.failed == 0)
    }
}
