import GraphbookCore

/// Makes the calls of load and dump functions.
protocol WorkerExecutor: Sendable {
    /// Hands over jobs of one lane.
    ///
    /// - Parameter moreFollow: Whether others are about to be handed over, so that short ones may wait for them; then
    ///   ``flush()`` is to be called before whoever hands over waits for anything.
    func put(_ jobs: [Job], in lane: Lane, moreFollow: Bool)
    /// Lets no job wait for others any more.
    func flush()
    /// How the workers are occupied now.
    var occupation: WorkerOccupation { get }
    /// Lets so many workers work at the same time from now on.
    func limit(to count: Int)
    /// Makes calls in the caller's task, where there are no workers, until ``join()`` is called.
    func work() async
    /// Ends all workers. Loads are given up; dumps under way are finished, unless `isAborted`.
    func end(isAborted: Bool)
    /// Waits until all workers are gone. No job may be handed over any more.
    func join() async
    /// Ends what is beyond its limits; called at intervals.
    func enforce(_ limits: WorkerLimits)
}

/// How the workers are occupied at one moment.
struct WorkerOccupation: Sendable {
    /// How many may work at the same time.
    var limit = 1
    /// Jobs that were done so far.
    var done = 0
    /// How many jobs of each lane a worker should have in hand.
    var windows: [(lane: Lane, jobs: Int)] = []
    /// The lanes of the workers that are at work.
    var lanes: [Lane] = []
}
