import GraphbookCore
import GraphbookSupervisor

/// A run under way, as its events tell it, and what of that is news since it was last told.
struct LiveRun: Sendable {
    private(set) var answer: RunAnswer
    private(set) var nodes: [String] = []
    private(set) var counters: [NodeProgress] = []
    private(set) var outputs: [PortAnswer] = []
    private(set) var workers = 0
    private(set) var isolation = Isolation.processes
    private(set) var logLines = 0
    /// How the host ended, where it did not live to tell the run's end.
    private(set) var death: String?
    /// Events so far: what the store numbers them by.
    private var sequence = 0
    private var news = News()

    private struct News: Sendable {
        var counters: Set<String> = []
        var ports: Set<Int> = []
        var failures: [FailureAnswer] = []
        /// Whether anything is: status, log, time.
        var isThere = false
    }

    /// Most failures of one message; all are in the store.
    private static let failuresTold = 20

    init(_ answer: RunAnswer) { self.answer = answer }

    mutating func observe(_ event: RunEvent) {
        news.isThere = true
        sequence += 1
        switch event {
        case .runStarted(let started):
            nodes = started.nodes
            workers = started.workers
            isolation = started.isolation
            if answer.status == .starting { answer.status = .running }
        case .progress(let progress): take(progress)
        case .log: logLines += 1
        case .noteFailed(let failure): take(failure)
        case .preview(let preview): take(preview)
        case .notesFinished: break
        case .runFinished(let summary):
            take(RunProgress(seconds: summary.seconds, nodes: summary.nodes))
            // A host that died tells its end in the summary alone.
            if answer.failures == 0, let failure = summary.failures.first {
                take(failure)
                death = failure.cause
            }
            answer.notes = summary.notes
            answer.items = summary.items
            answer.finished = FileSystem.Time.now.text
            answer.status =
                switch summary.status {
                case .succeeded: .succeeded
                case .failed: .failed
                case .cancelled: .cancelled
                }
        }
    }

    /// The user wishes something of it.
    mutating func become(_ status: RunStatusAnswer) {
        if answer.status.isOver { return }
        answer.status = status
        news.isThere = true
    }

    private mutating func take(_ progress: RunProgress) {
        let before = Dictionary(uniqueKeysWithValues: counters.map { ($0.node, $0) })
        for node in progress.nodes where before[node.node] != node { news.counters.insert(node.node) }
        counters = progress.nodes
        answer.seconds = progress.seconds
        answer.notes.emitted = progress.nodes.first { $0.node == nodes.first }?.notesIn ?? 0
        answer.notes.failed = progress.nodes.map(\.notesFailed).reduce(0, +)
        answer.notes.unrouted = progress.nodes.map(\.notesUnrouted).reduce(0, +)
        answer.items.done = progress.nodes.map(\.itemsDone).reduce(0, +)
        answer.items.failed = progress.nodes.map(\.itemsFailed).reduce(0, +)
        answer.items.dumped = progress.nodes.map(\.dumped).reduce(0, +)
    }

    private mutating func take(_ failure: NoteFailure) {
        let told = FailureAnswer(failure, index: sequence)
        answer.failures += 1
        if answer.firstFailure == nil { answer.firstFailure = told }
        if news.failures.count < LiveRun.failuresTold { news.failures.append(told) }
    }

    private mutating func take(_ preview: NotePreview) {
        let place = outputs.firstIndex { $0.node == preview.node && $0.port == preview.port } ?? outputs.count
        if place == outputs.count {
            outputs.append(PortAnswer(node: preview.node, port: preview.port, count: 0, kept: 0, images: 0))
        }
        outputs[place].kept += 1
        outputs[place].count = counters.first { $0.node == preview.node }?.notesOut ?? outputs[place].kept
        outputs[place].images += PicturesOfNote(preview.value).all.count
        news.ports.insert(place)
    }

    /// All that changed since this was last asked; nil when nothing did.
    mutating func takeChange() -> RunChangeAnswer? {
        guard news.isThere else { return nil }
        defer { news = News() }
        return RunChangeAnswer(
            run: answer, counters: counters.filter { news.counters.contains($0.node) },
            outputs: news.ports.sorted().map { outputs[$0] }, failures: news.failures, logLines: logLines)
    }

    var detail: RunDetailAnswer {
        RunDetailAnswer(
            run: answer, nodes: nodes, counters: counters, workers: workers, isolation: isolation, outputs: outputs,
            logLines: logLines)
    }
}
