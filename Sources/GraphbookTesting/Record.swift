/// What happened, in the order it happened: steps append to it, and the test reads it, or waits for it.
///
/// It is memory of the test's process: load and dump functions write to it with threads and in line only.
public final class Record<Element: Sendable>: Sendable {
    private let watched = Watched<[Element]>([])

    public init() {}

    public var all: [Element] { watched.state }

    public func append(_ element: Element) { watched.change { $0.append(element) } }

    /// Waits until so much has happened.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func reaches(_ count: Int) async throws { try await watched.wait { $0.count >= count } }

    /// Blocks the thread until so much has happened.
    public func block(until count: Int) { watched.block { $0.count >= count } }
}

/// Gives the other tasks many turns, so that one that could go on would have: to see that one cannot.
public func letOthersRun() async {
    for _ in 0..<1000 { await Task.yield() }
}
