import GraphbookCore

/// A terminal's size, in characters.
struct TerminalSize: Equatable {
    var columns: Int
    var rows: Int
}

/// Shows a run on a terminal: a block with a line a node, which is drawn again in its place; the log scrolls by above it.
struct TerminalRunView: RunView {
    private let text: RunText
    private let summary: RunSummaryText
    private let style: Style
    private let size: () -> TerminalSize
    private let keepsBlock: Bool
    private var started = RunStarted(workflow: "", nodes: [], workers: 0, isolation: .processes)
    private var failures = FailureList()
    private var rates = RateMeter()
    private var widths: [Int] = []
    private var block: [String] = []
    /// How many lines of the block are on the screen.
    private var height = 0

    /// - Parameters:
    ///   - style: For what goes to the terminal.
    ///   - outputStyle: For what goes to the standard output, which may be elsewhere.
    ///   - keepsBlock: Whether the block stays at the end, for when the summary goes elsewhere.
    ///   - size: Asked each time, since a window may be resized.
    init(
        policy: FailurePolicy, style: Style, outputStyle: Style, keepsBlock: Bool = false,
        size: @escaping () -> TerminalSize
    ) {
        text = RunText(style: style, outputStyle: outputStyle)
        summary = RunSummaryText(policy: policy, style: outputStyle)
        self.style = style
        self.keepsBlock = keepsBlock
        self.size = size
    }

    mutating func show(_ event: RunEvent) -> [Output] {
        switch event {
        case .runStarted(let started):
            self.started = started
            return draw(RunProgress(seconds: 0, nodes: started.nodes.map(NodeProgress.init)))
        case .progress(let progress): return draw(progress)
        case .log(let line): return above([text.log(line)])
        case .noteFailed(let failure): return above(failures.show(failure, text))
        case .notesFinished, .preview: return []
        case .runFinished(let summary):
            let words = Output(.standard, self.summary.text(of: summary, workflow: started.workflow))
            if keepsBlock { return [words] }
            defer { height = 0 }
            return erased + [words]
        }
    }

    mutating func show(notice: String) -> [Output] { above([Output(.errors, notice + "\n")]) }

    // MARK: - The block

    private mutating func draw(_ progress: RunProgress) -> [Output] {
        let size = size()
        let rates = rates.rates(at: progress)
        let rows = progress.nodes.map { node in
            let cells = NodeCells(node, rate: rates[node.node])
            return [
                Table.Cell(node.node, emphasis: .bold), Table.Cell(cells.done, isNumber: true),
                Table.Cell(cells.rate, isNumber: true), Table.Cell(cells.failed, isNumber: true, emphasis: .red),
                Table.Cell(cells.queued, isNumber: true), Table.Cell(cells.items),
            ]
        }
        let workers = progress.workers ?? started.workers
        let place = started.isolation == .none ? "in line" : Quantities.count(workers, "worker")
        let title = "\(started.workflow)  \(Quantities.time(progress.seconds))  \(place)"
        block = [style(title.truncated(to: size.columns - 1), .dim)]
        block += Table.lines(rows, widths: &widths, limit: size.columns - 1, style: style)
        // A block that is taller than the screen could not be drawn in its place.
        let room = max(1, size.rows - 1)
        if block.count > room {
            let hidden = block.count - room + 1
            block = block.prefix(room - 1) + [style("  … and \(Quantities.count(hidden, "node"))", .dim)]
        }
        return redrawn
    }

    private var redrawn: [Output] {
        mutating get {
            let up = height > 0 ? "\u{1B}[\(height)A" : ""
            height = block.count
            if block.isEmpty { return [] }
            return [Output(.errors, "\r\(up)\(block.map { "\($0)\u{1B}[K\n" }.joined())\u{1B}[J")]
        }
    }

    private var erased: [Output] { height > 0 ? [Output(.errors, "\r\u{1B}[\(height)A\u{1B}[J")] : [] }

    private mutating func above(_ outputs: [Output]) -> [Output] {
        if outputs.isEmpty { return [] }
        let erased = erased
        height = 0
        return erased + outputs + redrawn
    }
}
