import Graphbook
import Synchronization

/// What is counted while a workflow runs.
///
/// Sources, bodies and steps run in the host, so one tally sees the whole run.
let tally = Tally()

final class Tally: Sendable {
    private let emittedNotes = Atomic(0)
    private let leftNotes = Atomic(0)
    private let mostUnderWay = Atomic(0)
    private let items = Atomic(0)
    private let bytesCopied = Atomic(0)
    private let firstBatch = Mutex<ContinuousClock.Instant?>(nil)
    /// What was read of the batches, so that reading them is not optimized away.
    private let sum = Mutex(0.0)

    /// A source is about to hand on a note.
    func emitted() {
        let underWay = emittedNotes.add(1, ordering: .relaxed).newValue - leftNotes.load(ordering: .relaxed)
        mostUnderWay.max(underWay, ordering: .relaxed)
    }

    /// A note has come to the end.
    func left() { leftNotes.add(1, ordering: .relaxed) }

    /// A batch has come to the body of its step.
    func consumed(items count: Int) {
        if items.add(count, ordering: .relaxed).oldValue == 0 {
            firstBatch.withLock { $0 = .now }
            log("the first batch")
        }
    }

    /// As ``consumed(items:)``; reads one element, and counts the bytes that stacking the batch copied.
    func consumed(_ batch: Batch<Tensor>) throws {
        let stacked = try batch.stacked
        if stacked.base != batch.loaded[0].base { bytesCopied.add(stacked.byteCount, ordering: .relaxed) }
        read(stacked)
        consumed(items: batch.count)
    }

    /// Reads a tensor's first element.
    func read(_ tensor: Tensor) {
        let first = tensor.base.loadUnaligned(as: Float.self)
        sum.withLock { $0 += Double(first) }
    }

    /// What was counted since `start`.
    func counts(since start: ContinuousClock.Instant) -> Counts {
        Counts(
            notes: leftNotes.load(ordering: .relaxed), items: items.load(ordering: .relaxed),
            mostNotesUnderWay: mostUnderWay.load(ordering: .relaxed),
            bytesCopied: bytesCopied.load(ordering: .relaxed),
            firstBatch: firstBatch.withLock { $0.map { $0 - start } })
    }
}

struct Counts {
    /// Notes that came to the end.
    let notes: Int
    /// Items that were in batches.
    let items: Int
    /// Most notes that were emitted and had not come to the end.
    let mostNotesUnderWay: Int
    /// Bytes of tensors that were copied to stack them to batches.
    let bytesCopied: Int
    /// From the start to the first batch; nil where there was none.
    let firstBatch: Duration?
}
