import Glibc
import Graphbook

/// Emits notes with one number each.
///
/// - Parameters:
///   - count: How many notes there are.
///   - payload: Bytes of a tensor that each carries as well.
@Source("Bench/Numbers")
func numbers(to emit: Emitter, count: Int = 100_000, payload: Int = 0) async throws {
    for number in 0..<count {
        tally.emitted()
        let note = Note(["number": .int(number)])
        if payload > 0 { note["payload"] = Tensor(zeros: .u8, shape: [payload]) }
        try await emit(note)
    }
}

/// Returns its item, after a wait.
func wait(_ item: Item, microseconds: Int) -> Value {
    if microseconds > 0 { usleep(UInt32(microseconds)) }
    return item.value
}

/// Counts what was loaded.
///
/// - Parameter microseconds: How long a load waits, as one that reads from a network does.
@BatchStep("Bench/Take", itemKey: "number", load: wait(_:microseconds:))
func take(_ batch: Batch<Value>, microseconds: Int = 0) { tally.consumed(items: batch.count) }

/// Adds one to the note's number.
@Step("Bench/Add One")
func addOne(_ note: Note) { note["number", default: 0] += 1 }

/// Counts the notes that arrive at the end.
@Step("Bench/Count")
func count(_ note: Note) { tally.left() }
