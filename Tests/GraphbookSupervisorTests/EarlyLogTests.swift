import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("EarlyLog")
struct EarlyLogTests {
    private func line(_ message: String, _ level: LogLevel = .info) -> RunEvent {
        .log(LogLine(node: nil, level: level, message: message))
    }

    private func told(_ events: RunEvent...) -> [RunEvent] {
        var log = EarlyLog()
        return events.flatMap { log.events(for: $0) } as [RunEvent]
    }

    @Test("What is printed before the start is told after it, and before an end without a start")
    func keepsLines() {
        let end = RunEvent.runFinished(Sample.summary(.failed))
        #expect(
            told(line("a"), line("b"), Sample.started, line("c"), end)
                == [Sample.started, line("a"), line("b"), line("c"), end])
        #expect(told(line("a"), end) == [line("a"), end])
        #expect(told(Sample.started, end) == [Sample.started, end])
    }

    @Test("More lines than the limit are counted")
    func countsLines() {
        var log = EarlyLog()
        let early = (0..<EarlyLog.limit + 2).flatMap { log.events(for: line("\($0)")) } as [RunEvent]
        let started = log.events(for: Sample.started)
        #expect(early == [])
        #expect(started.count == 1 + EarlyLog.limit + 1)
        #expect(
            started.last == line("2 further lines, printed before the run started, were left out", .warning))
    }
}
