import GRDB
import GraphbookCore

/// What becomes of each event of a run in the tables, and what is thinned out.
struct RunWriter {
    private let run: Int
    private let origin: Int
    private var sequence = 0
    private var finished: [String: SourceProgress]
    private var progress = ThinnedSeries(limit: RunWriter.progressLimit, recent: 1)
    private var previews: [Port: ThinnedSeries] = [:]
    private var logLines = 0

    private struct Port: Hashable {
        let node: String
        let port: String
    }

    /// Most moments of which the counters are kept, beside the last.
    static let progressLimit = 512
    /// How many previews of each port are kept: the last so many, and at most so many from all over the run.
    static let previewsRecent = 16, previewsSpread = 32
    /// Most lines of the log that are kept. What comes after them is left out: what went wrong first counts most.
    static let logLimit = 100_000

    init(_ record: RunRecord, finished: [SourceProgress]) {
        run = record.number
        origin = record.origin
        self.finished = Dictionary(finished.map { ($0.node, $0) }) { $1 }
    }

    mutating func write(_ moments: [RunRecorder.Moment], _ database: Database) throws {
        var changedSources: Set<String> = []
        for (event, seconds) in moments {
            sequence += 1
            switch event {
            case .runStarted(let started):
                try database.execute(
                    sql: "UPDATE run SET started = ? WHERE number = ?", arguments: [RowText.text(of: started), run])
            case .progress(let moment): try write(moment, database)
            case .log(let line): try write(line, seconds, database)
            case .noteFailed(let failure):
                try insert("failure (run, sequence, seconds, failure)", [RowText.text(of: failure)], seconds, database)
            case .notesFinished(let notes):
                for source in notes.sources {
                    add(source)
                    changedSources.insert(source.node)
                }
            case .preview(let preview): try write(preview, seconds, database)
            case .runFinished(let summary): try write(summary, database)
            }
        }
        for source in changedSources.compactMap({ finished[$0] }) {
            try database.execute(
                sql: "INSERT OR REPLACE INTO finished (origin, node, progress) VALUES (?, ?, ?)",
                arguments: [origin, source.node, RowText.text(of: source)])
        }
    }

    func write(_ versions: [String: String], _ database: Database) throws {
        try database.execute(
            sql: "UPDATE run SET versions = ? WHERE number = ?", arguments: [RowText.text(of: versions), run])
    }

    private mutating func add(_ source: SourceProgress) {
        var all = finished[source.node]?.finished ?? NoteRanges()
        all.formUnion(source.finished)
        finished[source.node] = SourceProgress(
            node: source.node, source: source.source, emitted: source.emitted, finished: all,
            fingerprint: source.fingerprint)
    }

    private mutating func write(_ moment: RunProgress, _ database: Database) throws {
        try insert(
            "progress (run, sequence, seconds, nodes)", [RowText.text(of: moment.nodes)], moment.seconds, database)
        try remove(progress.append(sequence), from: "progress", database)
    }

    private mutating func write(_ preview: NotePreview, _ seconds: Double, _ database: Database) throws {
        try insert(
            "preview (run, sequence, seconds, node, port, note, value)",
            [
                preview.node, preview.port, preview.note.map { try RowText.text(of: $0) },
                JSON.text(of: preview.value),
            ], seconds, database)
        let port = Port(node: preview.node, port: preview.port)
        let leaving = previews[
            port, default: ThinnedSeries(limit: RunWriter.previewsSpread, recent: RunWriter.previewsRecent)
        ].append(sequence)
        try remove(leaving, from: "preview", database)
    }

    private mutating func write(_ line: LogLine, _ seconds: Double, _ database: Database) throws {
        logLines += 1
        if logLines > RunWriter.logLimit + 1 { return }
        let kept =
            logLines <= RunWriter.logLimit
            ? line : LogLine(node: nil, level: .warning, message: "further lines of the log are not recorded")
        try insert(
            "logLine (run, sequence, seconds, node, level, message)", [kept.node, kept.level.rawValue, kept.message],
            seconds, database)
    }

    private func write(_ summary: RunSummary, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE run SET status = ?, seconds = ?, summary = ? WHERE number = ?",
            arguments: [summary.status.rawValue, summary.seconds, RowText.text(of: summary), run])
    }

    // MARK: - Rows

    private func insert(
        _ table: String, _ values: [(any DatabaseValueConvertible)?], _ seconds: Double, _ database: Database
    ) throws {
        let places = Array(repeating: "?", count: values.count + 3).joined(separator: ", ")
        try database.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(places))").execute(
            arguments: StatementArguments([run, sequence, seconds] as [(any DatabaseValueConvertible)?] + values))
    }

    private func remove(_ sequences: [Int], from table: String, _ database: Database) throws {
        for sequence in sequences {
            try database.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ? AND sequence = ?").execute(
                arguments: [run, sequence])
        }
    }
}
