import GraphbookEngine

/// A value that a test's tasks and threads change, and wait on for changes.
package final class Watched<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let id: Int
        let isMet: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Held: Sendable {
        var state: State
        var waiters: [Waiter] = []
        var nextID = 0
    }

    private let held: Monitor<Held>

    package init(_ state: State) { held = Monitor(Held(state: state)) }

    package var state: State { held.withLock { $0.state } }

    @discardableResult
    package func change<R: Sendable>(_ body: @Sendable (inout State) -> R) -> R {
        let (result, met) = held.withLock { held in
            let result = body(&held.state)
            let state = held.state
            let met = held.waiters.filter { $0.isMet(state) }
            held.waiters.removeAll { waiter in met.contains { $0.id == waiter.id } }
            return (result, met)
        }
        held.broadcast()
        for waiter in met { waiter.continuation.resume() }
        return result
    }

    /// Suspends until the condition is met.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    package func wait(until isMet: @escaping @Sendable (State) -> Bool) async throws {
        let id = held.withLock { held in
            held.nextID += 1
            return held.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isReady = held.withLock { held in
                    if isMet(held.state) { return true }
                    held.waiters.append(Waiter(id: id, isMet: isMet, continuation: continuation))
                    return false
                }
                if isReady { continuation.resume() } else if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let waiter = held.withLock { held in
            held.waiters.firstIndex { $0.id == id }.map { held.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    /// Blocks the thread until the condition is met: for load and dump functions, which are not `async`.
    package func block(until isMet: (State) -> Bool) { held.wait { isMet($0.state) ? () : nil } }
}
