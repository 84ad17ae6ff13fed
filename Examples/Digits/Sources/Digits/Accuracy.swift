import Foundation
import Graphbook
import Synchronization

/// Counts how many predictions are right, and says so at the end.
///
/// A note's digits are of one class, which its `label` names.
@Node("Digits/Accuracy")
final class Accuracy: Step {
    /// The key of the list of digits.
    @Parameter var itemKey = "image_paths"

    private let counts = Mutex((right: 0, all: 0))

    func process(_ note: Note) async throws {
        let label = note["label"].flatMap(String.init(noteValue:)).flatMap(Int.init)
        let digits = note[itemKey]?.list ?? []
        let right = digits.filter { $0.fields?["prediction"].flatMap(Int.init(noteValue:)) == label }.count
        counts.withLock {
            $0.right += right
            $0.all += digits.count
        }
    }

    func end() async throws {
        let (right, all) = counts.withLock { $0 }
        if all == 0 { return log("no digits", level: .warning) }
        log("\(right) of \(all) digits are right: \(String(format: "%.1f", 100 * Double(right) / Double(all))) %")
    }
}
