public import Graphbook
import Synchronization

/// Lets a share of the notes through, chosen at random, as they come.
///
/// Each note is chosen by itself, so that the number that goes through is near the share, not just it. The same seed
/// chooses the same notes.
@Node("Flow/Sample Share")
public final class SampleShare: RoutingStep {
    /// The share of notes that go through, 0 to 1.
    @Parameter public var share: Double
    /// Where the random numbers start.
    @Parameter public var seed = 0

    private let random = Mutex(SeededRandom(0))

    public var remembersNotes: Bool { true }

    public func start() async throws { random.withLock { $0 = SeededRandom(seed) } }

    public func route(_ note: Note) -> DefaultPort? {
        random.withLock { Double.random(in: 0..<1, using: &$0) } < share ? .out : nil
    }
}

/// Lets a number of notes through, chosen at random of all there are.
///
/// They leave after the last note has come, in the order they came; that many are held in memory. The same seed chooses the
/// same notes. (Algorithm R of Vitter, *Random Sampling with a Reservoir*, 1985.)
@Node("Flow/Sample Count")
public final class SampleCount: EmittingStep {
    /// How many notes go through, all where there are fewer; 0 or more.
    @Parameter public var count: Int
    /// Where the random numbers start.
    @Parameter public var seed = 0

    private struct State {
        var random = SeededRandom(0)
        var seen = 0
        var chosen: [(place: Int, note: Note)] = []
    }

    private let state = Mutex(State())

    public func start() async throws { state.withLock { $0 = State(random: SeededRandom(seed)) } }

    public func process(_ note: Note, to emit: Emitter) {
        state.withLock { state in
            defer { state.seen += 1 }
            if state.chosen.count < count {
                state.chosen.append((state.seen, note))
            } else {
                let place = Int.random(in: 0...state.seen, using: &state.random)
                if place < state.chosen.count { state.chosen[place] = (state.seen, note) }
            }
        }
    }

    public func finish(to emit: Emitter) async throws {
        let chosen = state.withLock { state in
            defer { state.chosen = [] }
            return state.chosen
        }
        for (_, note) in chosen.sorted(by: { $0.place < $1.place }) { try await emit(note) }
    }
}
