import GraphbookCore
import GraphbookEngine
import Testing

@Suite("Events: what is told of a run", .timeLimit(.minutes(1)))
struct EventTests {
    @Test("The first event says what runs, the last how it ended", arguments: here)
    func firstAndLast(isolation: Isolation) async throws {
        let events = Record<RunEvent>()
        let workflow = Workflow("photos") { w in
            w.batchStep("batch", itemKey: "xs", load: { $0.number }, after: w.numbers(3)) { _ in log("batch") }
        }
        let summary = try await workflow.run(.test(isolation, workers: 3)) { events.append($0) }
        guard case .runStarted(let started)? = events.all.first else {
            Issue.record("the first event is \(String(describing: events.all.first))")
            return
        }
        #expect(
            started.workflow == "photos" && started.nodes == ["numbers", "batch"] && started.sources == ["numbers": 0])
        #expect(started.workers == 3 && started.isolation == isolation)
        #expect(started.locations?.keys.sorted() == ["batch", "numbers"])
        #expect(events.all.last == .runFinished(summary))
        var progress = RunProgress(seconds: summary.seconds, nodes: summary.nodes)
        (progress.workers, progress.limit) = (summary.workers, summary.limit)
        #expect(events.all.dropLast().last == .progress(progress))
        #expect(summary.workers == (isolation == .threads ? 3 : nil))
    }

    @Test("The counters add up", arguments: here, [true, false])
    func counters(isolation: Isolation, isOrdered: Bool) async throws {
        let workflow = Workflow("w") { w in
            // 60 notes of 2 items; every 10th note is bad for the step, and of the others every 9th for load, every
            // 8th for dump.
            let step = w.step("step", after: w.numbers(60) { n in [.int(n), .int(n)] }) { note in
                if note.number % 10 == 0 { throw Broken("step") }
            }
            let batch = w.batchStep(
                "batch", size: 4, itemKey: "xs",
                load: { item in
                    if item.number % 9 == 0 { throw Broken("load") }
                    return item.number
                }, dump: { (n: Int) in if n % 8 == 0 { throw Broken("dump") } }, after: step,
                stage: StageSettings(isOrdered: isOrdered)
            ) { $0.loaded }
            w.step("end", after: batch) { _ in }
        }
        let summary = try await workflow.run(.test(isolation, workers: 3, onFailure: .skip))
        let afterStep = (0..<60).filter { $0 % 10 != 0 }
        let afterLoad = afterStep.filter { $0 % 9 != 0 }
        let afterDump = afterLoad.filter { $0 % 8 != 0 }
        #expect(summary.notes.emitted == 60)
        #expect(summary.notes.failed == 60 - afterDump.count)
        #expect(summary.items.done == 2 * afterLoad.count)
        #expect(summary.items.failed == 2 * (afterStep.count - afterLoad.count))
        #expect(summary.items.dumped == 2 * afterDump.count)
        #expect(summary.progress(of: "step")?.notesOut == afterStep.count)
        #expect(summary.progress(of: "batch")?.notesIn == afterStep.count)
        #expect(summary.progress(of: "batch")?.notesOut == afterDump.count)
        #expect(summary.progress(of: "end")?.notesIn == afterDump.count)
        for node in summary.nodes {
            #expect(node.notesIn == node.notesOut + node.notesFailed, "\(node.node)")
            #expect(node.queued == 0 && node.loading == 0 && node.loaded == 0, "\(node.node)")
        }
    }

    @Test("Lines of the log name the node whose code wrote them", arguments: here)
    func logLines(isolation: Isolation) async throws {
        let lines = Record<String>()
        let workflow = Workflow("w") { w in
            let _: ResourceHandle<Int> = w.resource("model") {
                log("resource")
                return 0
            }
            let source = w.source("source") { emit in
                log("before")
                try await emit(Note(["xs": [0]]))
                log("after")
            }
            let step = w.step("step", after: source) { _ in log("step") }
            let batch = w.batchStep(
                "batch", itemKey: "xs",
                load: { item in
                    log("load", level: .warning)
                    return 0
                }, dump: { (_: Int) in log("dump") }, after: step
            ) { batch in
                log("body", level: .error)
                return batch.loaded
            }
            let second = w.step("second", after: batch) { _ in log("second") }
            w.route("route", after: second) { _ -> DefaultPort in
                log("route")
                return .out
            }
        }
        try await workflow.run(.test(isolation)) { event in
            if case .log(let line) = event { lines.append("\(line.node ?? "-"): \(line.level) \(line.message)") }
        }
        #expect(
            Set(lines.all) == [
                "model: info resource", "source: info before", "source: info after", "step: info step",
                "batch: warning load", "batch: error body", "batch: info dump", "second: info second",
                "route: info route",
            ])
        #expect(lines.all.count == 9)
    }

    @Test("A load's line names the batch step also while the steps behind it work", arguments: here)
    func logOfLoadMeanwhile(isolation: Isolation) async throws {
        let lines = Record<String?>(), gate = Gate()
        let workflow = Workflow("w") { w in
            let source = w.source("source") { emit in
                try await emit(Note(["xs": [0]]))
                try await gate.reached()
                try await emit(Note(["xs": [1]]))
            }
            let batch = w.batchStep(
                "batch", size: 1, itemKey: "xs",
                load: { item in
                    if item.number == 1 {
                        log("load")
                        gate.open()
                    }
                    return 0
                }, after: source
            ) { _ in }
            w.step("end", after: batch) { _ in try await gate.pass() }
        }
        try await workflow.run(.test(isolation)) { event in
            if case .log(let line) = event { lines.append(line.node) }
        }
        #expect(lines.all == ["batch"])
    }

    @Test("What limits a run is told while it goes on; a source that has ended does not", arguments: here)
    func limit(isolation: Isolation) async throws {
        let limits = Record<RunLimit>(), gate = Gate()
        let workflow = Workflow("w") { w in
            let batch = w.batchStep("batch", itemKey: "xs", load: { $0.number }, after: w.numbers(1)) { _ in
                try await gate.pass()
            }
            w.step("end", after: batch) { _ in }
        }
        let options = RunOptions(workers: 1, isolation: isolation, progressInterval: 1)
        try await workflow.run(options) { event in
            guard case .progress(let progress) = event, let limit = progress.limit else { return }
            limits.append(limit)
            gate.open()
        }
        #expect(limits.all.first?.cause == .step)
        #expect(limits.all.first?.node == "batch")
    }

    @Test("Every failure is told as it happens, before the run ends")
    func failuresTold() async throws {
        let events = Record<RunEvent>()
        let workflow = Workflow("w") { w in
            w.step("bad", after: w.numbers(3), file: "Steps.swift", line: 7) { note in throw Broken("\(note.number)") }
        }
        let summary = try await workflow.run(.test(onFailure: .skip)) { events.append($0) }
        let told = events.all.compactMap { event -> NoteFailure? in
            if case .noteFailed(let failure) = event { failure } else { nil }
        }
        #expect(told == summary.failures)
        #expect(summary.failures.map(\.cause) == ["0", "1", "2"])
    }
}
