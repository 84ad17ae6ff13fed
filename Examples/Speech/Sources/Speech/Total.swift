import Foundation
import Graphbook
import Synchronization

/// Adds up how long people speak, and says so at the end.
@Node("Speech/Total")
final class Total: Step {
    private let total = Mutex((recordings: 0, passages: 0, spoken: 0.0, seconds: 0.0))

    func process(_ note: Note) async throws {
        total.withLock {
            $0.recordings += 1
            $0.passages += note["passages"]?.list?.count ?? 0
            $0.spoken += note["spoken", default: 0]
            $0.seconds += note["seconds", default: 0]
        }
    }

    func end() async throws {
        let total = total.withLock { $0 }
        let (spoken, seconds) = (String(format: "%.1f", total.spoken), String(format: "%.1f", total.seconds))
        log("\(total.recordings) recordings, \(total.passages) passages: \(spoken) s of \(seconds) s are spoken")
    }
}
