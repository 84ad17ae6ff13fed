import Foundation
import GraphbookConversion
import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("Files of Graphbook for Python on the command line")
struct PythonFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("project/workflow"), withIntermediateDirectories: true)
    }

    private func write(_ text: String, to name: String) throws -> String {
        let path = folder.appendingPathComponent(name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private let step = """
        {"id": "1", "type": "step", "data": {"name": "Load", "label": "Load", "category": "Mine", "inputs": []}}
        """

    @Test("A subflow's file is looked for in the workflow's folder, and in those that it lies in")
    func subflows() throws {
        _ = try write(#"{"version": "0", "nodes": [\#(step)], "edges": []}"#, to: "project/workflow/inner.json")
        let outer = try write(
            """
            {"version": "0", "edges": [], "nodes": [
                {"id": "1", "type": "subflow", "data": {"label": "a", "filename": "workflow/inner.json"}},
                {"id": "2", "type": "subflow", "data": {"label": "b", "filename": "none.json"}}]}
            """, to: "project/workflow/outer.json")
        let source = try WorkflowSource(outer)
        #expect(source.conversion?.workflow.ids == ["a-load"])
        #expect(
            source.conversion?.leftToDo().last
                == "'Mine/Load' was a Python class: write a Swift function with @Source(\"Mine/Load\")")
        #expect(
            source.conversion?.leftToDo().first
                == "subflow 'b': there is no 'none.json' in '\(folder.path)/project/workflow', nor in a folder that it lies in"
        )
        #expect(try Workflow(json: #require(source.text), file: "outer.json").ids == ["a-load"])
        #expect(source.folder == folder.appendingPathComponent("project/workflow").path)
    }

    @Test("A file of ours is left as it is")
    func ownFile() throws {
        let text = #"{"graphbook": 1, "nodes": {}}"#
        let source = try WorkflowSource(write(text, to: "own.json"))
        #expect(source.text == text)
        #expect(source.conversion == nil)
    }

    @Test("A node that the program has is not left to do")
    func knownNodes() throws {
        let file = try write(#"{"version": "0", "nodes": [\#(step)], "edges": []}"#, to: "a.json")
        let conversion = try #require(try WorkflowSource(file).conversion)
        #expect(conversion.leftToDo(knowing: ["Mine/Load"]).isEmpty)
        #expect(conversion.leftToDo(knowing: ["Other/Load"]).count == 1)
    }
}
