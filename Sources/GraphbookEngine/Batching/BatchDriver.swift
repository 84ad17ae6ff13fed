import GraphbookCore

/// A batch step: one task admits items and hands them to the workers, one works on full batches, writes outputs and lets
/// finished notes leave.
struct BatchDriver: Driver {
    let stage: Stage
    let current: CurrentStage
    let feeds: [NoteQueue]
    let queue: NoteQueue
    let instance: BatchBody.Instance
    let core: BatchCore
    let loads: Lane?
    let dumps: Lane?
    let workers: any WorkerExecutor
    let outlets: Outlets
    let emitting: [EmittingStage]

    func work() async throws {
        stage.control.onEnd { [core] _ in core.end() }
        async let intake: Void = admitAll()
        var dumpTicket = 0
        current.enter(stage)
        loop: while true {
            switch try await core.next() {
            case .process(_, let batch): try await process(batch, dumpTicket: &dumpTicket)
            case .deliver(let note): try await leave(note)
            case .drop(let note): stage.drop(note)
            case .finished: break loop
            case .wait: continue
            }
        }
        try await intake
    }

    // MARK: - Items come in

    private func admitAll() async throws {
        while let notes = try await queue.receive() {
            var jobs: [Job] = []
            for note in notes { try await admit(note, gathering: &jobs) }
            await submit(&jobs)
        }
        core.finishIntake()
    }

    /// Admits a note's items. Jobs are gathered over several notes and handed over together.
    private func admit(_ note: Note, gathering jobs: inout [Job]) async throws {
        stage.counters.notesIn.add()
        let key = instance.itemKey
        guard let value = note[key] as Value? else {
            let keys = note.fields.keys
            try stage.fail(
                .load, note: note,
                cause:
                    "the note has no '\(key)'; it has \(keys.isEmpty ? "no keys" : keys.map { "'\($0)'" }.joined(separator: ", "))"
            )
            return stage.drop(note)
        }
        let elements = value.list
        if case .boxed = value, let elements { note[key] = .array(elements) as Value? }
        let number = try await open(note, gathering: &jobs)
        let count = elements?.count ?? 1
        for place in 0..<count {
            let element = elements.map { $0[place] } ?? value
            let index = elements == nil ? nil : place
            let item = Item(of: note, key: key, index: index)
            while true {
                if let (ticket, row) = core.admit(item, at: index, of: number, owner: note) {
                    if loads == nil {
                        core.loaded(ticket, Item(element).value)
                    } else {
                        jobs.append(Job(ticket: ticket, note: number, index: index, input: .load(element, into: row)))
                    }
                    break
                }
                await submit(&jobs)
                try await core.room(for: .item)
            }
        }
        core.close(number)
    }

    private func open(_ note: Note, gathering jobs: inout [Job]) async throws -> Int {
        while true {
            if let number = core.open(note) { return number }
            await submit(&jobs)
            try await core.room(for: .note)
        }
    }

    private func submit(_ jobs: inout [Job]) async {
        guard let loads, !jobs.isEmpty else { return }
        await workers.submit(jobs, to: loads)
        jobs.removeAll(keepingCapacity: true)
    }

    // MARK: - Batches go through the body

    private func process(_ batch: BatchMachine.Batch, dumpTicket: inout Int) async throws {
        var slots: [BatchMachine.Slot] = [], loaded: [any Sendable] = []
        for slot in batch.slots {
            guard case .ready(let value, let changed) = slot.state else { continue }
            // Only now, not when it was loaded: an earlier batch of the same note may have been in the body, and a retry
            // puts the note back to what it was.
            if let changed { slot.item.replace(with: changed) }
            slots.append(slot)
            loaded.append(value)
        }
        if slots.isEmpty { return }
        let elements = BatchBody.Elements(
            loaded: loaded, items: slots.map(\.item), notes: slots.map(\.owner),
            sideBySide: batch.buffer.flatMap { sideBySide(loaded, in: $0) })
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
            await workers.submit(jobs, to: dumps)
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
