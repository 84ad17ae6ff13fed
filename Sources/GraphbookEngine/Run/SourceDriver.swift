import GraphbookCore
import Synchronization

/// A source and the plain steps that follow it.
struct SourceDriver: Driver {
    let stage: Stage
    let number: Int
    let notes: SourceBody.Function
    let outlets: Outlets
    let current: CurrentStage
    let feeds: [NoteQueue]

    func work() async throws {
        let gate = SourceGate()
        current.enter(stage)
        // Emitting runs the steps behind, so a stop must not cancel the task then: only while the source's own code runs,
        // which may be waiting for something that never comes.
        let task = Task { try await notes(Emitter { note in try await emit(note, through: gate) }) }
        stage.control.onStop { if gate.close() { task.cancel() } }
        stage.control.onEnd { _ in task.cancel() }
        do {
            try await task.value
        } catch let ended as RunEnded {
            throw ended
        } catch {
            if gate.isClosed { return }
            try stage.fail(.source, note: nil, cause: "\(error)")
        }
        if stage.control.phase.isEnded { throw RunEnded() }
    }

    private func emit(_ note: Note, through gate: SourceGate) async throws {
        guard gate.enter() else { throw CancellationError() }
        defer { current.enter(stage) }
        // A source that emits one note several times, changing it in between, means several notes.
        let note = note.id == nil ? note : note.copy()
        note.identify(as: NoteID(source: number, index: stage.counters.notesIn.value))
        stage.counters.notesIn.add()
        stage.emitted.add()
        try await outlets.deliver(note, by: 0)
        stage.counters.notesOut.add()
        if !gate.leave() {
            // The run was stopped while this note was under way; from here on the source's own code runs.
            withUnsafeCurrentTask { $0?.cancel() }
            throw CancellationError()
        }
    }
}

/// Whether a source may emit, and whether it is emitting.
final class SourceGate: Sendable {
    private enum State: UInt8, AtomicRepresentable {
        case outside, emitting, closed
    }

    private let state = Atomic(State.outside)

    var isClosed: Bool { state.load(ordering: .acquiring) == .closed }

    /// - Returns: Whether the source may emit.
    func enter() -> Bool {
        state.compareExchange(expected: .outside, desired: .emitting, ordering: .acquiringAndReleasing).exchanged
    }

    /// - Returns: Whether the source may go on.
    func leave() -> Bool {
        state.compareExchange(expected: .emitting, desired: .outside, ordering: .acquiringAndReleasing).exchanged
    }

    /// - Returns: Whether the source's own code was running.
    func close() -> Bool { state.exchange(.closed, ordering: .acquiringAndReleasing) == .outside }
}
