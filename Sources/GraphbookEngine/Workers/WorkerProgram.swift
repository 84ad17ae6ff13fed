import GraphbookCore

/// The program whose processes load and dump, and what they need to make the same nodes as the host.
public struct WorkerProgram: Sendable {
    /// The executable; it hands over to ``WorkerProcess`` when it is started with ``workerArgument``.
    public let path: String
    /// The workflow, as the host got it, without what only the host needs.
    public let request: RunRequest

    public static let workerArgument = "--graphbook-worker"

    public init(path: String, request: RunRequest) {
        self.path = path
        // What was finished before may be long, and is nothing to the workers.
        var options = request.options
        options.checkpoints = nil
        self.request = RunRequest(
            name: request.name, text: request.text, overrides: request.overrides, options: options)
    }
}
