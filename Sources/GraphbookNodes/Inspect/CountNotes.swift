public import Graphbook
import Synchronization

/// Counts notes, and tells the numbers after the last one.
///
/// The numbers are written to the log, and leave as notes: one with `count`, or, for each value of a field, one with the
/// value and its `count`, the most frequent first. The notes that were counted do not leave: they go on from the node that
/// this one comes after.
@Node("Inspect/Count")
public final class CountNotes: EmittingStep {
    /// The field whose values are counted apart, null where a note lacks it; empty to count all notes alike. Each value is
    /// kept in memory.
    @Parameter public var by = ""

    private let counts = Mutex<[String: (place: Int, value: Value, count: Int)]>([:])

    public func start() async throws { counts.withLock { $0 = [:] } }

    public func process(_ note: Note, to emit: Emitter) throws {
        let value = (by.isEmpty ? nil : note[by] as Value?) ?? .null
        // Values of all kinds, by what they are in JSON.
        let key = try JSON.text(of: value)
        counts.withLock { counts in
            let place = counts.count
            counts[key, default: (place, value, 0)].count += 1
        }
    }

    public func finish(to emit: Emitter) async throws {
        let counts = counts.withLock { $0.values.sorted { ($1.count, $0.place) < ($0.count, $1.place) } }
        if by.isEmpty {
            let count = counts.first?.count ?? 0
            log("\(count) \(count == 1 ? "note" : "notes")")
            return try await emit(Note(["count": .int(count)]))
        }
        for (_, value, count) in counts {
            log("\(by) \(value.summary): \(count)")
            try await emit(Note([by: value, "count": .int(count)]))
        }
    }
}
