import GraphbookCore

/// The node that holds up a run, and why that is thought.
///
/// Queues are bounded, so what is slow fills those in front of it, back to the source. The slowest node is therefore the
/// last at which notes waited.
struct Bottleneck: Equatable {
    let node: String
    let reason: String

    /// Mean numbers from which on something counts as waiting.
    private static let waiting = 1.0

    /// - Parameter moments: The counters of a run over time.
    /// - Returns: nil where too little was seen to tell.
    init?(_ moments: [RunProgress]) {
        // The last moment is told when all is done.
        let moments = moments.dropLast().filter { !$0.nodes.isEmpty }
        guard let order = moments.last?.nodes.map(\.node), !order.isEmpty else { return nil }
        func mean(_ node: String, _ count: (NodeProgress) -> Int) -> Double {
            let counts = moments.compactMap { $0.nodes.first { $0.node == node }.map(count) }
            return Double(counts.reduce(0, +)) / Double(max(counts.count, 1))
        }
        for node in order.reversed() {
            let queued = mean(node, \.queued), loading = mean(node, \.loading), loaded = mean(node, \.loaded)
            if loading + loaded >= Bottleneck.waiting {
                self.node = node
                reason =
                    loading >= loaded
                    ? "on average \(Bottleneck.text(loading)) of its items were being loaded and "
                        + "\(Bottleneck.text(loaded)) waited loaded: its load function is slow, or has too few workers"
                    : "on average \(Bottleneck.text(loaded)) of its items waited loaded and "
                        + "\(Bottleneck.text(loading)) were being loaded: its body or its dump function is slow"
                return
            }
            if queued >= Bottleneck.waiting {
                self.node = node
                reason = "on average \(Bottleneck.text(queued)) notes waited in front of it"
                return
            }
        }
        node = order[0]
        reason = "nowhere did notes wait: it, or a step that follows it without a queue, is slower than all others"
    }

    /// With one digit behind the point.
    private static func text(_ mean: Double) -> String { "\((mean * 10).rounded() / 10)" }
}
