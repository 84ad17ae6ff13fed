import Foundation
import GRDB
import GraphbookCore

/// Which runs are asked for: those that fit all that is said.
public struct RunFilter: Sendable {
    public var statuses: [RunRecord.Status]
    /// Part of the workflow's name or path.
    public var workflow: String?
    /// Those that began in the last so many seconds.
    public var age: Double?
    /// Those that began then or later, and those that began before then, in seconds since 1970.
    public var since: Double?
    public var until: Double?
    /// Those with a lower number: what comes behind a page.
    public var before: Int?
    /// How many, the latest first; nil for all.
    public var limit: Int?

    public init(
        statuses: [RunRecord.Status] = [], workflow: String? = nil, age: Double? = nil, limit: Int? = nil
    ) {
        self.statuses = statuses
        self.workflow = workflow
        self.age = age
        self.limit = limit
    }
}

/// A line of the log, with its time since the run began.
public struct RecordedLogLine: Sendable, Codable, Equatable {
    public let seconds: Double
    public let node: String?
    public let level: LogLevel
    public let message: String
}

/// A failure, with its time since the run began.
public struct RecordedFailure: Sendable, Codable, Equatable {
    public let seconds: Double
    public let failure: NoteFailure
}

extension RunStore {
    /// Runs, the latest first.
    public func runs(_ filter: RunFilter = RunFilter()) throws -> [RunRecord] {
        var conditions = ["1"], arguments: StatementArguments = []
        if !filter.statuses.isEmpty {
            conditions.append("status IN (\(filter.statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ")))")
        }
        if let workflow = filter.workflow {
            conditions.append("instr(workflow, ?) > 0")
            arguments += [workflow]
        }
        if let age = filter.age {
            conditions.append("startedAt >= ?")
            arguments += [Date().timeIntervalSince1970 - age]
        }
        if let since = filter.since {
            conditions.append("startedAt >= ?")
            arguments += [since]
        }
        if let until = filter.until {
            conditions.append("startedAt < ?")
            arguments += [until]
        }
        if let before = filter.before {
            conditions.append("number < ?")
            arguments += [before]
        }
        var query = "SELECT * FROM run WHERE \(conditions.joined(separator: " AND ")) ORDER BY number DESC"
        if let limit = filter.limit { query += " LIMIT \(limit)" }
        return try read { try Row.fetchAll($0, sql: query, arguments: arguments).map(RunRecord.init) }
    }

    /// A run; nil where there is none of this number.
    public func run(_ number: Int) throws -> RunRecord? { try read { try RunStore.run(number, $0) } }

    static func run(_ number: Int, _ database: Database) throws -> RunRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM run WHERE number = ?", arguments: [number]).map(RunRecord.init)
    }

    /// The last of the runs that go on with each other, of which one is given.
    public func last(of record: RunRecord) throws -> RunRecord {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM run WHERE origin = ? ORDER BY number DESC", arguments: [record.origin]
            ).map(RunRecord.init) ?? record
        }
    }

    /// What is finished of the notes of each source, in the run and in those that it goes on with.
    public func finished(in record: RunRecord) throws -> [SourceProgress] {
        try read { try RunStore.finished(origin: record.origin, $0) }
    }

    static func finished(origin: Int, _ database: Database) throws -> [SourceProgress] {
        try String.fetchAll(
            database, sql: "SELECT progress FROM finished WHERE origin = ? ORDER BY node", arguments: [origin]
        ).map { try RowText.value(SourceProgress.self, $0) }
    }

    // MARK: - What happened in a run

    /// The log, oldest first.
    ///
    /// - Parameters:
    ///   - node: The node that wrote it; nil for all.
    ///   - levels: Those that are asked for.
    ///   - limit: The last so many; nil for all.
    public func log(
        of run: Int, node: String? = nil, levels: [LogLevel] = LogLevel.allCases, limit: Int? = nil
    ) throws -> [RecordedLogLine] {
        let names = levels.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM logLine WHERE run = ? AND (? IS NULL OR node = ?) AND level IN (\(names))
                    ORDER BY sequence DESC LIMIT ?
                    """,
                arguments: [run, node, node, limit ?? -1]
            ).reversed().map { row in
                RecordedLogLine(
                    seconds: row["seconds"], node: row["node"], level: LogLevel(rawValue: row["level"]) ?? .info,
                    message: row["message"])
            }
        }
    }

    /// The failures, oldest first, one at a time: there may be millions.
    public func forEachFailure(of run: Int, _ body: (RecordedFailure) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT seconds, failure FROM failure WHERE run = ? ORDER BY sequence", arguments: [run])
            while let row = try rows.next() {
                try body(
                    RecordedFailure(
                        seconds: row["seconds"], failure: RowText.value(NoteFailure.self, row["failure"])))
            }
        }
    }

    /// The counters over time, oldest first: at most ``ThinnedSeries/limit`` moments.
    public func progress(of run: Int) throws -> [RunProgress] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT seconds, nodes FROM progress WHERE run = ? ORDER BY sequence", arguments: [run]
            ).map { row in
                RunProgress(seconds: row["seconds"], nodes: try RowText.value([NodeProgress].self, row["nodes"]))
            }
        }
    }

    /// What notes held when they left a node, oldest first: a few from all over the run, and the last.
    public func previews(of run: Int, node: String? = nil, port: String? = nil) throws -> [NotePreview] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT node, port, note, value FROM preview
                    WHERE run = ? AND (? IS NULL OR node = ?) AND (? IS NULL OR port = ?) ORDER BY sequence
                    """, arguments: [run, node, node, port, port]
            ).map { row in
                NotePreview(
                    node: row["node"], port: row["port"],
                    note: try (row["note"] as String?).map { try RowText.value(NoteID.self, $0) },
                    value: try JSON.value(of: row["value"]))
            }
        }
    }
}
