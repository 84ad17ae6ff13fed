import GraphbookCore
import Testing

@testable import GraphbookServer

@Suite("Examples of the page")
struct ExampleTests {
    @Test("Each is a workflow file of stock nodes, under a name of its own")
    func areWorkflows() throws {
        #expect(Set(Example.all.map(\.name)).count == Example.all.count)
        for example in Example.all {
            let workflow = try Workflow(json: example.text, file: example.name)
            #expect(workflow.problems == [])
            #expect(example.name.hasSuffix(".json") && !example.title.isEmpty)
        }
    }
}
