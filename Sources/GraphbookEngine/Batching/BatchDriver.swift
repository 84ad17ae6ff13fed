import GraphbookCore

/// Hands notes to a batch step, and their items to the workers.
struct BatchReceiver: NoteReceiver {
    let stage: Stage
    let itemKey: String
    let core: BatchCore
    let loads: Lane?
    let workers: any WorkerExecutor

    func receive(_ note: Note) async throws {
        guard let arrival = Arrival(note, key: itemKey) else {
            stage.counters.notesIn.add()
            let keys = note.fields.keys.map { "'\($0)'" }.joined(separator: ", ")
            try stage.fail(
                .load, note: note,
                cause: "the note has no '\(itemKey)'; it has \(keys.isEmpty ? "no keys" : keys)")
            return stage.drop(note)
        }
        if let (jobs, moreFollow) = try core.send(arrival) {
            if let loads, !jobs.isEmpty { workers.put(jobs, in: loads, moreFollow: moreFollow) }
            return
        }
        // Nobody is to wait for jobs that were kept back until there are more.
        workers.flush()
        try await core.wait(with: arrival)
    }
}

/// A batch step's own task: works on full batches, has outputs written, and lets finished notes leave.
struct BatchDriver: Driver {
    let stage: Stage
    let current: CurrentStage
    let feeds: [any Inlet]
    let instance: BatchBody.Instance
    let core: BatchCore
    let loads: Lane?
    let dumps: Lane?
    let workers: any WorkerExecutor
    let outlets: Outlets
    let emitting: [EmittingStage]

    /// A body that takes less, in seconds, takes less than waking a worker does.
    private static let quickBody = 20e-6

    func work() async throws {
        var dumpTicket = 0, isQuick = false
        current.enter(stage)
        while true {
            let (jobs, action) = try await core.next(isQuick: isQuick)
            if let loads, !jobs.isEmpty { workers.put(jobs, in: loads, moreFollow: false) }
            switch action {
            case .process(_, let batch):
                let began = Platform.now
                try await process(batch, dumpTicket: &dumpTicket)
                isQuick = Platform.now - began < BatchDriver.quickBody
            case .deliver(let note): try await leave(note)
            case .drop(let note): stage.drop(note)
            case .finished: return
            case .wait: continue
            }
        }
    }

    // MARK: - Batches go through the body

    private func process(_ batch: BatchMachine.Batch, dumpTicket: inout Int) async throws {
        var slots: [BatchMachine.Slot] = []
        var elements = BatchBody.Elements(loaded: [], items: [], notes: [], sideBySide: nil)
        slots.reserveCapacity(batch.slots.count)
        elements.reserveCapacity(batch.slots.count)
        for slot in batch.slots {
            guard case .ready(let value, let changed) = slot.state else { continue }
            // Only now, not when it was loaded: an earlier batch of the same note may have been in the body, and a retry
            // puts the note back to what it was.
            if let changed { slot.item.replace(with: changed) }
            slots.append(slot)
            elements.append(value, slot.item, slot.owner)
        }
        if slots.isEmpty { return }
        elements.sideBySide = batch.buffer.flatMap { sideBySide(elements.loaded, in: $0) }
        let numbers = slots.map(\.note)

        switch await body(elements) {
        case .success(let arguments):
            stage.counters.itemsDone.add(slots.count)
            guard let arguments, let dumps else { return core.processed(numbers, dumps: false) }
            var jobs: [Job] = []
            for (slot, argument) in zip(slots, arguments) {
                guard let argument else { continue }
                jobs.append(Job(ticket: dumpTicket, note: slot.note, index: slot.index, input: .dump(argument)))
                dumpTicket += 1
            }
            // First those to be written, so that their notes do not leave before.
            core.processed(jobs.map(\.note), dumps: true)
            core.processed(zip(numbers, arguments).filter { $0.1 == nil }.map(\.0), dumps: false)
            workers.put(jobs, in: dumps, moreFollow: false)
        case .failure(let failed):
            if stage.control.phase.isEnded { throw RunEnded() }
            stage.counters.itemsFailed.add(slots.count)
            for (note, isFirst) in core.bodyFailed(numbers) {
                try stage.fail(.body, note: note, isFirst: isFirst, cause: failed.cause, attempts: failed.attempts)
            }
        }
    }

    /// Runs the body, again after a failure as often as the policy says, with the notes as they were.
    private func body(_ elements: BatchBody.Elements) async -> Result<[(any Sendable)?]?, Failed> {
        let before = stage.retries > 0 ? elements.notes.map(\.fields) : []
        var attempts = 1
        while true {
            do {
                let arguments = try await instance.process(elements)
                if let arguments, arguments.count != elements.items.count {
                    throw GraphbookError(
                        .contract,
                        "the body returned \(arguments.count) dump arguments for a batch of \(elements.items.count): "
                            + "it is to return one for each element")
                }
                return .success(arguments)
            } catch {
                if attempts > stage.retries || stage.control.phase.isEnded {
                    return .failure(Failed(cause: "\(error)", attempts: attempts))
                }
                attempts += 1
                for (note, fields) in zip(elements.notes, before) { note.restore(fields) }
            }
        }
    }

    /// All tensors as one, where every one lies in its row.
    private func sideBySide(_ loaded: [any Sendable], in buffer: BatchBuffer) -> Tensor? {
        guard let first = loaded[0] as? Tensor else { return nil }
        for (row, value) in loaded.enumerated() {
            guard let tensor = value as? Tensor, tensor.storage === buffer.storage,
                tensor.byteOffset == row * buffer.rowBytes, tensor.shape == first.shape,
                tensor.elementType == first.elementType
            else { return nil }
        }
        return Tensor(storage: buffer.storage, elementType: first.elementType, shape: [loaded.count] + first.shape)
    }

    // MARK: - Notes leave

    private func leave(_ note: Note) async throws {
        var deliveries = Deliveries.whole(port: 0)
        if let route = instance.route {
            switch await stage.trying(note, { try await route(note) }) {
            case .success(let routed): deliveries = routed
            case .failure(let failed):
                try stage.fail(.route, note: note, cause: failed.cause, attempts: failed.attempts)
                return stage.drop(note)
            }
        }
        stage.counters.notesOut.add()
        defer { current.enter(stage) }
        try await outlets.deliver(deliveries, of: note)
    }
}
