import GraphbookCore

/// Remembers of a run's events what must be told when its host does not live to tell it.
struct RunWatch {
    private var order: [String] = []
    private var progress = RunProgress(seconds: 0, nodes: [])
    private var failures: [NoteFailure] = []
    private var failureCount = 0

    mutating func observe(_ event: RunEvent) {
        switch event {
        case .runStarted(let started): order = started.nodes
        case .progress(let progress): self.progress = progress
        case .noteFailed(let failure):
            failureCount += 1
            if failures.count < RunSummary.failuresListed { failures.append(failure) }
        case .log, .notesFinished, .preview, .runFinished: break
        }
    }

    /// The summary of a run whose host has ended without one. Its counts are those of the last progress.
    ///
    /// - Parameter wasStopped: Whether the host was killed because the user wished so.
    func summary(of end: HostEnd, wasStopped: Bool) -> RunSummary {
        var notes = RunSummary.Notes()
        // The first node is a source; of others, it can't be told from here.
        notes.emitted = progress.nodes.first { $0.node == order.first }?.notesIn ?? 0
        notes.failed = failureCount
        notes.unrouted = progress.nodes.map(\.notesUnrouted).reduce(0, +)
        var items = RunSummary.Items()
        items.done = progress.nodes.map(\.itemsDone).reduce(0, +)
        items.failed = progress.nodes.map(\.itemsFailed).reduce(0, +)
        items.dumped = progress.nodes.map(\.dumped).reduce(0, +)
        return RunSummary(
            status: wasStopped ? .cancelled : .failed, notes: notes, items: items,
            failures: wasStopped ? failures : [failure(end)] + failures.prefix(RunSummary.failuresListed - 1),
            seconds: progress.seconds,
            nodes: progress.nodes)
    }

    private func failure(_ end: HostEnd) -> NoteFailure {
        let busy = progress.nodes.map { (node: $0.node, notes: $0.notesIn - $0.notesOut - $0.notesFailed) }
            .filter { $0.notes > 0 }
        var cause = "\(end)"
        if !busy.isEmpty {
            let work = busy.map { "'\($0.node)' had \($0.notes) \($0.notes == 1 ? "note" : "notes")" }
            cause += "\nwhen it was last heard of, \(work.joined(separator: ", "))"
        }
        return NoteFailure(
            node: busy.count == 1 ? busy[0].node : "", phase: .body, note: nil, cause: cause,
            location: end.crash.location ?? CodeLocation(file: "", line: 0))
    }
}
