import GraphbookCore
import GraphbookStore

/// All that is told of a recorded run.
struct RunReport {
    let record: RunRecord
    let bottleneck: Bottleneck?
    /// What is finished, of the run and those it goes on with.
    let finished: [SourceProgress]
    /// The log's last warnings and errors.
    let log: [RecordedLogLine]
    let style: Style

    /// Most lines of the log that are told.
    static let logLines = 10

    init(of record: RunRecord, in store: RunStore, style: Style = .plain) throws {
        self.record = record
        self.style = style
        bottleneck = Bottleneck(try store.progress(of: record.number))
        finished = try store.finished(in: record)
        log = try store.log(of: record.number, levels: [.warning, .error], limit: RunReport.logLines)
            .filter { !$0.message.isEmpty }
    }

    // MARK: - As text

    var text: String {
        var parts = [head]
        if let underWay { parts.append(underWay) }
        if let summary = record.summary {
            // Nothing of the summary's first line: the head says it, with the status that only the store knows.
            let policy = record.plan.options.onFailure
            parts.append(RunSummaryText(policy: policy, style: style).details(of: summary))
        }
        if let bottleneck { parts.append("slowest: '\(bottleneck.node)': \(bottleneck.reason)") }
        if !log.isEmpty {
            let lines = log.map { "  \(RunReport.line($0).withHangingIndent(4))" }
            parts.append("the last warnings and errors of the log:\n" + lines.joined(separator: "\n"))
        }
        if let advice { parts.append(advice) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        let took = record.seconds.map { " after \(Quantities.time($0))" } ?? ""
        var lines = [
            style("run \(record.number): \(record.name), \(record.status.rawValue)\(took)", .bold),
            "  began     \(WallClock.text(of: record.startedAt))",
            "  workflow  \(record.plan.workflow)",
            "  host      \(record.plan.host)",
        ]
        if record.origin != record.number { lines.append("  goes on with run \(record.origin)") }
        let overrides = record.plan.overrides.map { "\($0.node).\($0.parameter)=\($0.text)" }
        if !overrides.isEmpty { lines.append("  set       \(overrides.joined(separator: " "))") }
        return lines.joined(separator: "\n")
    }

    /// The notes that were on their way when the run broke off.
    private var underWay: String? {
        guard record.status != .running, record.status != .succeeded else { return nil }
        var lines: [String] = []
        for source in finished {
            // What was emitted after the last checkpoint is known from the counters.
            let node = record.summary?.nodes.first { $0.node == source.node }
            let emitted = max(source.emitted, (node?.notesIn ?? 0) + (node?.notesSkipped ?? 0))
            let missing = source.finished.missing(below: emitted)
            lines.append(
                "\(Quantities.count(source.finished.count, "note")) of '\(source.node)' are recorded as finished"
                    + (missing.isEmpty ? "" : "; not yet: \(missing)"))
        }
        let places = record.summary?.nodes.compactMap { node -> String? in
            let count = node.notesIn - node.notesOut - node.notesFailed + node.queued
            return count > 0 ? "'\(node.node)' had \(Quantities.count(count, "note"))" : nil
        }
        if let places, !places.isEmpty { lines.append("when last heard of, \(places.joined(separator: ", "))") }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private var advice: String? {
        switch record.status {
        case .running, .succeeded: nil
        case .failed, .cancelled, .interrupted: "to go on where it stopped: graphbook run --resume \(record.number)"
        }
    }

    /// A line of the log: `[12.3 s] classify: warning: …`.
    static func line(_ line: RecordedLogLine) -> String {
        let node = line.node.map { "\($0): " } ?? "", level = line.level == .info ? "" : "\(line.level.rawValue): "
        return "[\(Quantities.time(line.seconds))] \(node)\(level)\(line.message)"
    }

    // MARK: - As JSON

    func json() throws -> Value {
        var fields = record.json.fields ?? [:]
        fields["summary"] = try record.summary.map { try ValueEncoder().encode($0) }
        fields["slowest"] = bottleneck.map { ["node": .string($0.node), "reason": .string($0.reason)] }
        fields["sources"] = try ValueEncoder().encode(finished)
        fields["log"] = try ValueEncoder().encode(log)
        return .object(fields)
    }
}

extension RunRecord {
    /// What a list tells of it.
    var json: Value {
        var fields: Fields = [
            "run": .int(number), "origin": .int(origin), "status": .string(status.rawValue), "name": .string(name),
            "workflow": .string(plan.workflow), "host": .string(plan.host),
            "began": .string(WallClock.universalText(of: startedAt)),
        ]
        fields["seconds"] = seconds.map { .double($0) }
        fields["notes"] = summary.map { .int($0.notes.emitted) }
        fields["failed"] = summary.map { .int($0.notes.failed) }
        fields["set"] = .array(plan.overrides.map { .string("\($0.node).\($0.parameter)=\($0.text)") })
        return .object(fields)
    }
}
