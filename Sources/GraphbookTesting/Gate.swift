/// A door that is shut until the test opens it: where a test makes a run wait, instead of sleeping.
///
/// ```swift
/// let gate = Gate()
/// workflow.step("slow", after: notes) { _ in try await gate.pass() }
/// …
/// try await gate.reached()     // the first note is in the step now
/// gate.open()
/// ```
public final class Gate: Sendable {
    private struct State: Sendable {
        var isOpen = false
        var arrivals = 0
    }

    private let watched = Watched(State())

    public init() {}

    /// Lets through all that wait at the gate, and all that come later.
    public func open() { watched.change { $0.isOpen = true } }

    /// Waits until the gate is open.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func pass() async throws {
        watched.change { $0.arrivals += 1 }
        try await watched.wait { $0.isOpen }
    }

    /// Blocks the thread until the gate is open: for load and dump functions that are not `async`, and run with threads.
    public func block() {
        watched.change { $0.arrivals += 1 }
        watched.block { $0.isOpen }
    }

    /// Waits until so many have come to the gate.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func reached(times: Int = 1) async throws { try await watched.wait { $0.arrivals >= times } }
}
