import Foundation
import GRDB
import GraphbookCore

extension RunStore {
    /// Records that a run begins.
    ///
    /// - Parameter resumed: The run it goes on with; nil for one that begins anew.
    /// - Throws: ``StoreError``, also when a run that goes on with the same one is under way.
    public func begin(_ plan: RecordedPlan, resuming resumed: RunRecord? = nil) throws -> RunRecord {
        let owner = Owner.current
        let record = try write { database in
            try RunStore.markInterrupted(database)
            if let resumed,
                let other = try Int.fetchOne(
                    database, sql: "SELECT number FROM run WHERE origin = ? AND status = 'running'",
                    arguments: [resumed.origin])
            {
                throw StoreError("run \(other) is under way: a run can be resumed when it has ended")
            }
            try database.execute(
                sql: """
                    INSERT INTO run (origin, status, workflow, folder, text, request, host, versions, startedAt,
                        process, processStart)
                    VALUES (?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    resumed?.origin ?? 0, plan.workflow, plan.folder, plan.text, plan.requestText, plan.host,
                    RowText.text(of: plan.versions), Date().timeIntervalSince1970, owner.process, owner.start,
                ])
            let number = Int(database.lastInsertedRowID)
            try database.execute(
                sql: "UPDATE run SET origin = number WHERE number = ? AND origin = 0", arguments: [number])
            return try RunStore.run(number, database)
        }
        guard let record else { throw StoreError("'\(database.path)' has lost a run that was just recorded") }
        try makeJournalFolder(of: record)
        return record
    }

    /// Forgets a run that did not come to begin.
    public func discard(_ record: RunRecord) throws {
        try write { try $0.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [record.number]) }
        if record.origin == record.number { removeJournalFolder(ofOrigin: record.origin) }
    }

    // MARK: - What nodes remember

    /// The folder for what nodes have to remember of a run, until it is over for good: an absolute path.
    public func journalFolder(of record: RunRecord) -> String { journalFolder(ofOrigin: record.origin) }

    private func journalFolder(ofOrigin origin: Int) -> String { "\(folder)/journals/\(origin)" }

    private func makeJournalFolder(of record: RunRecord) throws {
        let journals = journalFolder(of: record)
        do {
            try FileManager.default.createDirectory(atPath: journals, withIntermediateDirectories: true)
        } catch {
            throw StoreError(error, journals)
        }
    }

    func removeJournalFolder(ofOrigin origin: Int) {
        // What is left there is in no one's way, and goes with the store.
        try? FileManager.default.removeItem(atPath: journalFolder(ofOrigin: origin))
    }

    // MARK: - Runs whose program is gone

    /// Marks the runs as interrupted whose program has ended without saying how they did.
    ///
    /// - Returns: Those that were not marked before.
    @discardableResult
    public func markInterrupted() throws -> [RunRecord] {
        try write { database in try RunStore.markInterrupted(database).compactMap { try RunStore.run($0, database) } }
    }

    @discardableResult
    private static func markInterrupted(_ database: Database) throws -> [Int] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT number, process, processStart FROM run WHERE status = 'running'")
        let dead = rows.filter { !Owner(process: $0["process"], start: $0["processStart"]).isAlive }.map { row -> Int in
            row["number"]
        }
        for number in dead {
            let summary = try RunStore.summary(asFarAsKnown: number, database)
            try database.execute(
                sql: "UPDATE run SET status = 'interrupted', seconds = ?, summary = ? WHERE number = ?",
                arguments: [summary.seconds, RowText.text(of: summary), number])
        }
        return dead
    }

    /// What was recorded of a run that did not come to say how it ended.
    private static func summary(asFarAsKnown number: Int, _ database: Database) throws -> RunSummary {
        let last = try Row.fetchOne(
            database, sql: "SELECT seconds, nodes FROM progress WHERE run = ? ORDER BY sequence DESC",
            arguments: [number])
        let nodes = try last.map { try RowText.value([NodeProgress].self, $0["nodes"]) } ?? []
        let started = try run(number, database)?.started
        let failures = try String.fetchAll(
            database, sql: "SELECT failure FROM failure WHERE run = ? ORDER BY sequence LIMIT ?",
            arguments: [number, RunSummary.failuresListed])
        var notes = RunSummary.Notes(), items = RunSummary.Items()
        for node in nodes {
            if started?.sources?[node.node] != nil { notes.emitted += node.notesIn }
            notes.failed += node.notesFailed
            notes.unrouted += node.notesUnrouted
            items.done += node.itemsDone
            items.failed += node.itemsFailed
            items.dumped += node.dumped
        }
        return RunSummary(
            status: .failed, notes: notes, items: items,
            failures: try failures.map { try RowText.value(NoteFailure.self, $0) }, seconds: last?["seconds"] ?? 0,
            nodes: nodes)
    }
}

/// The process that carries a run out. Its number alone would not do: the system gives it to others later.
struct Owner: Equatable {
    let process: Int
    /// When it was started, in ticks since the system was.
    let start: Int

    static var current: Owner {
        let process = Int(ProcessInfo.processInfo.processIdentifier)
        return Owner(process: process, start: startTime(of: process) ?? 0)
    }

    var isAlive: Bool { Owner.startTime(of: process) == start }

    /// nil where there is no such process.
    private static func startTime(of process: Int) -> Int? {
        // A process that is gone has no such file.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
        // The 22nd field; the second, a name in brackets, may hold anything.
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        // Z: ended, and its parent has not asked how.
        guard fields.count > 20, fields[1] != "Z" else { return nil }
        return Int(fields[20])
    }
}
