import GraphbookCore
import Testing

private struct Network: ResourceValue {}
private enum Fit: String, Choice { case stretch, crop }
private enum Sureness: String, PortName { case sure, unsure }

private let here = CodeLocation(file: "Tests/Nodes.swift", line: 1)

private let catalogue = Catalogue([
    .source("Files/List", parameters: [ParameterDefinition("folder", FilePath.self)], location: here) { _ in { _ in } },
    .step(
        "Images/Resize",
        parameters: [
            ParameterDefinition("side", Int.self, default: 224),
            ParameterDefinition("fit", Fit.self, default: .stretch),
            ParameterDefinition("names", [String].self, default: []),
        ], location: here
    ) { _ in { _ in } },
    .routingStep("Vision/Triage", location: here) { _ in { _ in Sureness.sure } },
    .batchStep(
        "Vision/Classify", parameters: [ParameterDefinition("model", Network.self)], location: here, size: 8,
        itemKey: "paths", load: .none, dump: .none, route: { _ in RoutePart<DefaultPort>.none }
    ) { _ in { (_: Batch<Value>) in } },
    .resource("Models/Network", location: here) { _ in { Network() } },
    .resource("Values/Text", location: here) { _ in { "text" } },
])

@Suite("Checking a workflow")
struct WorkflowCheckTests {
    private func problems(_ nodes: String, set overrides: String...) -> [String] {
        do {
            let workflow = try Workflow(json: #"{"graphbook": 1, "nodes": {\#(nodes)}}"#, file: "w.json")
            _ = try workflow.plan(with: catalogue, overrides: overrides.compactMap { SettingOverride($0) })
            return []
        } catch let error as WorkflowError {
            return error.problems.map(\.message)
        } catch {
            return ["\(error)"]
        }
    }

    private static let list = #""list": {"node": "Files/List", "parameters": {"folder": "x"}}"#

    @Test(
        "Each mistake has its message",
        arguments: [
            (
                #""a": {"node": "Images/Resise", "after": "list"}"#,
                "node 'a' is a 'Images/Resise', which does not exist; did you mean 'Images/Resize'?"
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "parameters": {"sides": 1}}"#,
                "step 'a' has no parameter 'sides'; it has 'side'"
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "parameters": {"side": "big"}}"#,
                "parameter 'side' of step 'a' takes an integer, not \"big\""
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "parameters": {"side": 2.5}}"#,
                "parameter 'side' of step 'a' takes an integer, not 2.5"
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "parameters": {"fit": "squeeze"}}"#,
                "parameter 'fit' of step 'a' takes one of stretch, crop, not \"squeeze\""
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "parameters": {"names": [1]}}"#,
                "parameter 'names' of step 'a' takes a list (each text), not a list of 1"
            ),
            (#""a": {"node": "Files/List"}"#, "parameter 'folder' of source 'a' is missing; it takes a path"),
            (#""a": {"node": "Images/Resize"}"#, "step 'a' comes after nothing: it would never see a note"),
            (
                #""a": {"node": "Images/Resize", "after": "lists"}"#,
                "node 'a' comes after 'lists'; the workflow has 'list'"
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list.unsure"}"#,
                "source 'list' has no port 'unsure', which 'a' comes after; it has 'out'"
            ),
            (
                #""a": {"node": "Images/Resize", "after": ["list", "list"]}"#,
                "node 'a' comes after 'list' twice: each note would come twice"
            ),
            (
                #""a": {"node": "Files/List", "after": "list", "parameters": {"folder": "y"}}"#,
                "source 'a' comes after 'list', but a source takes no notes"
            ),
            (
                #""a": {"node": "Vision/Classify", "after": "list", "parameters": {"model": 3}}"#,
                "parameter 'model' of batch step 'a' takes a resource that makes Network, not 3: write {\"resource\": \"its id\"}"
            ),
            (
                #""t": {"node": "Values/Text"}, "a": {"node": "Vision/Classify", "after": "list", "parameters": {"model": {"resource": "t"}}}"#,
                "parameter 'model' of batch step 'a' takes a resource that makes Network; resource 't' makes String"
            ),
            (
                #""a": {"node": "Vision/Classify", "after": "list", "parameters": {"model": {"resource": "list"}}}"#,
                "parameter 'model' of batch step 'a' names 'list', which is a source, not a resource"
            ),
            (
                #""n": {"node": "Models/Network"}, "a": {"node": "Vision/Classify", "after": "list", "parameters": {"model": {"resource": "m"}}}"#,
                "parameter 'model' of batch step 'a' names resource 'm', which the workflow lacks; it has 'n'"
            ),
            (
                #""n": {"node": "Models/Network"}, "a": {"node": "Vision/Classify", "after": "list", "parameters": {"batchSize": 0, "model": {"resource": "n"}}}"#,
                "parameter 'batchSize' of batch step 'a' is 0; a batch has at least 1 item"
            ),
            (
                #""a": {"node": "Images/Resize", "after": ["list", "b"]}, "b": {"node": "Images/Resize", "after": "a"}"#,
                "the nodes form a cycle: a → b → a"
            ),
            (
                #""a": {"node": "Images/Resize", "after": "list", "stages": {}}"#,
                "node 'a' has no 'stages'; it has 'stage'"
            ),
        ])
    func messages(nodes: String, message: String) {
        #expect(problems("\(Self.list), \(nodes)") == [message])
    }

    @Test("All mistakes are told at once")
    func together() {
        let found = problems(
            #"\#(Self.list), "a": {"node": "Images/Resize", "after": "list", "parameters": {"side": "big", "fit": 1}}, "b": {"node": "No/Such", "after": "a.left"}"#,
            set: "a.names=x,y", "c.side=1", "a.size=2")
        #expect(found.count == 6)
    }

    @Test("0, false and the empty text are values, and an override counts more than the file")
    func values() throws {
        let workflow = try Workflow(
            json:
                #"{"graphbook": 1, "nodes": {\#(Self.list), "a": {"node": "Images/Resize", "after": "list", "parameters": {"side": 0}}}}"#,
            file: "w.json")
        let plan = try workflow.plan(with: catalogue, overrides: [try #require(SettingOverride("list.folder="))])
        #expect(plan.nodes.map(\.id) == ["list", "a"])
        #expect(plan.nodes[1].settings["side"] == .value(0))
        #expect(plan.nodes[0].settings["folder"] == .value(""))
    }

    @Test("A workflow without a source is told so")
    func noSource() { #expect(problems("") == ["the workflow has no source, so nothing would happen"]) }

    @Test(
        "Broken JSON is told with its line and column",
        arguments: [
            ("{\"graphbook\": 1,\n  \"nodes\": {\n    \"a\" {}\n}}", "w.json:3:9: "),
            ("", "w.json:1:1: "),
        ])
    func brokenJSON(text: String, beginning: String) throws {
        let error = #expect(throws: WorkflowError.self) { try Workflow(json: text, file: "w.json") }
        #expect(error?.problems.count == 1 && error?.problems[0].message.hasPrefix(beginning) == true)
    }

    @Test(
        "Other JSON, and another version, is refused by name",
        arguments: [
            ("[]", "w.json is no workflow: one begins with {\"graphbook\": 1, …}"),
            (#"{"graphbook": 2}"#, "w.json is of version 2; this program reads version 1"),
        ])
    func notAWorkflow(text: String, message: String) {
        let error = #expect(throws: WorkflowError.self) { try Workflow(json: text, file: "w.json") }
        #expect(error?.problems.map(\.message) == [message])
    }

    @Test("A workflow that is written and read again is the same")
    func roundTrip() throws {
        let text =
            #"{"graphbook": 1, "name": "w", "documentation": "What it is for.", "nodes": {\#(Self.list), "n": {"node": "Models/Network"}, "a": {"node": "Vision/Classify", "after": ["list"], "parameters": {"batchSize": 4, "model": {"resource": "n"}}, "stage": {"queue": 2, "ordered": false}}}}"#
        let written = try Workflow(json: text, file: "w.json").json()
        #expect(try JSON.value(of: written) == JSON.value(of: text))
        #expect(try Workflow(json: written, file: "w.json").json() == written)
    }
}
