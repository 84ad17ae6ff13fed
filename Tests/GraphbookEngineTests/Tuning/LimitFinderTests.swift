import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Limit finder")
struct LimitFinderTests {
    private static let nodes: [(id: String, cause: RunLimit.Cause)] = [
        ("files", .source), ("classify", .step), ("write", .sink),
    ]

    private func limit(_ stages: [RunSample.Stage], looks: Int = 10) -> RunLimit? {
        var finder = LimitFinder(nodes: LimitFinderTests.nodes)
        for _ in 0..<looks { finder.look(at: RunSample(stages: stages)) }
        return finder.limit
    }

    private static func stage(_ running: Double, loading: Double = 0, dumping: Double = 0) -> RunSample.Stage {
        RunSample.Stage(running: running, loading: loading, dumping: dumping)
    }

    @Test(
        "The busiest of all limits the run",
        arguments: [
            ([stage(1), stage(0.1), stage(0.1)], RunLimit(.source, of: "files", busy: 1)),
            ([stage(0.1), stage(0.2, loading: 0.9), stage(0)], RunLimit(.workers, of: "classify", busy: 0.9)),
            ([stage(0.1), stage(0.95, loading: 0.9), stage(0)], RunLimit(.step, of: "classify", busy: 0.95)),
            ([stage(0.1), stage(0.2, dumping: 0.8), stage(0)], RunLimit(.dump, of: "classify", busy: 0.8)),
            ([stage(0.1), stage(0.2), stage(0.7)], RunLimit(.sink, of: "write", busy: 0.7)),
            // Together the workers are busier than the step; most of the time they load.
            (
                [stage(0.1), stage(0.8, loading: 0.5), stage(0, dumping: 0.4)],
                RunLimit(.workers, of: "classify", busy: 0.9)
            ),
        ])
    func busiest(stages: [RunSample.Stage], expected: RunLimit) { #expect(limit(stages) == expected) }

    @Test("Nothing is said of a run in which nothing was busy")
    func idle() { #expect(limit([RunSample.Stage](repeating: LimitFinderTests.stage(0), count: 3)) == nil) }

    @Test("Nothing is said after less than five looks", arguments: [(0, false), (4, false), (5, true)])
    func looks(count: Int, isSaid: Bool) {
        let stages = [LimitFinderTests.stage(1), LimitFinderTests.stage(0), LimitFinderTests.stage(0)]
        #expect((limit(stages, looks: count) != nil) == isSaid)
    }

    @Test("Looks are averaged, and told in hundredths")
    func average() {
        var finder = LimitFinder(nodes: LimitFinderTests.nodes)
        for look in 0..<6 {
            let source = look % 3 == 0 ? 1.0 : 0
            finder.look(
                at: RunSample(stages: [
                    LimitFinderTests.stage(source), LimitFinderTests.stage(0), LimitFinderTests.stage(0),
                ]))
        }
        #expect(finder.limit == RunLimit(.source, of: "files", busy: 0.33))
    }
}
