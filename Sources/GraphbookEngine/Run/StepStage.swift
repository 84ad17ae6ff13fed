import GraphbookCore

/// A plain or routing step. It runs in the task that hands it notes: neighbouring steps need no queue between them.
struct StepStage: NoteReceiver {
    let stage: Stage
    let process: StepBody.Function
    let outlets: Outlets
    let current: CurrentStage

    func receive(_ note: Note) async throws {
        stage.counters.notesIn.add()
        current.enter(stage)
        let deliveries: Deliveries
        do {
            deliveries = try await process(note, retrying: stage.retries)
        } catch let failed as Failed {
            try stage.fail(.body, note: note, cause: failed.cause, attempts: failed.attempts)
            return stage.drop(note)
        }
        stage.counters.notesOut.add()
        try await outlets.deliver(deliveries, of: note)
    }

    private func process(_ note: Note, retrying retries: Int) async throws -> Deliveries {
        if retries > 0 { return try await stage.trying(note) { try await process(note) }.get() }
        do {
            return try await process(note)
        } catch {
            throw Failed(cause: "\(error)", attempts: 1)
        }
    }
}

/// The queue in front of a stage that several tasks hand notes to, or that works at its own pace.
struct QueuedReceiver: NoteReceiver {
    let queue: NoteQueue

    func receive(_ note: Note) async throws { try await queue.send(note) }
}
