/// What happens when a load, a step's body or a dump fails.
public struct FailurePolicy: Sendable, Hashable, Codable {
    /// How many failures a run bears.
    public enum Tolerance: Sendable, Hashable, Codable {
        /// The first failure stops the run.
        case none
        /// Failures are skipped, up to this many; one more stops the run. A note of which three items fail counts thrice.
        case count(Int)
        /// Failures are skipped while they are at most this share (0 to 1) of the emitted notes; judged from the 100th
        /// note on, and at the end.
        case share(Double)
        /// All failures are skipped.
        case all
    }

    /// How often something that failed is tried again before it counts as failed, 0 or more.
    public var retries: Int
    /// How many failures the run bears, after the retries.
    public var tolerance: Tolerance

    public init(retries: Int = 0, tolerance: Tolerance = .none) {
        self.retries = retries
        self.tolerance = tolerance
    }

    /// The first failure stops the run.
    public static let stop = FailurePolicy()
    /// All failures are skipped.
    public static let skip = FailurePolicy(tolerance: .all)

    /// Emitted notes from which on a share is judged: SPDL's probation.
    public static let shareJudgedFrom = 100

    /// Reads `stop`, `skip`, `skip=10`, `skip=1%`, `retry=3`, or a retry with one of the others: `retry=3,skip=10`.
    ///
    /// - Returns: nil when the text says none of these.
    public init?(_ text: String) {
        self.init()
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            switch (parts.first, parts.dropFirst().first) {
            case ("stop", nil): tolerance = .none
            case ("skip", nil): tolerance = .all
            case ("skip", let amount?):
                if amount.hasSuffix("%") {
                    guard let percent = Double(amount.dropLast()), (0...100).contains(percent) else { return nil }
                    tolerance = .share(percent / 100)
                } else {
                    guard let count = Int(amount), count >= 0 else { return nil }
                    tolerance = .count(count)
                }
            case ("retry", let amount?):
                guard let count = Int(amount), count >= 0 else { return nil }
                retries = count
            default: return nil
            }
        }
    }

    /// Whether a run that has failed this often goes on.
    ///
    /// - Parameter isOver: Whether all notes were emitted, so that a share can be judged however few they are.
    public func tolerates(failures: Int, of emitted: Int, isOver: Bool = false) -> Bool {
        switch tolerance {
        case .none: failures == 0
        case .all: true
        case .count(let limit): failures <= limit
        case .share(let limit):
            !isOver && emitted < FailurePolicy.shareJudgedFrom || Double(failures) <= limit * Double(max(emitted, 1))
        }
    }
}
