/// What a run's speed hangs on: what is busy while everything else waits for it.
public struct RunLimit: Sendable, Codable, Equatable {
    /// What may limit a run.
    public enum Cause: String, Sendable, Codable {
        /// A source's own code.
        case source
        /// The workers, by what they load.
        case workers
        /// The workers, by what they write.
        case dump
        /// The code of a step or batch step.
        case step
        /// The code of a step that nothing comes after.
        case sink
    }

    public let cause: Cause
    /// The node whose code it is.
    public let node: String
    /// The share of the time that it is busy, 0 to 1; of workers, the share of them.
    public let busy: Double

    public init(_ cause: Cause, of node: String, busy: Double) {
        self.cause = cause
        self.node = node
        self.busy = busy
    }
}
