public import Graphbook

/// What a source does about a line of its file that it can't read.
public enum BadLines: String, Choice {
    /// The run fails.
    case fail
    /// The line is passed over, with a warning in the log.
    case skip
}

/// The lines that could not be read so far.
struct BadLineLog {
    let policy: BadLines
    private var count = 0
    /// So many are told one by one, so that a file of another kind does not fill the log.
    private static let told = 10

    init(_ policy: BadLines) { self.policy = policy }

    /// - Throws: The error, where the run is to fail.
    mutating func add(_ error: GraphbookError) throws {
        if policy == .fail { throw error }
        count += 1
        if count <= BadLineLog.told { log("passed over: \(error)", level: .warning) }
    }

    func finish() {
        if count > BadLineLog.told { log("passed over: \(count) lines in all", level: .warning) }
    }
}
