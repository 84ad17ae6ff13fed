/// What everything in a run does at one moment.
struct RunSample: Sendable, Equatable {
    /// For each stage, the share of its tasks and workers that are at work for it: 0 to 1.
    struct Stage: Sendable, Equatable {
        /// Whether a task runs the stage's own code, or probably does.
        var running = 0.0
        /// The share of the workers that load for it.
        var loading = 0.0
        /// The share of the workers that write for it.
        var dumping = 0.0
    }

    var stages: [Stage]

    /// The share of the workers that are at work.
    var busyWorkers: Double { stages.reduce(0) { $0 + $1.loading + $1.dumping } }
}
