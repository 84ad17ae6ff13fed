import GraphbookCore
import Synchronization

/// Tells what a few of the notes hold that leave a stage: the first of each port, then one a port every few ticks.
final class PreviewSampler: Sendable {
    private let node: String
    private let ports: [String]
    private let journal: RunJournal
    /// For each port, how many notes are to be told.
    private let wanted: [Wanted]
    private let ticks = Atomic<Int>(0)

    private final class Wanted: Sendable {
        let count = Atomic<Int>(PreviewSampler.first)
    }

    /// How many notes of each port are told at the start.
    static let first = 8
    /// Every so many ticks one more is told.
    static let interval = 5

    init(node: String, ports: [String], journal: RunJournal) {
        self.node = node
        self.ports = ports
        self.journal = journal
        wanted = ports.map { _ in Wanted() }
    }

    /// Called whenever progress is told.
    func tick() {
        guard ticks.add(1, ordering: .relaxed).newValue.isMultiple(of: PreviewSampler.interval) else { return }
        // Relaxed: which of two notes is told makes no difference.
        for port in wanted where port.count.value <= 0 { port.count.store(1, ordering: .relaxed) }
    }

    func see(_ note: Note, by port: Int) {
        let wanted = wanted[port]
        if wanted.count.value <= 0 || wanted.count.subtract(1, ordering: .relaxed).newValue < 0 { return }
        journal.tell(.preview(NotePreview(node: node, port: ports[port], note: note.id, fields: note.fields)))
    }
}
