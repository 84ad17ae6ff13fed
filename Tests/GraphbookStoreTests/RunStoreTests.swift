import Foundation
import GRDB
import GraphbookCore
import Synchronization
import Testing

@testable import GraphbookStore

@Suite("The store of runs")
struct RunStoreTests {
    private let project = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
        .path

    private func plan(_ workflow: String = "digits.json") -> RecordedPlan {
        RecordedPlan(
            workflow: workflow, folder: project, text: "{}",
            overrides: [SettingOverride(node: "a", parameter: "b", text: "1")], options: RunOptions(workers: 3),
            host: "host", versions: [:])
    }

    private func open() throws -> RunStore { try #require(try RunStore.open(project: project, making: true)) }

    private let started = RunStarted(
        workflow: "digits", nodes: ["numbers"], workers: 1, isolation: .threads, sources: ["numbers": 0])

    private func summary(_ status: RunSummary.Status, emitted: Int = 0) -> RunSummary {
        var notes = RunSummary.Notes()
        notes.emitted = emitted
        return RunSummary(status: status, notes: notes, items: .init(), failures: [], seconds: 1.5, nodes: [])
    }

    private func finished(_ ranges: [Range<Int>], emitted: Int) -> RunEvent {
        .notesFinished(
            NotesFinished(sources: [
                SourceProgress(
                    node: "numbers", source: 0, emitted: emitted, finished: NoteRanges(ranges),
                    fingerprint: .init(notes: emitted, hash: 7))
            ]))
    }

    private func record(
        _ events: [RunEvent], _ store: RunStore, resuming resumed: RunRecord? = nil
    ) throws -> RunRecord {
        let record = try store.begin(plan(), resuming: resumed)
        let recorder = try RunRecorder(record, in: store) { Issue.record("\($0)") }
        for event in events { recorder.record(event) }
        return try #require(try store.run(record.number))
    }

    @Test("What a run was and became can be read again")
    func records() throws {
        let store = try open()
        let failure = NoteFailure(
            node: "numbers", phase: .load, note: NoteID(source: 0, index: 3), item: 1, value: "a.png",
            cause: "is empty",
            location: CodeLocation(file: "Digits/Load.swift", line: 12), attempts: 2)
        let line = LogLine(node: "numbers", level: .warning, message: "hot")
        let progress = RunProgress(seconds: 0.5, nodes: [NodeProgress(node: "numbers")])
        let preview = NotePreview(node: "numbers", port: "out", note: NoteID(source: 0, index: 1), fields: ["n": 1])
        let record = try record(
            [
                .runStarted(started), .log(line), .progress(progress), .noteFailed(failure), .preview(preview),
                finished([0..<4], emitted: 9), finished([4..<5, 7..<8], emitted: 10),
                .runFinished(summary(.failed, emitted: 10)),
            ], store)
        #expect(record.status == .failed && record.started == started && record.seconds == 1.5)
        #expect(record.plan.overrides == plan().overrides && record.plan.options == plan().options)
        #expect(record.summary == summary(.failed, emitted: 10) && record.origin == record.number)
        #expect(try store.log(of: record.number).map(\.message) == ["hot"])
        #expect(try store.log(of: record.number, node: "others").isEmpty)
        #expect(try store.log(of: record.number, levels: [.error]).isEmpty)
        #expect(try store.progress(of: record.number) == [progress])
        #expect(try store.previews(of: record.number) == [preview])
        var failures: [NoteFailure] = []
        try store.forEachFailure(of: record.number) { failures.append($0.failure) }
        #expect(failures == [failure])
        let sources = try store.finished(in: record)
        #expect(sources.map(\.finished.ranges) == [[0..<5, 7..<8]] && sources.map(\.emitted) == [10])
    }

    @Test("A run that goes on with another adds to what is finished, and is of the same origin")
    func resumes() throws {
        let store = try open()
        let first = try record([finished([0..<2], emitted: 4), .runFinished(summary(.cancelled))], store)
        let second = try record(
            [finished([2..<3], emitted: 4), .runFinished(summary(.failed))], store, resuming: first)
        #expect(second.origin == first.number && second.number > first.number)
        #expect(try store.finished(in: first).map(\.finished.ranges) == [[0..<3]])
        #expect(try store.last(of: first).number == second.number)
        #expect(store.journalFolder(of: first) == store.journalFolder(of: second))
    }

    @Test("Two runs can't go on with the same one at once")
    func refusesTwice() throws {
        let store = try open()
        let first = try record([.runFinished(summary(.failed))], store)
        let second = try store.begin(plan(), resuming: first)
        let error = #expect(throws: StoreError.self) { try store.begin(plan(), resuming: first) }
        #expect(error?.description == "run \(second.number) is under way: a run can be resumed when it has ended")
    }

    @Test("A run whose program is gone is marked as interrupted, with what was known of it")
    func marksInterrupted() throws {
        let store = try open()
        var node = NodeProgress(node: "numbers")
        node.notesIn = 5
        let record = try store.begin(plan())
        let recorder = try RunRecorder(record, in: store) { Issue.record("\($0)") }
        recorder.record(.runStarted(started))
        recorder.record(.progress(RunProgress(seconds: 2, nodes: [node])))
        // Filling the inbox makes the recorder write.
        for _ in 0..<RunRecorder.inboxLimit { recorder.record(.log(LogLine(node: nil, level: .info, message: ""))) }
        #expect(try store.markInterrupted().isEmpty)
        try store.write { try $0.execute(sql: "UPDATE run SET processStart = 1") }
        #expect(try store.markInterrupted().map(\.number) == [record.number])
        let marked = try #require(try store.run(record.number))
        #expect(marked.status == .interrupted && marked.seconds == 2 && marked.summary?.notes.emitted == 5)
        #expect(try store.markInterrupted().isEmpty)
    }

    @Test("Runs are found by status, workflow and age, the latest first")
    func filters() throws {
        let store = try open()
        let failed = try record([.runFinished(summary(.failed))], store).number
        let good = try record([.runFinished(summary(.succeeded))], store).number
        try store.write { try $0.execute(sql: "UPDATE run SET startedAt = 1000 WHERE number = ?", arguments: [good]) }
        func numbers(_ filter: RunFilter) throws -> [Int] { try store.runs(filter).map(\.number) }
        #expect(try numbers(RunFilter()) == [good, failed])
        #expect(try numbers(RunFilter(statuses: [.failed])) == [failed])
        #expect(try numbers(RunFilter(workflow: "digits")) == [good, failed])
        #expect(try numbers(RunFilter(workflow: "%")) == [])
        #expect(try numbers(RunFilter(age: 3600)) == [failed])
        #expect(try numbers(RunFilter(limit: 1)) == [good])
    }

    @Test("Runs are deleted by number, age, count and size; one under way never is")
    func deletes() throws {
        let store = try open()
        let runs = try (0..<4).map { _ in try record([.runFinished(summary(.failed))], store).number }
        let underWay = try store.begin(plan())
        #expect(try store.delete([runs[0]]) == [runs[0]])
        #expect(throws: StoreError.self) { try store.delete([runs[0]]) }
        #expect(throws: StoreError.self) { try store.delete([runs[1], underWay.number]) }
        try store.write {
            try $0.execute(sql: "UPDATE run SET startedAt = 1000 WHERE number = ?", arguments: [runs[2]])
        }
        #expect(try store.prune(Pruning(age: 3600)) == [runs[2]])
        #expect(try store.prune(Pruning(keeping: 2)) == [runs[1]])
        #expect(try store.prune(Pruning(byteCount: .max)) == [])
        #expect(try store.prune(Pruning(byteCount: 0)) == [runs[3]])
        #expect(try store.runs().map(\.number) == [underWay.number])
        #expect(FileManager.default.fileExists(atPath: store.journalFolder(of: underWay)))
    }

    @Test("A run that did not come to begin leaves nothing")
    func discards() throws {
        let store = try open()
        let record = try store.begin(plan())
        try store.discard(record)
        #expect(try store.runs().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: store.journalFolder(of: record)))
    }

    @Test("A run that has succeeded needs no journals any more")
    func removesJournals() throws {
        let store = try open()
        let failed = try record([.runFinished(summary(.failed))], store)
        #expect(FileManager.default.fileExists(atPath: store.journalFolder(of: failed)))
        let good = try record([.runFinished(summary(.succeeded))], store, resuming: failed)
        #expect(!FileManager.default.fileExists(atPath: store.journalFolder(of: good)))
    }

    // MARK: - Stores that can't be used

    @Test("Where there is no store, none is made for reading")
    func makesNone() throws {
        #expect(try RunStore.open(project: project, making: false) == nil)
        #expect(!FileManager.default.fileExists(atPath: project))
    }

    @Test("A store of a newer version is refused, and left as it is")
    func refusesNewer() throws {
        let path = "\(RunStore.folder(of: project))/\(RunStore.fileName)"
        try open().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')") }
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(
            error?.description
                == "'\(path)' was written by a newer version of Graphbook, which this one can't read; update graphbook")
    }

    @Test("A damaged store is reported, and left as it is")
    func reportsDamage() throws {
        let path = "\(RunStore.folder(of: project))/\(RunStore.fileName)"
        try FileManager.default.createDirectory(
            atPath: RunStore.folder(of: project), withIntermediateDirectories: true)
        let rubbish = Data(repeating: 0x5a, count: 8192)
        try rubbish.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(
            error?.description
                == "'\(path)' is damaged (file is not a database) and was left as it is; "
                + "move it away, and a new one is made")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == rubbish)
    }

    @Test("A store that breaks during a run is reported once, and the run goes on")
    func survivesBreaking() throws {
        let store = try open(), told = Mutex<[String]>([])
        let record = try store.begin(plan())
        let recorder = try RunRecorder(record, in: store) { error in told.withLock { $0.append("\(error)") } }
        try store.write { try $0.execute(sql: "DROP TABLE logLine") }
        for _ in 0..<3 * RunRecorder.inboxLimit {
            recorder.record(.log(LogLine(node: nil, level: .info, message: "on it goes")))
        }
        recorder.record(.runFinished(summary(.succeeded)))
        #expect(told.withLock { $0.count } == 1)
    }
}
