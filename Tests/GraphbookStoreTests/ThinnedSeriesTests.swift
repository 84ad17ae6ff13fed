import Testing

@testable import GraphbookStore

@Suite("Thinned series")
struct ThinnedSeriesTests {
    /// What is left of a series of so many elements, 0 and on.
    private func kept(_ count: Int, limit: Int, recent: Int) -> [Int] {
        var series = ThinnedSeries(limit: limit, recent: recent), kept: Set<Int> = []
        for id in 0..<count {
            kept.insert(id)
            for id in series.append(id) { kept.remove(id) }
        }
        return kept.sorted()
    }

    @Test(
        "Evenly spread elements are kept, and the last ones",
        arguments: [
            (0, []), (1, [0]), (6, [0, 1, 2, 3, 4, 5]),
            // One over: every second of those that are not among the last two.
            (7, [0, 2, 4, 5, 6]), (9, [0, 2, 4, 6, 7, 8]), (11, [0, 4, 8, 9, 10]),
        ])
    func keeps(count: Int, expected: [Int]) { #expect(kept(count, limit: 4, recent: 2) == expected) }

    @Test("However long a series is, no more than the limit and the last are kept")
    func isBounded() {
        for count in 0..<500 { #expect(kept(count, limit: 8, recent: 3).count <= 8 + 3) }
    }
}
