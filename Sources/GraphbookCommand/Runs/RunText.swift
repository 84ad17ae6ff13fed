import GraphbookCore

/// The words for what happens in a run, for both ways of showing it.
struct RunText {
    /// For what goes to the errors' output.
    var style = Style.plain
    /// For what goes to the standard output.
    var outputStyle = Style.plain

    /// A line of the log. What nodes tell goes to the standard output; warnings and errors do not.
    func log(_ line: LogLine) -> Output {
        let style = line.level == .info ? outputStyle : style
        let name = line.node.map { style("\($0):", .cyan, .bold) + " " } ?? ""
        let indent = line.node.map { $0.columns + 2 } ?? 0
        switch line.level {
        case .info: return Output(.standard, name + line.message.withHangingIndent(indent) + "\n")
        case .warning:
            return Output(
                .errors, "\(style("warning:", .yellow)) \(name)\(line.message.withHangingIndent(indent + 9))\n")
        case .error:
            return Output(.errors, "\(style("error:", .red)) \(name)\(line.message.withHangingIndent(indent + 7))\n")
        }
    }

    /// A failure, as it happens.
    func failure(_ failure: NoteFailure) -> Output {
        Output(.errors, "\(style("failed:", .red)) \(RunText.words(failure).withHangingIndent(8))\n")
    }

    /// What limits a run, in words: `the workers, which load for 'classify': 2 workers, 98 % busy`.
    static func words(_ limit: RunLimit, workers: Int?) -> String {
        let busy = "\(Int((limit.busy * 100).rounded())) % busy"
        let crew = workers.map { "\(Quantities.count($0, "worker")), \(busy)" } ?? busy
        return switch limit.cause {
        case .source: "the source '\(limit.node)': \(busy)"
        case .workers: "the workers, which load for '\(limit.node)': \(crew)"
        case .dump: "the workers, which write for '\(limit.node)': \(crew)"
        case .step: "the step '\(limit.node)': \(busy)"
        case .sink: "the last step, '\(limit.node)': \(busy)"
        }
    }

    /// A failure in words. That a host has died is told without the place where a node is declared.
    static func words(_ failure: NoteFailure) -> String {
        failure.node.isEmpty || failure.location.file.isEmpty ? failure.cause : failure.description
    }
}

/// Most failures that are listed as they happen; all are counted.
let failuresListedLive = RunSummary.failuresListed

/// Tells failures as they happen, up to a number that a person may read.
struct FailureList {
    private var count = 0

    mutating func show(_ failure: NoteFailure, _ text: RunText) -> [Output] {
        count += 1
        if count <= failuresListedLive { return [text.failure(failure)] }
        if count > failuresListedLive + 1 { return [] }
        return [Output(.errors, "further failures are counted, not listed; --json lists all\n")]
    }
}
