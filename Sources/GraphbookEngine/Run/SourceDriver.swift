import GraphbookCore
import Synchronization

/// A source and the plain steps that follow it.
struct SourceDriver: Driver {
    let stage: Stage
    let number: Int
    let notes: SourceBody.Function
    let outlets: Outlets
    let current: CurrentStage
    let feeds: [any Inlet]
    let emitting: [EmittingStage]

    func work() async throws {
        let gate = EmitterGate()
        current.enter(stage)
        // Emitting runs the steps behind, so a stop must not cancel the task then: only while the source's own code runs,
        // which may be waiting for something that never comes.
        let task = Task { try await notes(Emitter { note in try await emit(note, through: gate) }) }
        stage.control.onStop { if gate.close() { task.cancel() } }
        stage.control.onEnd { _ in task.cancel() }
        // Whoever has kept the emitter must not use it any more.
        defer { _ = gate.close() }
        do {
            try await task.value
            if stage.control.phase == .running { try stage.ledger?.end(of: number) }
        } catch let ended as RunEnded {
            throw ended
        } catch {
            if gate.isClosed { return }
            try stage.fail(.source, note: nil, cause: "\(error)")
        }
        if stage.control.phase.isEnded { throw RunEnded() }
    }

    private func emit(_ note: consuming Note, through gate: EmitterGate) async throws {
        await stage.control.pause.pass()
        switch gate.enter() {
        case .entered: break
        case .busy:
            throw GraphbookError(
                .contract, "a source emits one note at a time: wait for one `emit` before calling the next")
        case .closed: throw CancellationError()
        }
        defer { current.enter(stage) }
        if let id = try identity(of: note) {
            var emitted = note
            if isKnownUniquelyReferenced(&emitted) {
                emitted.identify(as: id)
            } else {
                // A source that keeps a note, changes it and emits it again means several notes.
                emitted = Note(emitted.fields, id: id)
            }
            stage.counters.notesIn.add()
            stage.emitted.add()
            if let receiver = outlets.onlyReceiver {
                try await receiver.receive(emitted)
            } else {
                try await outlets.deliver(emitted, by: 0)
            }
            stage.counters.notesOut.add()
        } else {
            stage.counters.notesSkipped.add()
        }
        if !gate.leave() {
            // The run was stopped while this note was under way; from here on the source's own code runs.
            withUnsafeCurrentTask { $0?.cancel() }
            throw CancellationError()
        }
    }

    /// The identity of the source's next note; nil where it was finished before.
    private func identity(of note: Note) throws -> NoteID? {
        guard let ledger = stage.ledger else { return NoteID(source: number, index: stage.counters.notesIn.value) }
        return try ledger.begin(note.fields, of: number)
    }
}

/// Whether a source or step may emit, and whether it is emitting.
final class EmitterGate: Sendable {
    private enum State: UInt8, AtomicRepresentable {
        case outside, emitting, closed
    }

    private let state = Atomic(State.outside)

    var isClosed: Bool { state.load(ordering: .acquiring) == .closed }

    enum Entry { case entered, busy, closed }

    func enter() -> Entry {
        let (entered, found) = state.compareExchange(
            expected: .outside, desired: .emitting, ordering: .acquiringAndReleasing)
        return entered ? .entered : found == .closed ? .closed : .busy
    }

    /// - Returns: Whether it may go on.
    func leave() -> Bool {
        state.compareExchange(expected: .emitting, desired: .outside, ordering: .acquiringAndReleasing).exchanged
    }

    /// - Returns: Whether the node's own code was running.
    func close() -> Bool { state.exchange(.closed, ordering: .acquiringAndReleasing) == .outside }
}
