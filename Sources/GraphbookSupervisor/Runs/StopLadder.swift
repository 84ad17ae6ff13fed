/// What each further wish to stop does.
public enum StopStep: Sendable, Equatable {
    /// The sources stop, and what is under way is finished.
    case stop
    /// The run stops at once.
    case abort
    /// The host is killed.
    case kill
}

/// Counts the wishes to stop.
struct StopLadder {
    private(set) var last: StopStep?

    /// What the next wish does.
    mutating func climb() -> StopStep {
        let step: StopStep =
            switch last {
            case nil: .stop
            case .stop: .abort
            case .abort, .kill: .kill
            }
        last = step
        return step
    }
}
