public import Graphbook
import Synchronization

/// Writes notes to the log, and passes them on.
///
/// A line has the note's number at its source and its fields: short texts and numbers as they are, lists, objects and
/// tensors by their kind and size.
@Node("Inspect/Log")
public final class LogNotes: Step {
    /// The fields that are told, in this order; all where none are named.
    @Parameter public var fields: [String] = []
    /// One of so many notes is told, the first one included; 1 or more.
    @Parameter public var every = 1

    private let seen = Mutex(0)

    public func start() async throws { seen.withLock { $0 = 0 } }

    public func process(_ note: Note) async throws {
        let place = seen.withLock { seen in
            defer { seen += 1 }
            return seen
        }
        if !place.isMultiple(of: max(every, 1)) { return }
        let held = note.fields, number = note.id.map { "note \($0.index)" } ?? "a note"
        let told = (fields.isEmpty ? held.keys : fields).map { "\($0): \(held[$0]?.summary ?? "missing")" }
        log(told.isEmpty ? "\(number) has no fields" : "\(number): \(told.joined(separator: ", "))")
    }
}
