import GraphbookCore

/// Keeps what a host prints before its run has started until it has, since the start is the first event of a run.
struct EarlyLog {
    private var lines: [LogLine] = []
    private var leftOut = 0
    private var isOver = false

    /// Most lines that are kept.
    static let limit = 1000

    /// What to tell when this event has come, in order.
    mutating func events(for event: RunEvent) -> [RunEvent] {
        if isOver { return [event] }
        if case .log(let line) = event {
            if lines.count < EarlyLog.limit { lines.append(line) } else { leftOut += 1 }
            return []
        }
        isOver = true
        var kept = lines.map(RunEvent.log)
        if leftOut > 0 {
            let message = "\(leftOut) further lines, printed before the run started, were left out"
            kept.append(.log(LogLine(node: nil, level: .warning, message: message)))
        }
        lines = []
        if case .runStarted = event { return [event] + kept }
        return kept + [event]
    }
}
