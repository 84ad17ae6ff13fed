/// A door that is shut until the test opens it: where a test makes the engine wait.
final class Gate: Sendable {
    private struct State: Sendable {
        var isOpen = false
        var arrivals = 0
    }

    private let watched = Watched(State())

    func open() { watched.change { $0.isOpen = true } }

    /// Waits until the gate is open, or the task is cancelled.
    func pass() async throws {
        watched.change { $0.arrivals += 1 }
        try await watched.wait { $0.isOpen }
    }

    /// Blocks the thread until the gate is open.
    func block() {
        watched.change { $0.arrivals += 1 }
        watched.block { $0.isOpen }
    }

    /// Waits until so many have come to the gate.
    func reached(times: Int = 1) async throws { try await watched.wait { $0.arrivals >= times } }
}
