import GraphbookCore

/// Finds out what limits a run, from many looks at it.
///
/// Of stages that wait for each other in bounded queues, the slowest is busy nearly all the time, and the others wait for
/// it (the utilization law of queueing networks, Denning and Buzen 1978).
struct LimitFinder: Sendable {
    private let nodes: [(id: String, cause: RunLimit.Cause)]
    private var sums: [RunSample.Stage]
    private var looks = 0

    /// Less looks tell nothing.
    private static let fewest = 5

    /// - Parameter nodes: The ids of the stages, and what is limiting where their own code is.
    init(nodes: [(id: String, cause: RunLimit.Cause)]) {
        self.nodes = nodes
        sums = nodes.map { _ in RunSample.Stage() }
    }

    mutating func look(at sample: RunSample) {
        looks += 1
        for (place, stage) in sample.stages.enumerated() {
            sums[place].running += stage.running
            sums[place].loading += stage.loading
            sums[place].dumping += stage.dumping
        }
    }

    /// What is busiest; nil while too little was seen, or nothing was busy.
    var limit: RunLimit? {
        if looks < LimitFinder.fewest { return nil }
        let workers = sums.reduce(0) { $0 + $1.loading + $1.dumping }
        var limit: RunLimit?, most = 0.0
        func consider(_ cause: RunLimit.Cause, _ node: String, _ sum: Double, of whole: Double) {
            guard sum > most else { return }
            most = sum
            // In hundredths, which is as exact as looks are.
            limit = RunLimit(cause, of: node, busy: (whole / Double(looks) * 100).rounded() / 100)
        }
        for (node, sum) in zip(nodes, sums) { consider(node.cause, node.id, sum.running, of: sum.running) }
        // The workers are one thing, however many functions they call; the one they call most gives the name.
        guard workers > most else { return limit }
        most = 0
        for (node, sum) in zip(nodes, sums) {
            consider(.workers, node.id, sum.loading, of: workers)
            consider(.dump, node.id, sum.dumping, of: workers)
        }
        return limit
    }
}
