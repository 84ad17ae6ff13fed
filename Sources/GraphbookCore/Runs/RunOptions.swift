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
