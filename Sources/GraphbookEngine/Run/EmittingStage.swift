import GraphbookCore

/// A step that emits. It runs in the task that hands it notes, and once more when that task has no more.
struct EmittingStage: NoteReceiver {
    let stage: Stage
    let instance: EmittingBody.Instance
    let outlets: Outlets
    let current: CurrentStage
    /// The notes that were made after the last one came.
    private let made = SharedCount()

    init(stage: Stage, instance: EmittingBody.Instance, outlets: Outlets, current: CurrentStage) {
        self.stage = stage
        self.instance = instance
        self.outlets = outlets
        self.current = current
    }

    func receive(_ note: Note) async throws {
        stage.counters.notesIn.add()
        current.enter(stage)
        let gate = EmitterGate(), id = note.id, emitted = SharedCount()
        let emitter = Emitter { part in
            emitted.add()
            try await emit(part.copy(identifiedBy: id), through: gate)
        }
        // Whoever has kept the emitter must not use it any more.
        defer { _ = gate.close() }
        let result = await stage.trying(note, unless: { emitted.value > 0 }) {
            try await instance.process(note, emitter)
        }
        switch result {
        case .success: stage.counters.notesOut.add()
        case .failure(let failed):
            try stage.fail(.body, note: note, cause: failed.cause, attempts: failed.attempts)
        }
        stage.drop(note)
    }

    /// Lets the step emit what it has held back.
    ///
    /// - Throws: ``RunEnded`` only.
    func finish() async throws {
        // A source that an abort has ended returns as one that is done.
        if stage.control.phase.isEnded { throw RunEnded() }
        current.enter(stage)
        let gate = EmitterGate()
        let emitter = Emitter { note in
            let id = NoteID(source: stage.index, index: made.value)
            if note.id == nil { made.add() }
            try await emit(note.copy(identifiedBy: id), through: gate)
        }
        defer { _ = gate.close() }
        do {
            try await instance.finish(emitter)
        } catch {
            try stage.fail(.body, note: nil, cause: "\(error)")
        }
    }

    private func emit(_ note: Note, through gate: EmitterGate) async throws {
        switch gate.enter() {
        case .entered: break
        case .busy:
            throw GraphbookError(
                .contract, "a step emits one note at a time: wait for one `emit` before calling the next")
        case .closed:
            throw GraphbookError(.contract, "a step emits while its function runs: this emitter's has returned")
        }
        defer {
            current.enter(stage)
            _ = gate.leave()
        }
        // One more than there was: the note that was worked on is under way until its call returns.
        stage.ledger?.branch(note.id, into: 2)
        try await outlets.deliver(note, by: 0)
    }
}
