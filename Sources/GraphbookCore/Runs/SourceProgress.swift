/// What is finished of a source's notes.
///
/// A note is finished when it, and all that was made from it, has left the workflow: through its last step, by a port
/// that no one listens to, dropped by its routing, or by a failure that the run's policy bears.
public struct SourceProgress: Sendable, Codable, Hashable {
    /// Tells whether a source emits the same notes again.
    public struct Fingerprint: Sendable, Codable, Hashable {
        /// How many notes it is of, counted from the first.
        public let notes: Int
        public let hash: Int

        public init(notes: Int, hash: Int) {
            self.notes = notes
            self.hash = hash
        }
    }

    /// The source's id.
    public let node: String
    /// The source's number, as in ``NoteID/source``.
    public let source: Int
    /// How many notes the source has emitted, those included that an earlier run had finished.
    public var emitted: Int
    public var finished: NoteRanges
    /// That of the notes up to the first which is not finished.
    public var fingerprint: Fingerprint

    public init(node: String, source: Int, emitted: Int, finished: NoteRanges, fingerprint: Fingerprint) {
        self.node = node
        self.source = source
        self.emitted = emitted
        self.finished = finished
        self.fingerprint = fingerprint
    }
}

extension SourceProgress.Fingerprint {
    /// The fingerprint of no note.
    public static let none = SourceProgress.Fingerprint(notes: 0, hash: Int(bitPattern: UInt(ContentHash().value)))
}

/// Notes that were finished since the last event of this kind. What they wrote to the stock sinks is on the disk.
public struct NotesFinished: Sendable, Codable, Equatable {
    public let sources: [SourceProgress]

    public init(sources: [SourceProgress]) { self.sources = sources }
}
