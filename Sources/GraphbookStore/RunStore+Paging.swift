import GRDB
import GraphbookCore

/// Entries of a run from a place on, and where the next ones begin.
public struct RunPage<Entry: Sendable>: Sendable {
    public let entries: [Entry]
    /// The index of the last entry; nil where there are no further ones.
    public let next: Int?
}

/// A log line and its place among all that happened in the run.
public struct IndexedLogLine: Sendable, Encodable {
    public let index: Int
    public let seconds: Double
    public let level: LogLevel
    public let node: String?
    public let message: String
}

public struct IndexedFailure: Sendable {
    public let index: Int
    public let failure: NoteFailure
}

public struct IndexedPreview: Sendable {
    public let index: Int
    public let seconds: Double
    public let preview: NotePreview
}

/// Which log lines are asked for.
public struct LogQuery: Sendable {
    public var node: String?
    public var levels = LogLevel.allCases
    /// Part of the message.
    public var contains: String?
    /// Only lines behind this index.
    public var after: Int?
    /// The last so many instead of the first.
    public var isLast = false
    /// Most lines, 1 or more.
    public var limit: Int

    public init(limit: Int) { self.limit = limit }
}

/// Which previews are asked for.
public struct PreviewQuery: Sendable {
    public var node: String?
    public var port: String?
    public var note: NoteID?
    /// Part of the preview's text.
    public var contains: String?
    /// Only those behind this index.
    public var after: Int?
    /// Most previews, 1 or more.
    public var limit: Int

    public init(limit: Int) { self.limit = limit }
}

extension RunStore {
    /// A page of the log, oldest first.
    public func log(of run: Int, _ query: LogQuery) throws -> RunPage<IndexedLogLine> {
        let names = query.levels.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let rows = try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM logLine WHERE run = :run AND (:node IS NULL OR node = :node) AND level IN (\(names))
                        AND sequence > :after AND (:text IS NULL OR instr(message, :text) > 0)
                    ORDER BY sequence \(query.isLast ? "DESC" : "") LIMIT :limit
                    """,
                arguments: [
                    "run": run, "node": query.node, "after": query.after ?? -1, "text": query.contains,
                    "limit": query.limit,
                ])
        }
        let lines = rows.map { row in
            IndexedLogLine(
                index: row["sequence"], seconds: row["seconds"], level: LogLevel(rawValue: row["level"]) ?? .info,
                node: row["node"], message: row["message"])
        }
        return RunPage(
            entries: query.isLast ? lines.reversed() : lines, next: (query.isLast ? lines.first : lines.last)?.index)
    }

    /// A page of the failures, oldest first.
    public func failures(of run: Int, node: String?, after: Int?, limit: Int) throws -> RunPage<IndexedFailure> {
        let rows = try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT sequence, failure FROM failure
                    WHERE run = :run AND sequence > :after
                        AND (:node IS NULL OR json_extract(failure, '$.node') = :node)
                    ORDER BY sequence LIMIT :limit
                    """, arguments: ["run": run, "after": after ?? -1, "node": node, "limit": limit + 1])
        }
        let failures = try rows.prefix(limit).map { row in
            IndexedFailure(index: row["sequence"], failure: try RowText.value(NoteFailure.self, row["failure"]))
        }
        return RunPage(entries: failures, next: rows.count > limit ? failures.last?.index : nil)
    }

    /// A page of the previews, in the order in which the notes left.
    public func previews(of run: Int, _ query: PreviewQuery) throws -> RunPage<IndexedPreview> {
        let note = try query.note.map { try RowText.text(of: $0) }
        let rows = try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM preview
                    WHERE run = :run AND sequence > :after AND (:node IS NULL OR node = :node)
                        AND (:port IS NULL OR port = :port) AND (:note IS NULL OR note = :note)
                        AND (:text IS NULL OR instr(value, :text) > 0)
                    ORDER BY sequence LIMIT :limit
                    """,
                arguments: [
                    "run": run, "after": query.after ?? -1, "node": query.node, "port": query.port, "note": note,
                    "text": query.contains, "limit": query.limit + 1,
                ])
        }
        let previews = try rows.prefix(query.limit).map { row in
            IndexedPreview(index: row["sequence"], seconds: row["seconds"], preview: try NotePreview(row))
        }
        return RunPage(entries: previews, next: rows.count > query.limit ? previews.last?.index : nil)
    }

    /// The preview of an index; nil where there is none any more.
    public func preview(of run: Int, at index: Int) throws -> NotePreview? {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM preview WHERE run = ? AND sequence = ?", arguments: [run, index]
            ).map { try NotePreview($0) }
        }
    }

    // MARK: - How many there are

    public func logLineCount(of run: Int) throws -> Int { try count("logLine", of: run) }
    public func failureCount(of run: Int) throws -> Int { try count("failure", of: run) }

    private func count(_ table: String, of run: Int) throws -> Int {
        try read { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) WHERE run = ?", arguments: [run]) ?? 0
        }
    }

    /// The previews of a run in order of their index, without their notes: by what ports they left.
    public func previewsByPort(of run: Int) throws -> [(node: String, port: String, previews: [NotePreview])] {
        var ports: [(node: String, port: String, previews: [NotePreview])] = []
        for preview in try previews(of: run) {
            if let place = ports.firstIndex(where: { $0.node == preview.node && $0.port == preview.port }) {
                ports[place].previews.append(preview)
            } else {
                ports.append((preview.node, preview.port, [preview]))
            }
        }
        return ports
    }
}

extension NotePreview {
    init(_ row: Row) throws {
        self.init(
            node: row["node"], port: row["port"],
            note: try (row["note"] as String?).map { try RowText.value(NoteID.self, $0) },
            fields: try JSON.value(of: row["value"]).fields ?? [:])
    }
}
