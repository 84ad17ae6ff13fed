import GraphbookCore
import Synchronization

/// The counters of one node, added to from any thread. They only grow; depths are derived where they are read.
final class StageCounters: Sendable {
    let notesIn = Atomic<Int>(0)
    let notesOut = Atomic<Int>(0)
    let notesFailed = Atomic<Int>(0)
    let notesUnrouted = Atomic<Int>(0)
    let itemsDone = Atomic<Int>(0)
    let itemsFailed = Atomic<Int>(0)
    let dumped = Atomic<Int>(0)
    let notesSkipped = Atomic<Int>(0)

    func progress(of node: String) -> NodeProgress {
        var progress = NodeProgress(node: node)
        progress.notesIn = notesIn.value
        progress.notesOut = notesOut.value
        progress.notesFailed = notesFailed.value
        progress.notesUnrouted = notesUnrouted.value
        progress.itemsDone = itemsDone.value
        progress.itemsFailed = itemsFailed.value
        progress.dumped = dumped.value
        if notesSkipped.value > 0 { progress.notesSkipped = notesSkipped.value }
        return progress
    }
}

extension Atomic<Int> {
    // Relaxed: a counter orders nothing.
    var value: Int { load(ordering: .relaxed) }
    func add(_ amount: Int = 1) { add(amount, ordering: .relaxed) }
}
