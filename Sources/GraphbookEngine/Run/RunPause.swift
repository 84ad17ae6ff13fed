import Synchronization

/// Where the sources of a paused run wait.
final class RunPause: Sendable {
    private struct State {
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Asked for each note, so without a lock.
    private let isPaused = Atomic(false)
    private let state = Mutex(State())

    /// Lets sources wait from their next note on; nothing where the run has been stopped.
    func pause() {
        state.withLock { state in
            if !state.isOver { isPaused.store(true, ordering: .releasing) }
        }
    }

    func resume() { release(forGood: false) }

    /// The run stops or ends: nobody waits any more.
    func end() { release(forGood: true) }

    private func release(forGood: Bool) {
        let waiting = state.withLock { state in
            if forGood { state.isOver = true }
            isPaused.store(false, ordering: .releasing)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits while the run is paused.
    func pass() async {
        if !isPaused.load(ordering: .acquiring) { return }
        await withCheckedContinuation { continuation in
            let mayPass = state.withLock { state in
                if !isPaused.load(ordering: .acquiring) { return true }
                state.waiting.append(continuation)
                return false
            }
            if mayPass { continuation.resume() }
        }
    }
}
