import GraphbookCore

/// A task of a run: a source, a batch step, or a step with a queue of its own, with the plain steps that follow it.
protocol Driver: Sendable {
    var stage: Stage { get }
    var current: CurrentStage { get }
    /// The queues it fills, each to be told when it has finished.
    var feeds: [any Inlet] { get }
    /// The steps that run in its task and emit, each behind those that hand it notes.
    var emitting: [EmittingStage] { get }
    /// Works until there are no more notes.
    ///
    /// - Throws: ``RunEnded`` only.
    func work() async throws
}

extension Driver {
    /// Works, with log lines going to the stage whose code writes them, and tells the queues behind when it is done.
    func run() async {
        let journal = stage.journal, current = current
        defer { current.end() }
        await LogContext.$sink.withValue(LogSink { journal.log($0, $1, node: current.id) }) {
            do {
                try await work()
                for step in emitting { try await step.finish() }
            } catch {
                // RunEnded: whoever ended the run has told why, and has ended the queues.
                return
            }
        }
        for queue in feeds { queue.finish() }
    }
}

/// A step with a queue in front.
struct QueuedStepDriver: Driver {
    let stage: Stage
    let current: CurrentStage
    let queue: NoteQueue
    let receiver: any NoteReceiver
    let feeds: [any Inlet]
    let emitting: [EmittingStage]

    func work() async throws {
        while let notes = try await queue.receive() {
            for note in notes { try await receiver.receive(note) }
        }
    }
}
