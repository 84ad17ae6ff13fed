import GraphbookCore
import Synchronization

/// Whether a run goes on, and what is to happen when it does not.
///
/// A run ends by itself, is stopped (the sources stop, what is under way is finished), or is ended at once (by a failure that
/// the policy does not bear, or by an abort).
final class RunControl: Sendable {
    enum Phase: Sendable, Equatable {
        case running, stopping, failed, aborted

        var isEnded: Bool { self == .failed || self == .aborted }
    }

    private struct State {
        var phase = Phase.running
        var onStop: [@Sendable () -> Void] = []
        var onEnd: [@Sendable (Phase) -> Void] = []
    }

    private let state = Mutex(State())
    let pause = RunPause()

    var phase: Phase { state.withLock { $0.phase } }

    /// Calls `action` when the run is stopped or ended; at once if it was.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            if state.phase != .running { return true }
            state.onStop.append(action)
            return false
        }
        if isStopped { action() }
    }

    /// Calls `action` when the run is ended; at once if it was.
    func onEnd(_ action: @escaping @Sendable (Phase) -> Void) {
        let phase = state.withLock { state in
            if !state.phase.isEnded { state.onEnd.append(action) }
            return state.phase
        }
        if phase.isEnded { action(phase) }
    }

    func stop() {
        let actions = state.withLock { state -> [@Sendable () -> Void] in
            guard state.phase == .running else { return [] }
            state.phase = .stopping
            defer { state.onStop = [] }
            return state.onStop
        }
        for action in actions { action() }
        // Last, so that a source which was paused finds that it may emit no more.
        pause.end()
    }

    /// - Parameter phase: `failed` or `aborted`; an abort also ends a run that has failed and is still finishing its dumps.
    func end(_ phase: Phase) {
        let (stops, ends) = state.withLock { state -> ([@Sendable () -> Void], [@Sendable (Phase) -> Void]) in
            if state.phase == .aborted || state.phase == phase { return ([], []) }
            state.phase = phase
            defer { state.onStop = [] }
            return (state.onStop, state.onEnd)
        }
        for action in stops { action() }
        for action in ends { action(phase) }
        pause.end()
    }
}
