import GraphbookCore

/// A plain or routing step. A class, so that a chain need not copy one for each note.
final class StepStage: Sendable {
    let stage: Stage
    let function: StepBody.Function
    let outlets: Outlets
    /// Whether a failure is final.
    fileprivate let isTriedOnce: Bool

    init(stage: Stage, function: StepBody.Function, outlets: Outlets) {
        self.stage = stage
        self.function = function
        self.outlets = outlets
        isTriedOnce = stage.retries == 0
    }

    /// - Returns: What the step sends where; nil when it has failed, and the run goes on.
    fileprivate func deliveries(of note: Note) async throws -> Deliveries? {
        if stage.retries > 0 {
            switch await stage.trying(note, { try await function(note) }) {
            case .success(let deliveries): return deliveries
            case .failure(let failed): return try fail(note, failed.cause, attempts: failed.attempts)
            }
        }
        do { return try await function(note) } catch { return try fail(note, "\(error)") }
    }

    fileprivate func fail(_ note: Note, _ cause: String, attempts: Int = 1) throws -> Deliveries? {
        try stage.fail(.body, note: note, cause: cause, attempts: attempts)
        stage.drop(note)
        return nil
    }
}

/// Steps that follow each other, each the only one behind the only port of the one before. They run in the task that hands
/// them notes: neighbouring steps need no queue between them.
struct StepChain: NoteReceiver {
    /// One or more.
    let steps: [StepStage]
    let current: CurrentStage

    init(_ step: StepStage, current: CurrentStage) {
        steps = [step] + ((step.outlets.onlyReceiver as? StepChain)?.steps ?? [])
        self.current = current
    }

    func receive(_ note: Note) async throws {
        for place in steps.indices {
            let step = steps[place]
            step.stage.counters.notesIn.add()
            current.enter(step.stage)
            var deliveries: Deliveries?
            if case .plain(let function) = step.function, step.isTriedOnce {
                // In line, since a call that might wait costs as much as many a step.
                do { deliveries = try function(note) } catch { deliveries = try step.fail(note, "\(error)") }
            } else {
                deliveries = try await step.deliveries(of: note)
            }
            guard let deliveries else { return }
            step.stage.counters.notesOut.add()
            if place < steps.count - 1, case .whole = deliveries { continue }
            return try await step.outlets.deliver(deliveries, of: note)
        }
    }
}

/// The queue in front of a stage that several tasks hand notes to, or that works at its own pace.
struct QueuedReceiver: NoteReceiver {
    let queue: NoteQueue

    func receive(_ note: Note) async throws { try await queue.send(note) }
}
