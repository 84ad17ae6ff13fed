import Glibc
import GraphbookCore

/// A set of threads, each of which calls functions itself or feeds a worker process. The only place where the engine
/// makes threads: loads block, and must not do so on the threads that tasks share.
final class WorkerPool: WorkerExecutor {
    /// Most workers a pool may have.
    static let mostWorkers = 1024
    /// Most workers a pool has whose number is found while it runs, unless there are more cores.
    static let mostTunedWorkers = 32

    private let state: Monitor<PoolMachine>
    private let workers: [any Worker]
    /// For each worker, where it waits for jobs.
    private let places: [WaitingPlace]
    private let threads = Monitor<[pthread_t]>([])

    /// Starts the first worker; the others when there is work for them.
    ///
    /// - Parameters:
    ///   - workers: Those there may be, 1 or more.
    ///   - limit: How many of them may work at the same time, for now.
    /// - Throws: ``GraphbookError`` when there is no thread for the first.
    init(workers: [any Worker], limit: Int) throws {
        self.workers = workers
        places = workers.map { _ in WaitingPlace() }
        state = Monitor(PoolMachine(limit: limit, most: workers.count))
        try start(workers[0])
    }

    func put(_ jobs: [Job], in lane: Lane, moreFollow: Bool) {
        wake(state.withLock { $0.put(jobs, in: lane, moreFollow: moreFollow) })
    }

    func flush() { wake(state.withLock { $0.flush() }) }

    /// Its workers have threads.
    func work() async {}

    func limit(to count: Int) { wake(state.withLock { $0.limit(to: count) }) }

    var occupation: WorkerOccupation { state.withLock { $0.occupation } }

    private func wake(_ wake: PoolMachine.Wake) {
        switch wake {
        case .nobody: break
        case .worker(let index): places[index].signal()
        case .newWorker(let index):
            // Without a thread for it, there are fewer workers than asked for.
            do { try start(workers[index]) } catch { state.withLock { $0.giveUp(index) } }
        }
    }

    private func start(_ worker: any Worker) throws {
        let thread = try Platform.startThread(named: "graphbook \(worker.index)") { [self] in worker.work(for: self) }
        threads.withLock { $0.append(thread) }
    }

    // MARK: - For the workers

    /// Jobs to work on next; waits while there are none.
    ///
    /// - Returns: nil when the pool is closed.
    func take(for worker: any Worker) -> PoolMachine.Chunk? {
        let taken = state.wait(at: places[worker.index]) { state in
            state.isClosed ? .some(nil) : state.take(for: worker.index).map(Optional.some)
        }
        guard let (chunk, next) = taken else { return nil }
        wake(next)
        return chunk
    }

    /// More jobs, if there are any just now.
    func takeMore(holding held: Int, of lane: Lane) -> PoolMachine.Chunk? {
        state.withLock { $0.takeMore(holding: held, of: lane) }
    }

    /// Tells a lane what came of its jobs, and takes back those to be tried again.
    ///
    /// - Parameter seconds: How long they took; nil where that tells nothing.
    func complete(_ outcomes: [(job: Job, outcome: Outcome)], of lane: Lane, in seconds: Double? = nil) {
        if let seconds { state.withLock { $0.done(outcomes.count, of: lane, in: seconds) } }
        let retries = lane.complete(outcomes)
        if !retries.isEmpty { put(retries, in: lane, moreFollow: false) }
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    // MARK: - The end

    private func close() {
        state.withLock { $0.close() }
        for place in places { place.signal() }
    }

    func end(isAborted: Bool) {
        close()
        for worker in workers { worker.end(isAborted: isAborted) }
    }

    func enforce(_ limits: WorkerLimits) {
        for worker in workers { worker.enforce(limits) }
    }

    func join() async {
        close()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            // Joining blocks, so it has a thread of its own. A worker may have started another before it ended.
            let join: @Sendable () -> Void = { [threads] in
                while let thread = threads.withLock({ $0.popLast() }) { pthread_join(thread, nil) }
                continuation.resume()
            }
            do { _ = pthread_detach(try Platform.startThread(named: "graphbook join", join)) } catch { join() }
        }
    }
}

/// One worker of a pool: what its thread does.
protocol Worker: Sendable {
    var index: Int { get }
    /// Works until the pool is closed.
    func work(for pool: WorkerPool)
    /// Called from another thread when the pool ends.
    func end(isAborted: Bool)
    /// Called from another thread at intervals.
    func enforce(_ limits: WorkerLimits)
}

extension Worker {
    func enforce(_ limits: WorkerLimits) {}
}

/// A worker that calls the functions itself.
struct ThreadWorker: Worker {
    let index: Int
    private let call = CancellableCall()

    init(index: Int) { self.index = index }

    func work(for pool: WorkerPool) {
        while let chunk = pool.take(for: self) {
            guard let function = chunk.lane.function else { preconditionFailure("threads need the function") }
            let began = Platform.now
            var outcomes: [(job: Job, outcome: Outcome)] = []
            outcomes.reserveCapacity(chunk.jobs.count)
            LogContext.$sink.withValue(chunk.lane.stage.logSink) {
                for job in chunk.jobs { outcomes.append((job, function(job.input, as: call))) }
            }
            pool.complete(outcomes, of: chunk.lane, in: Platform.now - began)
        }
    }

    func end(isAborted: Bool) { call.end(isAborted: isAborted) }
}
