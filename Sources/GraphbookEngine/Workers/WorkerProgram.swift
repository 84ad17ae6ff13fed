import GraphbookCore

/// The program whose processes load and dump, and what they need to make the same nodes as the host.
public struct WorkerProgram: Sendable {
    /// The executable; it hands over to ``WorkerProcess`` when it is started with ``workerArgument``.
    public let path: String
    /// The workflow, as the host got it.
    public let request: RunRequest

    public static let workerArgument = "--graphbook-worker"

    public init(path: String, request: RunRequest) {
        self.path = path
        self.request = request
    }
}
