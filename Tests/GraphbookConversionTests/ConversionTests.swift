import Foundation
import GraphbookConversion
import GraphbookCore
import GraphbookEngine
import GraphbookNodes
import Testing

private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

private func text(of name: String) throws -> String {
    try String(contentsOf: fixtures.appendingPathComponent(name), encoding: .utf8)
}

private func convert(_ name: String) throws -> Conversion {
    try Conversion(text(of: name), file: name) { try text(of: ($0 as NSString).lastPathComponent) }
}

private func convert(nodes: Value, edges: Value = []) throws -> Conversion {
    let file: Value = ["version": "0", "type": "workflow", "nodes": nodes, "edges": edges]
    return try Conversion(JSON.text(of: file), file: "w.json") { throw GraphbookError(.file, "there is no '\($0)'") }
}

extension Workflow {
    /// Each node as `id: node(parameters) after …`.
    fileprivate var lines: [String] {
        ids.map { id in
            let node = self[id], settings = (node?.settings ?? [:]).sorted { $0.key < $1.key }
            let parameters = settings.map { "\($0.key): \($0.value.summary)" }.joined(separator: ", ")
            let inputs = (node?.inputs ?? []).map(\.description).joined(separator: ", ")
            return "\(id): \(node?.type ?? "")(\(parameters))\(inputs.isEmpty ? "" : " after \(inputs)")"
        }
    }
}

@Suite("Workflow files of Graphbook for Python")
struct ConversionTests {
    @Test("Groups are resolved, for notes and for resources, and stock nodes become ours")
    func groups() throws {
        let conversion = try convert("groups.json")
        #expect(
            conversion.workflow.lines == [
                "loadJSONL: Files/Read JSON Lines(path: resource 'input')",
                "input: Values/Text(value: \"numbers.jsonl\")",
                "copy: Flow/Merge() after loadJSONL",
                "dump: Files/Write JSON Lines(path: resource 'text') after copy",
                "text: Values/Text(value: \"out/inner.jsonl\")",
                "dump2: Files/Write JSON Lines(path: resource 'text2') after copy",
                "text2: Values/Text(value: \"out/outer.jsonl\")",
            ])
        #expect(conversion.problems.isEmpty)
        #expect(conversion.ownNodes.isEmpty)
    }

    @Test("Subflows are put in place, each use with nodes of its own, one behind the other")
    func subflows() throws {
        let conversion = try convert("subflows.json")
        #expect(
            conversion.workflow.lines == [
                "loadJSONL: Files/Read JSON Lines(path: resource 'input')",
                "input: Values/Text(value: \"numbers.jsonl\")",
                "left: Values/Text(value: \"out/left.jsonl\")",
                "right: Values/Text(value: \"out/right.jsonl\")",
                "left-dumpJSONL: Files/Write JSON Lines(path: resource 'left') after loadJSONL",
                "right-dumpJSONL: Files/Write JSON Lines(path: resource 'right') after left-dumpJSONL",
            ])
        #expect(conversion.problems.isEmpty)
    }

    @Test("What is written reads back, and can run with the stock nodes", arguments: ["groups.json", "subflows.json"])
    func writing(name: String) throws {
        let converted = try convert(name).workflow
        let read = try Workflow(json: converted.json(), file: name)
        #expect(read.lines == converted.lines)
        #expect(throws: Never.self) { try read.plan(with: .discovered()) }
    }

    @Test("Functions in Python and nodes without a counterpart are named, all at once, with what to write instead")
    func python() throws {
        let conversion = try convert("python.json")
        #expect(
            conversion.workflow.lines == [
                "loadImages: Pokemon/LoadImages(folder: \"photos\", seen: false)",
                "split: Flow/Split() after loadImages",
                "classify: Pokemon/Classify(batchSize: 16, itemKey: \"image\", model: resource 'model', names: an object "
                    + "with a, n, t) after split.matching",
                "model: Pokemon/Model()",
                "part: Filtering/SplitItemField() after classify.sure",
                "split2: Mine/Split() after classify.unsure",
            ])
        #expect(
            conversion.problems.map(\.message) == [
                "'split' decides by a Python function (def split(data): return data['size'] > 3); set 'condition' to an SQL "
                    + "expression over the note's fields, such as \"score > 5\"",
                "parameter 'transform' of 'classify' is the text of a Python function: write it in Swift, in the node",
                "'part' is Graphbook's SplitItemField, which there is none of: write a step that parts the items by "
                    + "`note.split(itemsUnder:where:)`, which has a port for each",
                "parameter 'how' of 'split2' is given a Python function: write it in Swift, in the node",
            ])
        #expect(
            conversion.ownNodes.map(\.advice) == [
                "a Swift function with @Source(\"Pokemon/LoadImages\"), with the parameters folder, limit, seen",
                "a Swift function with @BatchStep(\"Pokemon/Classify\"), with the parameters model, transform, names, that "
                    + "routes to sure, unsure",
                "a Swift function with @Resource(\"Pokemon/Model\")",
                "a Swift function with @Step(\"Mine/Split\"), with the parameter how",
            ])
    }

    @Test("Dictionaries are stored as rows there, and are objects here")
    func dictionaries() throws {
        let setting = try convert("python.json").workflow["classify"]?.settings["names"]
        #expect(setting == .value(["a": "b", "n": 3, "t": true]))
    }

    @Test("What is wrong with the file is told, all at once")
    func brokenFile() throws {
        let step: Value = ["id": "1", "type": "step", "data": ["name": "Copy", "category": "Util", "inputs": ["in"]]]
        let conversion = try convert(
            nodes: [
                step, ["type": "step"], ["id": "2", "type": "frame"],
                ["id": "3", "type": "subflow", "data": ["label": "none", "filename": "none.json"]],
            ],
            edges: [["source": "9", "target": "1", "sourceHandle": "out", "targetHandle": "in"], ["source": "1"]])
        #expect(
            conversion.problems.map(\.message) == [
                "node 1 is an object with type, which has no id or type",
                "node 2 is of type 'frame', which this version does not know",
                "edge 1 is an object with source, which has no source or target",
                "subflow 'none': there is no 'none.json'",
                "an edge to '1' comes from '9', which is no node of the file",
            ])
    }

    @Test("A subflow that lies in itself is told, and does not go on for ever")
    func endlessSubflow() throws {
        let node: Value = ["id": "1", "type": "subflow", "data": ["label": "again", "filename": "w.json"]]
        let text = try JSON.text(of: ["version": "0", "nodes": [node], "edges": []])
        let conversion = try Conversion(text, file: "w.json") { _ in text }
        #expect(
            conversion.problems.map(\.message) == ["subflow 'again' is the file 'w.json', which it lies in itself"])
    }

    @Test(
        "Only files of Graphbook for Python are taken for such",
        arguments: [
            (#"{"version": "0", "type": "workflow", "nodes": [], "edges": []}"#, true),
            (#"{"graphbook": 1, "nodes": {}}"#, false),
            (#"{"version": "1", "nodes": []}"#, false),
            (#"{"version": "0", "nodes": "#, false),
            ("[]", false),
        ])
    func recognition(text: String, isOne: Bool) throws {
        #expect(Conversion.isNeeded(for: text) == isOne)
    }

    @Test("Another file is refused by name")
    func otherFile() {
        let error = #expect(throws: WorkflowError.self) {
            try Conversion(#"{"graphbook": 1}"#, file: "a.json") { _ in "" }
        }
        #expect(
            error?.description
                == "workflow 'a.json' can't run: a.json is no workflow of Graphbook for Python: one begins with "
                + "{\"version\": \"0\", …}")
    }
}
