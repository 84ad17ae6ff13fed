/// What happens in a run, told as it happens. Terminal, store, page and `--json` are listeners; nothing else tells
/// anyone what a run does.
public enum RunEvent: Sendable, Equatable {
    /// The first event of a run.
    case runStarted(RunStarted)
    /// The counters of every node; told at intervals and once at the end.
    case progress(RunProgress)
    /// A line that a node, or what it calls, wrote.
    case log(LogLine)
    /// A note failed for good, after its retries.
    case noteFailed(NoteFailure)
    /// Notes have left the workflow, with all that was made from them; told in runs that are recorded.
    case notesFinished(NotesFinished)
    /// What a note holds that has left a node; told in runs that ask for it, of a few of the notes.
    case preview(NotePreview)
    /// The last event of a run.
    case runFinished(RunSummary)
}

/// What runs, and how.
public struct RunStarted: Sendable, Codable, Equatable {
    public let workflow: String
    /// The ids of the sources and steps, in the order notes pass them.
    public let nodes: [String]
    public let workers: Int
    public let isolation: Isolation
    /// The numbers of the sources, as in ``NoteID/source``, by their ids.
    public let sources: [String: Int]?
    /// Where the nodes are declared, resources too, by their ids.
    public let locations: [String: CodeLocation]?

    public init(
        workflow: String, nodes: [String], workers: Int, isolation: Isolation, sources: [String: Int]? = nil,
        locations: [String: CodeLocation]? = nil
    ) {
        self.workflow = workflow
        self.nodes = nodes
        self.workers = workers
        self.isolation = isolation
        self.sources = sources
        self.locations = locations
    }
}

/// The counters of a run at one moment.
public struct RunProgress: Sendable, Codable, Equatable {
    /// Since the run began.
    public let seconds: Double
    public let nodes: [NodeProgress]
    /// How many workers may work at the same time now; nil where there are none.
    public var workers: Int?
    /// What the run's speed hangs on, as far as was seen; nil in its first moments.
    public var limit: RunLimit?

    public init(seconds: Double, nodes: [NodeProgress]) {
        self.seconds = seconds
        self.nodes = nodes
    }
}

/// The counters of one node. All but `queued`, `loading` and `loaded` only grow.
public struct NodeProgress: Sendable, Codable, Equatable {
    public let node: String
    /// Notes that came in; for a source, notes it emitted.
    public var notesIn = 0
    /// Notes it is done with, whether passed on, routed away or dropped by its routing.
    public var notesOut = 0
    public var notesFailed = 0
    /// Notes sent to a port that no one listens to.
    public var notesUnrouted = 0
    /// Notes that wait in front of it now.
    public var queued = 0
    /// Items handed to the workers or waiting for one now.
    public var loading = 0
    /// Items loaded that wait to be batched now.
    public var loaded = 0
    /// Items that went through the body of a batch step.
    public var itemsDone = 0
    public var itemsFailed = 0
    /// Outputs written.
    public var dumped = 0
    /// For a source of a resumed run, notes that were finished before and were not emitted again; otherwise nil.
    public var notesSkipped: Int?

    public init(node: String) { self.node = node }
}

/// A line of the log.
public struct LogLine: Sendable, Codable, Equatable {
    /// The node that wrote it; nil for the run's own lines and for what cannot be told apart.
    public let node: String?
    public let level: LogLevel
    public let message: String

    public init(node: String?, level: LogLevel, message: String) {
        self.node = node
        self.level = level
        self.message = message
    }
}

/// A failure: which note, where, and why.
public struct NoteFailure: Error, Sendable, Codable, Equatable {
    /// What was being done.
    public enum Phase: String, Sendable, Codable {
        case start, source, load, body, dump, route, commit, end, resource
    }

    public let node: String
    public let phase: Phase
    /// The note's number at its source, from 0 on; nil where no note is to blame.
    public let note: NoteID?
    /// The place of the item in the note's list, from 0 on; nil where no item is to blame.
    public let item: Int?
    /// The item, where it is a short text such as a path.
    public let value: String?
    public let cause: String
    /// Where the node is declared.
    public let location: CodeLocation
    /// How often it was tried.
    public let attempts: Int

    public init(
        node: String, phase: Phase, note: NoteID?, item: Int? = nil, value: String? = nil, cause: String,
        location: CodeLocation, attempts: Int = 1
    ) {
        self.node = node
        self.phase = phase
        self.note = note
        self.item = item
        self.value = value
        self.cause = cause
        self.location = location
        self.attempts = attempts
    }
}

extension NoteFailure: CustomStringConvertible {
    public var description: String {
        var subject = "'\(node)' failed"
        switch phase {
        case .commit: subject = "'\(node)' failed to write"
        case .start, .end, .resource, .source: subject = "'\(node)' failed in its \(phase.rawValue)"
        case .load: subject = "'\(node)' failed to load"
        case .dump: subject = "'\(node)' failed to dump"
        case .body, .route: break
        }
        let place = [item.map { "item \($0)" }, note.map { "note \($0.index)" }].compactMap { $0 }.joined(
            separator: " of ")
        if !place.isEmpty { subject += phase == .load || phase == .dump ? " \(place)" : " on \(place)" }
        if let value { subject += " (\(value))" }
        let tried = attempts > 1 ? ", tried \(attempts) times" : ""
        return "\(subject): \(cause) [\(location)\(tried)]"
    }
}

/// How a run ended.
public struct RunSummary: Sendable, Codable, Equatable {
    public enum Status: String, Sendable, Codable {
        case succeeded, failed, cancelled
    }

    public struct Notes: Sendable, Codable, Equatable {
        /// Notes the sources made.
        public var emitted = 0
        /// Failures of notes; a note that fails on two branches counts twice.
        public var failed = 0
        /// Notes sent to ports that no one listens to.
        public var unrouted = 0

        public init() {}
    }

    public struct Items: Sendable, Codable, Equatable {
        /// Items that went through the bodies of batch steps.
        public var done = 0
        public var failed = 0
        /// Outputs written.
        public var dumped = 0

        public init() {}
    }

    public let status: Status
    public let notes: Notes
    public let items: Items
    /// The first failures in full, at most ``failuresListed``; the counts tell how many there were.
    public let failures: [NoteFailure]
    public let seconds: Double
    /// The counters of every node at the end.
    public let nodes: [NodeProgress]
    /// How many workers could work at the same time in the end; nil where there were none.
    public var workers: Int?
    /// What the run's speed has hung on; nil where it was too short to tell.
    public var limit: RunLimit?

    /// Most failures a summary lists, so that a run of a million bad notes ends in a message of bounded size. Every one of
    /// them was told as an event.
    public static let failuresListed = 100

    public init(
        status: Status, notes: Notes, items: Items, failures: [NoteFailure], seconds: Double, nodes: [NodeProgress]
    ) {
        self.status = status
        self.notes = notes
        self.items = items
        self.failures = failures
        self.seconds = seconds
        self.nodes = nodes
    }
}
