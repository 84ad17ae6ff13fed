import Glibc
import GraphbookCore

/// Makes the calls of load and dump functions.
protocol WorkerExecutor: Sendable {
    /// Hands over jobs of one lane. Returns at once, or, for calls in line, when they are done.
    func submit(_ jobs: [Job], to lane: Lane) async
    /// Ends all workers. Loads are given up; dumps under way are finished, unless `isAborted`.
    func end(isAborted: Bool)
    /// Waits until all workers are gone. No job may be submitted any more.
    func join() async
    /// Ends what is beyond its limits; called at intervals.
    func enforce(_ limits: WorkerLimits)
}

/// Calls in line with the step, one after the other: for a debugger.
struct InLineExecutor: WorkerExecutor {
    func submit(_ jobs: [Job], to lane: Lane) async {
        guard let function = lane.function else { preconditionFailure("in-line calls need the function") }
        await LogContext.$sink.withValue(lane.stage.logSink) {
            for job in jobs {
                var tries = [job]
                while let job = tries.popLast() {
                    let outcome = await function.inLine(job.input)
                    tries += lane.complete([(job, outcome)])
                }
            }
        }
    }

    func end(isAborted: Bool) {}
    func join() async {}
    func enforce(_ limits: WorkerLimits) {}
}

/// A set of threads, each of which calls functions itself or feeds a worker process. The only place where the engine
/// makes threads: loads block, and must not do so on the threads that tasks share.
///
/// Jobs wait in lanes, one a function; a free worker takes a few jobs of the lane whose turn it is. No lane is bounded here:
/// the stages limit how many jobs they have out.
final class WorkerPool: WorkerExecutor {
    /// Most workers a pool may have.
    static let mostWorkers = 1024

    struct State {
        var lanes: [(lane: Lane, jobs: Window<Job>)] = []
        /// The lane whose turn it is.
        var turn = 0
        var isClosed = false
    }

    private let state = Monitor(State())
    private let threads: Monitor<[pthread_t]>
    private let workers: [any Worker]

    /// Starts the workers.
    init(workers: [any Worker]) throws {
        self.workers = workers
        threads = Monitor([])
        for worker in workers {
            do {
                let thread = try Platform.startThread(named: "graphbook \(worker.index)") { [self] in
                    worker.work(for: self)
                }
                threads.withLock { $0.append(thread) }
            } catch {
                close()
                throw error
            }
        }
    }

    func submit(_ jobs: [Job], to lane: Lane) async { put(jobs, in: lane) }

    private func put(_ jobs: [Job], in lane: Lane) {
        if jobs.isEmpty { return }
        state.withLock { state in
            let place = state.place(of: lane)
            for job in jobs { state.lanes[place].jobs.append(job) }
        }
        // One worker: it wakes the next if it leaves any. Costs nothing where nobody waits.
        state.signal()
    }

    // MARK: - For the workers

    /// Jobs to work on next; waits while there are none.
    ///
    /// - Parameter window: Most jobs that are worth taking at once, by how long they take.
    /// - Returns: nil when the pool is closed.
    func take(window: (Lane) -> Int) -> (lane: Lane, jobs: [Job])? {
        let (taken, isMore) = state.wait { state -> ((lane: Lane, jobs: [Job])?, Bool)? in
            if state.isClosed { return (nil, false) }
            return state.take(window: window).map { ($0, state.hasJobs) }
        }
        if isMore { state.signal() }
        return taken
    }

    /// More jobs, if there are any just now.
    func takeMore(window: (Lane) -> Int) -> (lane: Lane, jobs: [Job])? {
        state.withLock { $0.isClosed ? nil : $0.take(window: window) }
    }

    /// Tells a lane what came of its jobs, and takes back those to be tried again.
    func complete(_ outcomes: [(job: Job, outcome: Outcome)], of lane: Lane) {
        put(lane.complete(outcomes), in: lane)
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    // MARK: - The end

    private func close() {
        state.withLock { $0.isClosed = true }
        state.broadcast()
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
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            // Joining blocks, so it has a thread of its own.
            let join: @Sendable () -> Void = {
                for thread in threads { pthread_join(thread, nil) }
                continuation.resume()
            }
            do { _ = pthread_detach(try Platform.startThread(named: "graphbook join", join)) } catch { join() }
        }
    }
}

extension WorkerPool.State {
    fileprivate var hasJobs: Bool { lanes.contains { !$0.jobs.isEmpty } }

    fileprivate mutating func place(of lane: Lane) -> Int {
        if let place = lanes.firstIndex(where: { $0.lane === lane }) { return place }
        lanes.append((lane, Window()))
        return lanes.count - 1
    }

    fileprivate mutating func take(window: (Lane) -> Int) -> (lane: Lane, jobs: [Job])? {
        for _ in lanes.indices {
            turn = (turn + 1) % lanes.count
            let available = lanes[turn].jobs.end - lanes[turn].jobs.start
            if available == 0 { continue }
            let count = min(available, max(1, window(lanes[turn].lane)))
            var jobs: [Job] = []
            jobs.reserveCapacity(count)
            for _ in 0..<count {
                jobs.append(lanes[turn].jobs[lanes[turn].jobs.start])
                lanes[turn].jobs.removeFirst()
            }
            return (lanes[turn].lane, jobs)
        }
        return nil
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

/// How many jobs of a lane a worker should have at once: enough to hide the hand-over when they are short, few when they are
/// long, so that they are spread evenly.
struct Pace {
    /// A worker should have about this much work in hand.
    private static let target = 200e-6
    private static let most = 32

    private var secondsPerJob: [ObjectIdentifier: Double] = [:]

    func window(for lane: Lane) -> Int {
        guard let seconds = secondsPerJob[ObjectIdentifier(lane)] else { return 1 }
        return max(1, min(Pace.most, Int(Pace.target / max(seconds, 1e-9))))
    }

    mutating func note(_ seconds: Double, for jobs: Int, of lane: Lane) {
        let each = seconds / Double(jobs)
        let before = secondsPerJob[ObjectIdentifier(lane)] ?? each
        secondsPerJob[ObjectIdentifier(lane)] = before + (each - before) * 0.25
    }
}

/// A worker that calls the functions itself.
struct ThreadWorker: Worker {
    let index: Int
    private let call = CancellableCall()

    init(index: Int) { self.index = index }

    func work(for pool: WorkerPool) {
        var pace = Pace()
        while let (lane, jobs) = pool.take(window: pace.window) {
            guard let function = lane.function else { preconditionFailure("threads need the function") }
            let began = Platform.now
            var outcomes: [(job: Job, outcome: Outcome)] = []
            outcomes.reserveCapacity(jobs.count)
            LogContext.$sink.withValue(lane.stage.logSink) {
                for job in jobs { outcomes.append((job, function(job.input, as: call))) }
            }
            pace.note(Platform.now - began, for: jobs.count, of: lane)
            pool.complete(outcomes, of: lane)
        }
    }

    func end(isAborted: Bool) { call.end(isAborted: isAborted) }
}
