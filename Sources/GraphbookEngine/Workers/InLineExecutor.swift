import GraphbookCore
import Synchronization

/// Calls functions in a task of the run, one after the other: for a debugger.
final class InLineExecutor: WorkerExecutor {
    private struct State: Sendable {
        var jobs = Window<(lane: Lane, job: Job)>()
        var current: Lane?
        var waiter: CheckedContinuation<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    func put(_ jobs: [Job], in lane: Lane, moreFollow: Bool) {
        let waiter = state.withLock { state in
            for job in jobs { state.jobs.append((lane, job)) }
            return take(&state.waiter)
        }
        waiter?.resume()
    }

    func work() async {
        while let (lane, job) = await next() {
            await LogContext.$sink.withValue(lane.stage.logSink) {
                guard let function = lane.function else { preconditionFailure("in-line calls need the function") }
                var tries = [job]
                while let job = tries.popLast() {
                    let outcome = await function.inLine(job.input)
                    tries += lane.complete([(job, outcome)])
                }
            }
        }
    }

    /// - Returns: nil when it is closed.
    private func next() async -> (lane: Lane, job: Job)? {
        while true {
            let (next, isClosed) = state.withLock { state -> ((lane: Lane, job: Job)?, Bool) in
                if state.isClosed { return (nil, true) }
                let next = state.jobs.first
                if next != nil { state.jobs.removeFirst() }
                state.current = next?.lane
                return (next, false)
            }
            if next != nil || isClosed { return next }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isClosed || !state.jobs.isEmpty { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    func flush() {}

    var occupation: WorkerOccupation {
        WorkerOccupation(lanes: state.withLock { $0.current }.map { [$0] } ?? [])
    }

    func limit(to count: Int) {}
    func enforce(_ limits: WorkerLimits) {}

    func end(isAborted: Bool) { close() }
    func join() async { close() }

    private func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            return take(&state.waiter)
        }
        waiter?.resume()
    }
}
