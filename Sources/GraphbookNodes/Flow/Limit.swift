public import Graphbook
import Synchronization

/// Lets the first notes through and drops the rest.
///
/// The sources are still read to their ends.
@Node("Flow/Limit")
public final class Limit: RoutingStep {
    /// How many notes go through, 0 or more.
    @Parameter public var count: Int
    /// How many are dropped before that, 0 or more.
    @Parameter public var skip = 0

    private let seen = Mutex(0)

    public var remembersNotes: Bool { true }

    public func start() async throws { seen.withLock { $0 = 0 } }

    public func route(_ note: Note) -> DefaultPort? {
        let place = seen.withLock { seen in
            seen += 1
            return seen - 1 - skip
        }
        return (0..<max(count, 0)).contains(place) ? .out : nil
    }
}
