import GraphbookCore

/// Shows a run in a file or a pipe: lines that stay.
struct LineRunView: RunView {
    private let text = RunText()
    private let summary: RunSummaryText
    private var workflow = ""
    private var rates = RateMeter()
    private var failures = FailureList()
    private var told = RunProgress(seconds: 0, nodes: [])

    /// Least time between two tellings of the progress, in seconds.
    private static let interval = 5.0

    init(policy: FailurePolicy) { summary = RunSummaryText(policy: policy) }

    mutating func show(_ event: RunEvent) -> [Output] {
        switch event {
        case .runStarted(let started):
            workflow = started.workflow
            return []
        case .progress(let progress): return show(progress)
        case .log(let line): return [text.log(line)]
        case .noteFailed(let failure): return failures.show(failure, text)
        case .notesFinished, .preview: return []
        case .runFinished(let summary): return [Output(.standard, self.summary.text(of: summary, workflow: workflow))]
        }
    }

    func show(notice: String) -> [Output] { [Output(.errors, notice + "\n")] }

    private mutating func show(_ progress: RunProgress) -> [Output] {
        let rates = rates.rates(at: progress)
        if progress.seconds - told.seconds < LineRunView.interval { return [] }
        let changed = progress.nodes.filter { !told.nodes.contains($0) }
        told = progress
        return changed.map { node in
            let cells = NodeCells(node, rate: rates[node.node])
            let time = Quantities.time(progress.seconds)
            return Output(
                .errors, "[\(time)] \(node.node): \(cells.all.filter { !$0.isEmpty }.joined(separator: ", "))\n")
        }
    }
}

/// The counters of a node in words; those that say nothing are empty.
struct NodeCells {
    let done: String
    let rate: String
    let failed: String
    let queued: String
    let items: String

    var all: [String] { [done, rate, failed, queued, items] }

    init(_ node: NodeProgress, rate: Double?) {
        done = "\(Quantities.count(node.notesOut)) done"
        self.rate = rate.map { Quantities.rate($0) } ?? ""
        queued = node.queued > 0 ? "\(Quantities.count(node.queued)) queued" : ""
        let waiting = [(node.loading, "loading"), (node.loaded, "loaded")].filter { $0.0 > 0 }
        let parts = waiting.map { "\(Quantities.count($0.0)) \($0.1)" }.joined(separator: ", ")
        let items = node.itemsDone > 0 || !parts.isEmpty ? Quantities.count(node.itemsDone, "item") : ""
        self.items = parts.isEmpty ? items : "\(items) (\(parts))"
        failed = node.notesFailed > 0 ? "\(Quantities.count(node.notesFailed)) failed" : ""
    }
}
