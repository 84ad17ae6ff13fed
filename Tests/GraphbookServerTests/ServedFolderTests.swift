import Foundation
import GraphbookCore
import Testing

@testable import GraphbookServer

/// A project in a folder of its own, beside a file that is none of its business.
private struct Project {
    let outside: URL
    let folder: ServedFolder

    init() throws {
        outside = FileManager.default.temporaryDirectory.appendingPathComponent("served-\(UUID().uuidString)")
        let root = outside.appendingPathComponent("project")
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("images"), withIntermediateDirectories: true)
        try "secret".write(to: outside.appendingPathComponent("secret.json"), atomically: true, encoding: .utf8)
        for name in [".hidden", "w.json", "images/a.png"] {
            try #"{"graphbook": 1, "nodes": {}}"#.write(
                to: root.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("link.json"),
            withDestinationURL: outside.appendingPathComponent("secret.json"))
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("up"), withDestinationURL: outside)
        folder = try ServedFolder(root.path)
    }
}

@Suite("The served folder")
struct ServedFolderTests {
    @Test(
        "No path leads out of the folder, nor to what is hidden in it",
        arguments: [
            ("../secret.json", .forbidden), ("images/../../secret.json", .forbidden), ("/etc/passwd", .forbidden),
            ("link.json", .forbidden), ("up/secret.json", .forbidden), ("up", .forbidden), (".hidden", .forbidden),
            ("images//a.png", .forbidden), ("a\\b", .forbidden), ("", .badRequest), ("a\0b", .badRequest),
            (String(repeating: "a", count: 4097), .badRequest), ("none.json", .notFound),
        ] as [(String, APIError.Code)])
    func refuses(path: String, code: APIError.Code) throws {
        let project = try Project()
        let error = #expect(throws: APIError.self) { try project.folder.existing(path) }
        #expect(error?.code == code)
    }

    @Test("A new file has a place in a folder that is there, and nowhere else")
    func place() throws {
        let folder = try Project().folder
        #expect(try folder.place(for: "images/new.json") == "\(folder.root)/images/new.json")
        #expect(throws: APIError.self) { try folder.place(for: "up/new.json") }
        #expect(throws: APIError.self) { try folder.place(for: "nowhere/new.json") }
        #expect(throws: APIError.self) { try folder.place(for: "../new.json") }
    }

    @Test("A listing leaves out what is hidden and what leads out")
    func listing() throws {
        let listing = try FileListing("", in: Project().folder)
        #expect(listing.entries.map(\.path) == ["images", "w.json"])
        #expect(!listing.isCut)
    }
}

@Suite("Workflow files")
struct WorkflowFilesTests {
    private let text = #"{"graphbook": 1, "name": "two", "nodes": {}}"#

    @Test("A file that was changed since it was opened is not overwritten; the conflict tells what it holds")
    func conflict() throws {
        let files = WorkflowFiles(try Project().folder)
        let opened = try files.read("w.json")
        let revision = try files.save("w.json", text, base: opened.revision)
        let error = #expect(throws: APIError.self) { try files.save("w.json", "{}", base: opened.revision) }
        #expect(error?.code == .conflict)
        #expect(error?.details["text"] == .string(text) && error?.details["revision"] == .string(revision))
        #expect(try files.read("w.json").text == text)
    }

    @Test("Only workflows are read, made and saved")
    func onlyWorkflows() throws {
        let files = WorkflowFiles(try Project().folder)
        let opened = try files.read("w.json")
        #expect(throws: APIError.self) { try files.save("w.json", "[]", base: opened.revision) }
        #expect(throws: APIError.self) { try files.make("w.json", text) }
        #expect(throws: APIError.self) { try files.make("new.txt", text) }
        #expect(throws: APIError.self) { try files.read("link.json") }
        #expect(try files.make("images/new.json", text).text == text)
        #expect(files.list().map(\.path) == ["images/new.json", "w.json"])
    }

    @Test("A draft survives beside its file, belongs to one writer at a time, and goes when the file is saved")
    func drafts() throws {
        let files = WorkflowFiles(try Project().folder), opened = try files.read("w.json")
        let draft = KeptDraft(base: opened.revision, text: "{", writer: "tab 1")
        let first = try files.drafts.write("w.json", draft, over: nil)
        #expect(throws: APIError.self) { try files.drafts.write("w.json", draft, over: nil) }
        #expect(throws: APIError.self) { try files.drafts.write("w.json", draft, over: "other") }
        _ = try files.drafts.write("w.json", KeptDraft(base: opened.revision, text: "{}", writer: "tab 2"), over: first)
        #expect(try WorkflowFiles(files.project).read("w.json").draft?.text == "{}")
        _ = try files.save("w.json", text, base: opened.revision)
        #expect(try files.read("w.json").draft == nil)
    }
}

@Suite("Running up to a node")
struct WorkflowPruningTests {
    @Test("What the node needs is kept, resources too; the rest is left out")
    func prunes() throws {
        let workflow = """
            {"graphbook": 1, "nodes": {
              "a": {"node": "A"}, "model": {"node": "M"}, "b": {"node": "B", "after": "a.odd", "parameters": {"m": {"resource": "model"}}},
              "c": {"node": "C", "after": ["b"]}, "d": {"node": "D", "after": ["a"]}}}
            """
        let pruned = try JSON.value(of: WorkflowPruning.text(workflow, upTo: "b"))
        #expect(pruned.fields?["nodes"]?.fields?.keys.sorted() == ["a", "b", "model"])
        #expect(throws: APIError.self) { try WorkflowPruning.text(workflow, upTo: "x") }
        #expect(throws: APIError.self) { try WorkflowPruning.text("{", upTo: "a") }
    }
}
