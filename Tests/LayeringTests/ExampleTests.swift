import GraphbookCore
import Testing

@Suite("Examples in documents")
struct ExampleTests {
    /// The text of a document's first fence of JSON that begins with some characters.
    private func example(in file: String, from start: String) throws -> String {
        let text = try Repository.text(of: file)
        let fences = text.matches(of: /```json\n([\s\S]*?)```/).map { String($0.output.1) }
        return try #require(fences.first { $0.hasPrefix(start) }, "\(file) has no example")
    }

    @Test("The workflow file's example is one, written as this version writes it")
    func workflow() throws {
        let text = try example(in: "Documentation/workflow-file.md", from: "{")
        let workflow = try Workflow(json: text, file: "digits.json")
        #expect(workflow.problems == [])
        let written = try workflow.json()
        #expect(written == text)
    }

    @Test("The guides' workflows can be read")
    func guides() throws {
        for guide in ["GettingStarted", "ResourcesAndModels", "WorkflowFiles"] {
            let text = try example(in: "Documentation/Graphbook.docc/\(guide).md", from: "{")
            #expect(try Workflow(json: text, file: guide).problems == [])
        }
    }

    @Test("The example's events are as they are told, key by key")
    func events() throws {
        let text = try example(in: "Documentation/run-events.md", from: "{\"event\"")
        let lines = text.split(separator: "\n").map { String($0) }
        #expect(lines.count == 5)
        for line in lines {
            let reply = try HostReply(line: line)
            #expect(try reply.line() == line)
        }
    }
}
