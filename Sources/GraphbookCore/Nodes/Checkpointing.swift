/// A node that writes what notes bring, and can tell the writing of finished notes from that of others.
///
/// A run that is recorded takes checkpoints: every node of this kind is asked to ``commit()``, and then the notes that
/// were finished before are recorded as finished. When the run breaks off and is resumed, ``start(from:)`` is told which
/// those are; it takes back whatever other notes have written, for they come again.
///
/// A run that is not recorded calls `start()` and `end()` alone.
public protocol Checkpointing: Node {
    /// Called instead of `start()` in a run that is recorded.
    func start(from checkpoint: Checkpoint) async throws
    /// Brings to the disk all that notes have written so far. Called beside `process`, never after `end()`.
    ///
    /// - Throws: When something could not be written. The run then fails, and can be resumed from the last checkpoint.
    func commit() async throws
}

/// What a node that writes has to know of the run it begins, and of those that went before.
public struct Checkpoint: Sendable {
    /// A file for what the node has to remember; its folder is there. It is kept until the run is over for good.
    public let journal: String
    /// The finished notes of each source; nil when the run begins anew.
    private let finished: [Int: NoteRanges]?

    package init(journal: String, finished: [Int: NoteRanges]?) {
        self.journal = journal
        self.finished = finished
    }

    /// Whether the run goes on with another, whose writing is there.
    public var isResumed: Bool { finished != nil }

    /// Whether a note was finished, so that what it wrote stays. False for all notes of a run that begins anew.
    public func isFinished(_ note: NoteID) -> Bool { finished?[note.source]?.contains(note.index) ?? false }
}
