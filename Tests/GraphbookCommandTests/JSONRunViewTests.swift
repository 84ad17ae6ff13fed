import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("JSONRunView")
struct JSONRunViewTests {
    @Test("The standard output is one event a line, and nothing else")
    func writesEvents() throws {
        let view = JSONRunView()
        let events = [
            Sample.started, Sample.log("a"), .noteFailed(Sample.failure()), .runFinished(Sample.summary(.failed)),
        ]
        let outputs = try events.flatMap { try view.show($0) }
        #expect(view.show(notice: "stopping") == [Output(.errors, "stopping\n")])
        #expect(outputs.errors == "")
        let lines = outputs.standard.split(separator: "\n")
        #expect(try lines.map { try HostReply(line: String($0)) } == events.map(HostReply.event))
    }
}
