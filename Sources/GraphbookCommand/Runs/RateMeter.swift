import GraphbookCore

/// How many notes a second each node is done with, over about the last second.
struct RateMeter {
    private var samples: [(seconds: Double, done: [String: Int])] = []

    /// How far back is looked, in seconds.
    private static let span = 1.0

    /// The rates at this moment, by node; none at the first.
    mutating func rates(at progress: RunProgress) -> [String: Double] {
        let done = Dictionary(progress.nodes.map { ($0.node, $0.notesOut) }) { first, _ in first }
        samples.append((progress.seconds, done))
        // The oldest sample kept is the youngest that is a whole span old.
        while samples.count > 2, samples[1].seconds <= progress.seconds - RateMeter.span { samples.removeFirst() }
        let past = samples[0]
        guard progress.seconds > past.seconds else { return [:] }
        return done.merging(past.done) { Swift.max(0, $0 - $1) }.mapValues {
            Double($0) / (progress.seconds - past.seconds)
        }
    }
}
