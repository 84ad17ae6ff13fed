import GraphbookCore

/// The last word on a run.
struct RunSummaryText {
    let policy: FailurePolicy
    var style = Style.plain

    /// Most failures that are listed.
    static let failuresListed = 10

    /// The summary, with an empty line in front.
    ///
    /// - Parameter workflow: Its name; empty where the run had not begun.
    func text(of summary: RunSummary, workflow: String) -> String {
        var parts = [headline(summary, workflow) + "\n" + details(of: summary)]
        if let advice = advice(summary) { parts.append(advice) }
        return "\n" + parts.joined(separator: "\n\n") + "\n"
    }

    /// What was counted, the nodes and the failures.
    func details(of summary: RunSummary) -> String {
        var parts = [counts(summary)]
        if !summary.nodes.isEmpty { parts.append(table(summary.nodes).joined(separator: "\n")) }
        if !summary.failures.isEmpty { parts.append(failures(summary)) }
        return parts.joined(separator: "\n\n")
    }

    private func headline(_ summary: RunSummary, _ workflow: String) -> String {
        let (verb, emphasis): (String, Style.Emphasis) =
            switch summary.status {
            case .succeeded: ("succeeded in", .green)
            case .failed: ("failed after", .red)
            case .cancelled: ("was stopped after", .yellow)
            }
        let name = workflow.isEmpty ? "the run" : workflow
        return style("\(name) \(verb) \(Quantities.time(summary.seconds))", .bold, emphasis)
    }

    private func counts(_ summary: RunSummary) -> String {
        var notes = [Quantities.count(summary.notes.emitted, "note")]
        if summary.notes.failed > 0 { notes.append("\(Quantities.count(summary.notes.failed)) failed") }
        if summary.notes.unrouted > 0 {
            notes.append("\(Quantities.count(summary.notes.unrouted)) sent to ports that no one listens to")
        }
        var items: [String] = []
        if summary.items.done > 0 { items.append(Quantities.count(summary.items.done, "item")) }
        if summary.items.failed > 0 { items.append("\(Quantities.count(summary.items.failed)) failed") }
        if summary.items.dumped > 0 { items.append("\(Quantities.count(summary.items.dumped, "output")) written") }
        let counted = summary.items.done > 0 ? (summary.items.done, "items") : (summary.notes.emitted, "notes")
        var rate: [String] = []
        if summary.seconds > 0, counted.0 > 0 {
            rate = [Quantities.rate(Double(counted.0) / summary.seconds, of: counted.1)]
        }
        let counts = [notes, items, rate].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }.joined(
            separator: "; ")
        guard let limit = summary.limit else { return counts }
        return "\(counts)\nlimited by \(RunText.words(limit, workers: summary.workers))"
    }

    private func table(_ nodes: [NodeProgress]) -> [String] {
        let hasItems = nodes.contains { $0.itemsDone + $0.itemsFailed + $0.dumped > 0 }
        var rows: [[Table.Cell]] = [["node", number("in"), number("done"), number("failed")]]
        if hasItems { rows[0] += [number("items"), number("written")] }
        rows[0] = rows[0].map { Table.Cell($0.text, isNumber: $0.isNumber, emphasis: .dim) }
        for node in nodes {
            var row = [
                Table.Cell(node.node), number(node.notesIn), number(node.notesOut),
                Table.Cell(
                    Quantities.count(node.notesFailed), isNumber: true, emphasis: node.notesFailed > 0 ? .red : nil),
            ]
            if hasItems { row += [number(node.itemsDone), number(node.dumped)] }
            rows.append(row)
        }
        var widths: [Int] = []
        return Table.lines(rows, widths: &widths, style: style)
    }

    private func number(_ text: String) -> Table.Cell { Table.Cell(text, isNumber: true) }
    private func number(_ count: Int) -> Table.Cell { number(Quantities.count(count)) }

    private func failures(_ summary: RunSummary) -> String {
        let listed = summary.failures.prefix(RunSummaryText.failuresListed)
        var lines = listed.map { "  \(style("✗", .red)) \(RunText.words($0).withHangingIndent(4))" }
        let more = max(summary.notes.failed, summary.failures.count) - listed.count
        if more > 0 { lines.append("  and \(Quantities.count(more)) more") }
        return lines.joined(separator: "\n")
    }

    /// What to do about a run that its policy has stopped.
    private func advice(_ summary: RunSummary) -> String? {
        guard summary.status == .failed, summary.failures.contains(where: { $0.note != nil }) else { return nil }
        return switch policy.tolerance {
        case .none: "to go on past such notes: --on-failure skip"
        case .count(let limit):
            "more than \(Quantities.count(limit, "failure")): --on-failure skip=N bears N, skip bears all"
        case .share: "too large a share of the notes failed: --on-failure skip=P% bears P percent, skip bears all"
        case .all: nil
        }
    }
}
