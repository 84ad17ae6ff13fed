import GraphbookCore
import Synchronization

/// What every stage of a run has: a node in its place.
struct Stage: Sendable {
    /// The node's place in the plan.
    let index: Int
    let id: String
    let location: CodeLocation
    let counters: StageCounters
    let control: RunControl
    let journal: RunJournal
    let retries: Int
    /// Notes emitted by all sources so far: what a share of failures is a share of.
    let emitted: SharedCount
    /// How long a load or dump may take, in seconds.
    let timeLimit: Double?
    /// Which notes are finished; nil in a run that is not recorded.
    let ledger: NoteLedger?
    /// What leaves the node; nil where no one asks.
    let previews: PreviewSampler?

    /// Where the log lines of its node go.
    var logSink: LogSink { LogSink { [journal, id] in journal.log($0, $1, node: id) } }

    /// Counts and tells a failure.
    ///
    /// - Parameter isFirst: Whether the note has not failed in this stage before, and is to be counted.
    /// - Throws: ``RunEnded`` when the run does not go on.
    func fail(
        _ phase: NoteFailure.Phase, note: Note?, isFirst: Bool = true, item: Int? = nil, value: String? = nil,
        cause: String, attempts: Int = 1
    ) throws {
        let failure = NoteFailure(
            node: id, phase: phase, note: note?.id, item: item, value: value, cause: cause, location: location,
            attempts: attempts)
        // A run that is ending makes waits throw; that is no fault of the notes under way.
        if control.phase.isEnded { throw RunEnded() }
        if note != nil, isFirst { counters.notesFailed.add() }
        if !journal.record(failure, emitted: emitted.value) {
            control.end(.failed)
            throw RunEnded()
        }
    }

    /// A note ends here: it has failed, or was dropped.
    func drop(_ note: Note) { ledger?.branch(note.id, into: 0) }

    /// Runs `body`, again after a failure as often as the policy says, with the note as it was.
    ///
    /// - Parameter isFinal: Whether a failure is not to be tried again, because something has left already.
    func trying<R>(
        _ note: Note, unless isFinal: () -> Bool = { false }, _ body: () async throws -> R
    ) async -> Result<R, Failed> {
        let fields = retries > 0 ? note.fields : nil
        var attempts = 1
        while true {
            do {
                return .success(try await body())
            } catch {
                if attempts > retries || control.phase.isEnded || isFinal() {
                    return .failure(Failed(cause: "\(error)", attempts: attempts))
                }
                attempts += 1
                if let fields { note.restore(fields) }
            }
        }
    }
}

/// Why something failed, and how often it was tried.
struct Failed: Error {
    let cause: String
    let attempts: Int
}

/// A count that several stages share.
final class SharedCount: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.value }
    func add() { count.add() }
}

/// Something notes are handed to.
protocol NoteReceiver: Sendable {
    /// Takes a note; returns when it may be given the next one.
    ///
    /// - Throws: ``RunEnded`` only.
    func receive(_ note: Note) async throws
}

/// The ports of a stage and who listens to each.
struct Outlets: Sendable {
    let ports: [[any NoteReceiver]]
    let counters: StageCounters
    let ledger: NoteLedger?
    let previews: PreviewSampler?
    /// Whom all whole notes are handed to, as they are; nil where there are several, or none, or what leaves is looked at.
    let onlyReceiver: (any NoteReceiver)?

    init(
        ports: [[any NoteReceiver]], counters: StageCounters, ledger: NoteLedger?, previews: PreviewSampler?
    ) {
        self.ports = ports
        self.counters = counters
        self.ledger = ledger
        self.previews = previews
        onlyReceiver = ports.count == 1 && ports[0].count == 1 && previews == nil ? ports[0][0] : nil
    }

    /// Hands on what a step has sent where.
    func deliver(_ deliveries: Deliveries, of note: Note) async throws {
        switch deliveries {
        case .whole(let port): try await deliver(note, by: port)
        case .parts(let parts):
            ledger?.branch(note.id, into: parts.count)
            for part in parts { try await deliver(part.note.identified(as: note.id), by: part.port) }
        }
    }

    func deliver(_ note: Note, by port: Int) async throws {
        let receivers = ports[port]
        previews?.see(note, by: port)
        if receivers.count != 1 { ledger?.branch(note.id, into: receivers.count) }
        switch receivers.count {
        case 0:
            // The end of a step with one port is the end of the note; a port that was chosen should lead somewhere.
            if ports.count > 1 { counters.notesUnrouted.add() }
        case 1: try await receivers[0].receive(note)
        default:
            // All copies before the first branch changes anything; the last branch has the note itself.
            let copies = receivers.dropLast().map { _ in note.copy() } + [note]
            for (receiver, copy) in zip(receivers, copies) { try await receiver.receive(copy) }
        }
    }
}

extension Note {
    /// The note, or, where it has another identity, one with this identity and its fields.
    fileprivate func identified(as id: NoteID?) -> Note { self.id == id ? self : Note(fields, id: id) }
}

/// Keeps notes under way as long as the run goes on: those of a step that remembers notes, which a run that is resumed has
/// to see again.
struct RememberingReceiver: NoteReceiver {
    let receiver: any NoteReceiver
    let ledger: NoteLedger

    func receive(_ note: Note) async throws {
        ledger.branch(note.id, into: 2)
        try await receiver.receive(note)
    }
}

/// Which stage's code runs in a driver's task right now, so that log lines find their node.
final class CurrentStage: Sendable {
    private let index = Atomic<Int>(0)
    private let hasEnded = Atomic<Bool>(false)
    private let ids: [String]

    init(ids: [String]) { self.ids = ids }

    /// Its place in the plan.
    var place: Int { index.value }
    var id: String { ids[place] }
    /// Whether the task is over.
    var isOver: Bool { hasEnded.load(ordering: .relaxed) }

    func enter(_ stage: Stage) { index.store(stage.index, ordering: .relaxed) }
    func end() { hasEnded.store(true, ordering: .relaxed) }
}
