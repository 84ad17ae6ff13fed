public import Graphbook
import Synchronization

/// Changes the order of the notes at random.
///
/// So many notes as the buffer holds are kept in memory; each further one takes the place of one of them, which leaves. A
/// note so leaves at most a buffer's length early, and a buffer that holds all notes shuffles them evenly. The same seed
/// gives the same order.
@Node("Flow/Shuffle")
public final class Shuffle: EmittingStep {
    /// How many notes are held, 1 or more.
    @Parameter public var buffer = 1000
    /// Where the random numbers start.
    @Parameter public var seed = 0

    private struct State {
        var random = SeededRandom(0)
        var held: [Note] = []
    }

    private let state = Mutex(State())

    public func start() async throws { state.withLock { $0 = State(random: SeededRandom(seed)) } }

    public func process(_ note: Note, to emit: Emitter) async throws {
        let leaving = state.withLock { state -> Note? in
            if state.held.count < max(buffer, 1) {
                state.held.append(note)
                return nil
            }
            let place = Int.random(in: state.held.indices, using: &state.random)
            defer { state.held[place] = note }
            return state.held[place]
        }
        if let leaving { try await emit(leaving) }
    }

    public func finish(to emit: Emitter) async throws {
        let rest = state.withLock { state in
            defer { state.held = [] }
            return state.held.shuffled(using: &state.random)
        }
        for note in rest { try await emit(note) }
    }
}
