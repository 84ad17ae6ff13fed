/// Where load and dump functions run.
public enum Isolation: String, Sendable, Codable, CaseIterable {
    /// In processes of their own: a crash loses one item.
    case processes
    /// On threads of the host.
    case threads
    /// In line with the step, one after the other: for a debugger.
    case none
}

/// How a run is carried out.
public struct RunOptions: Sendable, Hashable, Codable {
    /// How many workers load and dump, 1 or more; nil for one a core.
    public var workers: Int?
    public var isolation: Isolation
    public var onFailure: FailurePolicy
    /// How often progress is told, in milliseconds; 0 for never.
    public var progressInterval: Int
    /// How much memory a worker process may take of its own, in bytes; nil for as much as there is. Batches, which all share,
    /// do not count.
    public var workerMemory: Int?
    /// How it is recorded which notes are finished; nil when it is not.
    public var checkpoints: CheckpointOptions?
    /// Whether previews of the notes that pass are told.
    public var previews: Bool?

    public init(
        workers: Int? = nil, isolation: Isolation = .processes, onFailure: FailurePolicy = .stop,
        progressInterval: Int = 100
    ) {
        self.workers = workers
        self.isolation = isolation
        self.onFailure = onFailure
        self.progressInterval = progressInterval
    }
}

/// How it is recorded which notes of a run are finished, so that it can be resumed.
public struct CheckpointOptions: Sendable, Hashable, Codable {
    /// A folder that is there, for what nodes have to remember of what they wrote: an absolute path.
    public var folder: String
    /// Least time between two checkpoints, in milliseconds; 1 or more.
    public var interval: Int
    /// What was finished before; nil for a run that begins anew.
    public var resumed: [SourceProgress]?

    public init(folder: String, interval: Int = 500, resumed: [SourceProgress]? = nil) {
        self.folder = folder
        self.interval = interval
        self.resumed = resumed
    }
}
