/// What a ``WorkerPool`` decides: which jobs a worker gets, how many at once, and who is woken for those that wait.
///
/// Jobs wait in lanes, one a function; a free worker takes a few of the lane whose turn it is. No lane is bounded here: the
/// stages limit how many jobs they have out.
struct PoolMachine {
    /// Jobs of one lane, for a worker to do one after the other.
    struct Chunk {
        let lane: Lane
        let jobs: [Job]
    }

    /// Who is to be woken or started.
    enum Wake: Equatable {
        case nobody
        case worker(Int)
        case newWorker(Int)
    }

    private struct Waiting {
        let lane: Lane
        var jobs = Window<Job>()
        var pace = Pace()

        /// Whether the jobs take longer than waking a worker does, or are many.
        var isWorthWaking: Bool { !jobs.isEmpty && jobs.count >= pace.jobsWhileWaking }
    }

    /// Most workers that work at the same time, 1 or more.
    private(set) var limit: Int
    /// Most workers that can be started.
    private var most: Int
    private(set) var isClosed = false
    /// Jobs that were done so far.
    private(set) var done = 0
    private var lanes: [Waiting] = []
    /// The place of the lane whose turn it is.
    private var turn = 0
    /// Workers that wait for jobs. The last to have come is the first to go: its caches are warm, and where there are more
    /// workers than work, the others sleep on.
    private var idle: [Int] = []
    /// For each worker that there is, what it does.
    private var workers: [Activity] = []

    private var missing = 0

    private enum Activity {
        case awake, idle, missing
        case working(Lane)
    }

    /// A pool whose first worker is about to be started.
    init(limit: Int, most: Int) {
        self.limit = limit
        self.most = most
        workers = [.awake]
    }

    private var awake: Int { workers.count - idle.count - missing }

    // MARK: - Jobs come in

    /// - Parameter moreFollow: Whether short jobs may wait for others that follow.
    mutating func put(_ jobs: [Job], in lane: Lane, moreFollow: Bool) -> Wake {
        let place = place(of: lane)
        for job in jobs { lanes[place].jobs.append(job) }
        return moreFollow && !lanes[place].isWorthWaking ? .nobody : wakeNext()
    }

    /// Wakes a worker for jobs that wait, if there are any.
    mutating func flush() -> Wake { lanes.contains { !$0.jobs.isEmpty } ? wakeNext() : .nobody }

    private mutating func wakeNext() -> Wake {
        if isClosed || awake >= limit { return .nobody }
        if let worker = idle.popLast() {
            workers[worker] = .awake
            return .worker(worker)
        }
        if workers.count >= most { return .nobody }
        workers.append(.awake)
        return .newWorker(workers.count - 1)
    }

    private mutating func place(of lane: Lane) -> Int {
        if let place = lanes.firstIndex(where: { $0.lane === lane }) { return place }
        lanes.append(Waiting(lane: lane))
        return lanes.count - 1
    }

    // MARK: - Workers take them

    /// Jobs for a worker that has none; nil when it is to wait, until it is woken.
    mutating func take(for worker: Int) -> (chunk: Chunk, wake: Wake)? {
        if case .idle = workers[worker] { return nil }
        guard awake <= limit, let chunk = nextChunk(holding: 0) else {
            workers[worker] = .idle
            idle.append(worker)
            return nil
        }
        workers[worker] = .working(chunk.lane)
        return (chunk, lanes.contains(where: \.isWorthWaking) ? wakeNext() : .nobody)
    }

    /// More jobs for a worker that has some, if there are any and it has few.
    ///
    /// - Parameter held: How many it has, of this lane.
    mutating func takeMore(holding held: Int, of lane: Lane) -> Chunk? {
        if isClosed || awake > limit || held * 2 > lanes[place(of: lane)].pace.window { return nil }
        return nextChunk(holding: held)
    }

    private mutating func nextChunk(holding held: Int) -> Chunk? {
        for _ in lanes.indices {
            turn = (turn + 1) % lanes.count
            let count = lanes[turn].jobs.count
            if count == 0 { continue }
            let pace = lanes[turn].pace
            // A fair share, so that other workers get some too; more where that would be done before they are awake.
            let share = max((count + limit - 1) / limit, pace.jobsWhileWaking)
            let room = max(1, pace.window - held)
            return Chunk(lane: lanes[turn].lane, jobs: lanes[turn].jobs.removeFirst(min(count, share, room)))
        }
        return nil
    }

    /// Jobs were done.
    mutating func done(_ count: Int, of lane: Lane, in seconds: Double) {
        done += count
        lanes[place(of: lane)].pace.note(seconds, for: count)
    }

    // MARK: - The pool's size and end

    mutating func limit(to count: Int) -> Wake {
        limit = count
        return flush()
    }

    /// A worker could not be started. Those that there are do the work.
    mutating func giveUp(_ worker: Int) {
        workers[worker] = .missing
        missing += 1
        most = workers.count
    }

    mutating func close() { isClosed = true }

    var occupation: WorkerOccupation {
        WorkerOccupation(
            limit: limit, done: done, windows: lanes.map { ($0.lane, $0.pace.window) },
            lanes: workers.compactMap { if case .working(let lane) = $0 { lane } else { nil } })
    }
}

/// How long the jobs of a lane take, and what follows from it.
struct Pace {
    /// A worker should have about this much work in hand, in seconds: enough to hide the hand-over when jobs are short, few
    /// when they are long, so that they are spread evenly.
    private static let target = 200e-6
    /// About what waking a thread costs, in seconds, with what it displaces.
    private static let waking = 20e-6
    /// Most jobs that a worker has in hand.
    static let most = 32

    private var secondsPerJob: Double?

    /// How many jobs a worker should have in hand, 1 to ``most``.
    var window: Int { jobs(in: Pace.target, 1...Pace.most) }

    /// How many jobs are done in the time that waking another worker takes, 1 or more.
    var jobsWhileWaking: Int { jobs(in: Pace.waking, 1...Pace.most) }

    private func jobs(in seconds: Double, _ range: ClosedRange<Int>) -> Int {
        guard let secondsPerJob else { return range.lowerBound }
        return max(range.lowerBound, Int(min(Double(range.upperBound), seconds / max(secondsPerJob, 1e-9))))
    }

    mutating func note(_ seconds: Double, for jobs: Int) {
        let each = seconds / Double(jobs)
        let before = secondsPerJob ?? each
        secondsPerJob = before + (each - before) * 0.25
    }
}
