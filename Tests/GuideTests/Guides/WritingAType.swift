import Graphbook
import Synchronization

/// Counts the notes of each label.
@Node("Statistics/Count Labels")
final class CountLabels: Step {
    /// The key that holds the label.
    @Parameter var key = "label"
    private let counts = Mutex<[String: Int]>([:])

    func process(_ note: Note) {
        let label = note[key, default: "none"]
        note["count"] = counts.withLock { counts in
            counts[label, default: 0] += 1
            return counts[label]
        }
    }

    func end() { log("\(counts.withLock { $0.count }) labels") }
    func clear() { counts.withLock { $0 = [:] } }
}
