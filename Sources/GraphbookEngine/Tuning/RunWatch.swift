import GraphbookCore

/// Looks at a run every now and then: finds what limits it, and how many workers and items under way it should have.
struct RunWatch {
    private let graph: RunGraph
    private var finder: LimitFinder
    private var tuner: WorkerTuner?
    /// Since the tuner was told last.
    private var seconds = 0.0, busy = 0.0
    private var jobsTold = 0

    /// Most jobs that are loaded ahead to hide hand-overs, beside one for each worker.
    private static let mostInHand = 4 * Pace.most
    /// How often the tuner is told, in seconds.
    private static let tuning = 0.05

    /// - Parameters:
    ///   - nodes: The ids of the stages, and what is limiting where their own code is.
    ///   - tuner: Decides how many workers there are; nil where their number is fixed.
    init(_ graph: RunGraph, nodes: [(id: String, cause: RunLimit.Cause)], tuner: WorkerTuner?) {
        self.graph = graph
        finder = LimitFinder(nodes: nodes)
        self.tuner = tuner
    }

    /// What limits the run, as far as it was seen.
    var limit: RunLimit? { finder.limit }

    /// - Parameter seconds: Since the last look.
    mutating func look(after seconds: Double) {
        let occupation = graph.workers.occupation
        let sample = graph.sample(occupation)
        finder.look(at: sample)
        for (lane, jobs) in occupation.windows where lane.kind == .load {
            // As much as hides the hand-overs of short jobs is enough, however many workers there are.
            let inHand = max(occupation.limit, min(jobs * occupation.limit, RunWatch.mostInHand))
            graph.prefetch(for: inHand, of: lane, gathers: jobs == Pace.most)
        }
        // A source that has stopped short in its own code may have left notes and jobs that wait for others.
        graph.workers.flush()
        guard var tuner else { return }
        self.seconds += seconds
        busy += sample.busyWorkers * seconds
        guard self.seconds >= RunWatch.tuning else { return }
        let workers = tuner.note(
            WorkerTuner.Measurement(
                seconds: self.seconds, jobs: occupation.done - jobsTold, busy: busy / self.seconds))
        if workers != occupation.limit { graph.workers.limit(to: workers) }
        (self.seconds, busy, jobsTold) = (0, 0, occupation.done)
        self.tuner = tuner
    }
}

extension RunGraph {
    /// What everything does now.
    fileprivate func sample(_ occupation: WorkerOccupation) -> RunSample {
        var sample = RunSample(stages: Array(repeating: RunSample.Stage(), count: stageCount))
        for driver in drivers where !driver.current.isOver {
            if let inlet = inletOf[driver.stage.index], inlet.waiting.receiver { continue }
            // Of several senders it is not known which of them wait: each to the same degree.
            let waits = driver.feeds.reduce(0) { $0 + $1.waiting.senders }
            sample.stages[driver.current.place].running += max(0, 1 - waits)
        }
        let share = 1 / Double(max(occupation.limit, occupation.lanes.count, 1))
        for lane in occupation.lanes {
            switch lane.kind {
            case .load: sample.stages[lane.stage.index].loading += share
            case .dump: sample.stages[lane.stage.index].dumping += share
            }
        }
        return sample
    }

    fileprivate func prefetch(for jobs: Int, of lane: Lane, gathers: Bool) {
        guard let core = inletOf[lane.stage.index] as? BatchCore else { return }
        let more = core.prefetch(for: jobs, gathers: gathers)
        if !more.isEmpty { workers.put(more, in: lane, moreFollow: false) }
    }
}
