import Testing

@testable import GraphbookSupervisor

@Suite("StopLadder")
struct StopLadderTests {
    @Test("Each further wish to stop does more, up to killing the host")
    func climbs() {
        var ladder = StopLadder()
        #expect(ladder.last == nil)
        #expect((0..<4).map { _ in ladder.climb() } == [.stop, .abort, .kill, .kill])
        #expect(ladder.last == .kill)
    }
}
