import Graphbook
import Synchronization

/// Counts the files of each group, and says so at the end.
@Node("FileTypes/Tally")
final class Tally: Step {
    private let counts = Mutex<[String: Int]>([:])

    func process(_ note: Note) async throws {
        counts.withLock { $0[note["group", default: "none"], default: 0] += 1 }
    }

    func end() async throws {
        let counts = counts.withLock { $0 }
        let groups = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        log("\(counts.values.reduce(0, +)) files: \(groups.joined(separator: ", "))")
    }
}
