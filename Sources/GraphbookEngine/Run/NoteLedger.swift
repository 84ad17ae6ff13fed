import GraphbookCore
import Synchronization

/// Keeps account of which notes of the sources are finished, and passes over those that an earlier run has finished.
///
/// What is made from a note (a copy for a branch, a part sent to a port) counts as that note, until all of it has left the
/// workflow. A ledger's memory is bounded by the notes under way.
final class NoteLedger: Sendable {
    /// By the source's number; nil in the places of other nodes.
    private let sources: [Account?]

    /// - Parameters:
    ///   - numbers: The numbers of the sources, by their ids.
    ///   - resumed: What was finished before; nil in a run that begins anew.
    init(sources numbers: [String: Int], resumed: [SourceProgress]?) {
        var ledgers: [Account?] = Array(repeating: nil, count: (numbers.values.max() ?? -1) + 1)
        for (node, number) in numbers {
            let before = resumed?.first { $0.node == node }
            ledgers[number] = Account(SourceLedger(node: node, source: number, before: before))
        }
        sources = ledgers
    }

    /// A class, since arrays cannot hold a `Mutex`.
    private final class Account: Sendable {
        private let ledger: Mutex<SourceLedger>

        init(_ ledger: SourceLedger) { self.ledger = Mutex(ledger) }

        func withLock<R: Sendable>(_ body: (inout SourceLedger) throws -> R) rethrows -> R {
            try ledger.withLock { try body(&$0) }
        }
    }

    /// A source has made its next note.
    ///
    /// - Returns: The note's identity; nil where it was finished before, and is not to be emitted.
    /// - Throws: ``GraphbookError`` with code `contract` when the source makes other notes than it did before.
    func begin(_ fields: Fields, of source: Int) throws -> NoteID? {
        guard let ledger = sources[source] else { preconditionFailure("node \(source) is no source") }
        var hash = ContentHash()
        hash.add(fields)
        return try ledger.withLock { try $0.begin(hash) }
    }

    /// A note goes on as so many; as none when it has left the workflow.
    func branch(_ note: NoteID?, into count: Int) {
        // A note that no source made, as a test's, is in no ledger.
        guard let note, count != 1, sources.indices.contains(note.source), let ledger = sources[note.source] else {
            return
        }
        ledger.withLock { $0.branch(note.index, into: count) }
    }

    /// A source has no more notes.
    ///
    /// - Throws: ``GraphbookError`` with code `contract` when it has made fewer than were finished before.
    func end(of source: Int) throws { try sources[source]?.withLock { try $0.end() } }

    /// What was finished since this was last called, of the sources of which something was.
    func take() -> [SourceProgress] { sources.compactMap { ledger in ledger?.withLock { $0.take() } ?? nil } }
}

/// The account of one source.
struct SourceLedger: Sendable {
    /// A note that was emitted.
    private struct Entry: Sendable {
        /// How many notes it has become that are under way; 0 when it is finished.
        var underWay: Int
        /// The hash of the source's notes up to this one.
        let hash: ContentHash
    }

    private let node: String
    private let source: Int
    private let before: SourceProgress?
    /// From the first note that is not finished on.
    private var entries = Window<Entry>()
    private var finished = NoteRanges()
    private var emitted = 0
    /// The hash of the notes up to the last that was emitted, and up to the last before ``entries``.
    private var emittedHash = ContentHash()
    private var finishedHash = ContentHash()

    /// Most notes that are kept account of at once. Only steps that remember notes have more under way; from then on nothing
    /// more is finished before the run is over, and a run that is resumed does again what is not.
    static let limit = 1 << 20
    private var isOverfull = false

    init(node: String, source: Int, before: SourceProgress?) {
        self.node = node
        self.source = source
        self.before = before
    }

    mutating func begin(_ hash: ContentHash) throws -> NoteID? {
        emittedHash.add(Int(bitPattern: UInt(hash.value)))
        let index = emitted, wasFinished = before?.finished.contains(index) ?? false
        emitted += 1
        if let known = before?.fingerprint, known.notes == emitted, known.hash != emittedHash.number {
            throw GraphbookError(
                .contract,
                "its first \(known.notes) notes are not those that the run made which is resumed: its input has changed, "
                    + "or it makes other notes each time")
        }
        if entries.end - entries.start == SourceLedger.limit {
            isOverfull = true
            entries = Window()
        }
        if !isOverfull {
            entries.append(Entry(underWay: wasFinished ? 0 : 1, hash: emittedHash))
            if wasFinished { removeFinished() }
        }
        return wasFinished ? nil : NoteID(source: source, index: index)
    }

    mutating func branch(_ number: Int, into count: Int) {
        // A step that hands on a note again that has left the workflow makes no difference to what is finished.
        guard number >= entries.start, number < entries.end, entries[number].underWay > 0 else { return }
        entries[number].underWay += count - 1
        if entries[number].underWay == 0 {
            finished.insert(number)
            removeFinished()
        }
    }

    private mutating func removeFinished() {
        while let first = entries.first, first.underWay == 0 {
            finishedHash = first.hash
            entries.removeFirst()
        }
    }

    func end() throws {
        guard let known = before?.fingerprint, emitted < known.notes else { return }
        throw GraphbookError(
            .contract,
            "it made \(emitted) notes, where the run that is resumed had finished \(known.notes): its input has "
                + "changed, or it makes other notes each time")
    }

    mutating func take() -> SourceProgress? {
        if finished.isEmpty || isOverfull { return nil }
        defer { finished = NoteRanges() }
        return SourceProgress(
            node: node, source: source, emitted: emitted, finished: finished,
            fingerprint: .init(notes: entries.start, hash: finishedHash.number))
    }
}

extension ContentHash {
    fileprivate var number: Int { Int(bitPattern: UInt(value)) }
}
