import GraphbookCore
import GraphbookStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Recorded runs as a table.
struct RunListText {
    var style = Style.plain

    func text(of runs: [RunRecord]) -> String {
        if runs.isEmpty { return "no such runs\n" }
        func number(_ text: String) -> Table.Cell { Table.Cell(text, isNumber: true) }
        var rows: [[Table.Cell]] = [
            [number("run"), "status", "workflow", "began", number("took"), number("notes"), number("failed")]
        ]
        rows[0] = rows[0].map { Table.Cell($0.text, isNumber: $0.isNumber, emphasis: .dim) }
        for run in runs {
            rows.append([
                number("\(run.number)"),
                Table.Cell(run.status.rawValue, emphasis: run.status.emphasis),
                Table.Cell(run.name + (run.origin == run.number ? "" : ", goes on with \(run.origin)")),
                Table.Cell(WallClock.text(of: run.startedAt)),
                number(run.seconds.map(Quantities.time) ?? ""),
                number(run.summary.map { Quantities.count($0.notes.emitted) } ?? ""),
                number(run.summary.map { Quantities.count($0.notes.failed) } ?? ""),
            ])
        }
        var widths: [Int] = []
        return Table.lines(rows, widths: &widths, style: style).joined(separator: "\n") + "\n"
    }
}

extension RunRecord {
    /// The workflow's name, or the last part of its path.
    var name: String {
        started?.workflow ?? plan.workflow.split(separator: "/").last.map(String.init) ?? plan.workflow
    }
}

extension RunRecord.Status {
    var emphasis: Style.Emphasis? {
        switch self {
        case .succeeded: .green
        case .failed, .interrupted: .red
        case .cancelled: .yellow
        case .running: nil
        }
    }
}

/// The time of day, where the user is.
enum WallClock {
    /// `2026-11-25 10:22:03`.
    static func text(of seconds: Double) -> String { text(of: seconds, "%Y-%m-%d %H:%M:%S", localtime_r) }

    /// The same as ISO 8601 has it, in UTC: `2026-11-25T10:22:03Z`.
    static func universalText(of seconds: Double) -> String { text(of: seconds, "%Y-%m-%dT%H:%M:%SZ", gmtime_r) }

    private typealias Split = (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?

    private static func text(of seconds: Double, _ format: String, _ split: Split) -> String {
        var time = time_t(seconds), parts = tm()
        _ = split(&time, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
