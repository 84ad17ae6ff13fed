/// What happened, in the order it happened.
final class Record<Element: Sendable>: Sendable {
    private let watched = Watched<[Element]>([])

    var all: [Element] { watched.state }

    func append(_ element: Element) { watched.change { $0.append(element) } }

    /// Waits until so much has happened.
    func reaches(_ count: Int) async throws { try await watched.wait { $0.count >= count } }

    /// Blocks the thread until so much has happened.
    func block(until count: Int) { watched.block { $0.count >= count } }
}

/// Gives the other tasks many turns, so that one that could go on would have: to see that one cannot.
func letOthersRun() async {
    for _ in 0..<1000 { await Task.yield() }
}
