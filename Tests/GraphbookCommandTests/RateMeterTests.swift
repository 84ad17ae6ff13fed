import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("RateMeter")
struct RateMeterTests {
    @Test("A rate is taken over the last second, or over the whole run while it is shorter")
    func looksBackASecond() {
        var meter = RateMeter()
        let rates = [(0.0, 0), (0.5, 100), (1.0, 300), (1.5, 300), (2.5, 300)].map { seconds, done in
            let nodes = Sample.nodes { folders, _ in folders.notesOut = done }
            return meter.rates(at: RunProgress(seconds: seconds, nodes: nodes))["folders"]
        }
        #expect(rates == [nil, 200, 300, 200, 0])
    }
}
