import GraphbookCore
import Synchronization

/// Tells what happens in a run, one event at a time, and keeps count of its failures.
final class RunJournal: Sendable {
    private struct State {
        var failures: [NoteFailure] = []
        var failureCount = 0
    }

    private let state = Mutex(State())
    /// Held while an event is told, so that listeners see one at a time. A listener that waits makes the run wait: that
    /// is what bounds the log.
    private let telling = Mutex(())
    private let listener: @Sendable (RunEvent) -> Void
    private let policy: FailurePolicy
    let started = Platform.now

    init(policy: FailurePolicy, listener: @escaping @Sendable (RunEvent) -> Void) {
        self.policy = policy
        self.listener = listener
    }

    func tell(_ event: RunEvent) { telling.withLock { _ in listener(event) } }

    func log(_ level: LogLevel, _ message: String, node: String? = nil) {
        tell(.log(LogLine(node: node, level: level, message: message)))
    }

    /// Counts and tells a failure.
    ///
    /// - Parameter emitted: How many notes the sources have emitted so far.
    /// - Returns: Whether the run goes on.
    func record(_ failure: NoteFailure, emitted: Int) -> Bool {
        let goesOn = state.withLock { state in
            state.failureCount += 1
            if state.failures.count < RunSummary.failuresListed { state.failures.append(failure) }
            return policy.tolerates(failures: state.failureCount, of: emitted)
        }
        tell(.noteFailed(failure))
        return goesOn
    }

    var failures: [NoteFailure] { state.withLock { $0.failures } }

    /// Whether the policy bears all the failures there were, now that all notes are through.
    func bearsFailures(of emitted: Int) -> Bool {
        policy.tolerates(failures: state.withLock { $0.failureCount }, of: emitted, isOver: true)
    }
}
