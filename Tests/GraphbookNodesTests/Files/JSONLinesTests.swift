import Foundation
import Graphbook
import GraphbookNodes
import Testing

@Suite("JSON lines")
struct JSONLinesTests {
    @Test("Each line is a note, however it ends; blank ones are passed over")
    func reading() async throws {
        let folder = try Folder()
        let path = try folder.write("\u{FEFF}{\"a\": 1}\r\n\n \t\n{\"b\": [null, \"ü\"]}", to: "a.jsonl")
        #expect(try await Passage(from: readJSONLines(path: path)).out == [["a": 1], ["b": [.null, "ü"]]])
        #expect(try await Passage(from: readJSONLines(path: try folder.write("", to: "b.jsonl"))).out.isEmpty)
    }

    @Test("Lines longer than the buffer are read whole")
    func longLines() async throws {
        let folder = try Folder(), text = String(repeating: "x", count: 200_000)
        let path = try folder.write("{\"a\": \"\(text)\"}\n{\"a\": \"\(text)\"}\n", to: "a.jsonl")
        #expect(try await Passage(from: readJSONLines(path: path)).out == [["a": .string(text)], ["a": .string(text)]])
    }

    @Test("A bad line fails the run with its place, or is passed over with a warning")
    func badLines() async throws {
        let folder = try Folder()
        let path = try folder.write("{\"a\": 1}\n{\"a\": x}\n[1]\n{\"a\": 2}\n", to: "a.jsonl")
        let failed = try await Passage(from: readJSONLines(path: path))
        #expect(failed.out == [["a": 1]])
        let cause = "a.jsonl:2:7: expected a value, found 'x'"
        #expect(
            failed.causes.map(folder.shorten).first?.hasPrefix("a.jsonl:2:7: ") == true, "\(failed.causes) \(cause)")
        let skipped = try await Passage(from: readJSONLines(path: path, badLines: .skip))
        #expect(skipped.out == [["a": 1], ["a": 2]])
        #expect(skipped.messages.count == 2)
        #expect(folder.shorten(skipped.messages[1]) == "passed over: a.jsonl:3: a list of 1 is no object")
        #expect(skipped.failures.isEmpty)
    }

    @Test("Of many bad lines ten are told, and their number")
    func manyBadLines() async throws {
        let folder = try Folder()
        let path = try folder.write(String(repeating: "1\n", count: 25), to: "a.jsonl")
        let passage = try await Passage(from: readJSONLines(path: path, badLines: .skip))
        #expect(passage.messages.count == 11)
        #expect(passage.messages.last == "passed over: 25 lines in all")
    }

    @Test("A file that is not there fails the run, by name")
    func noFile() async throws {
        let folder = try Folder()
        let passage = try await Passage(from: readJSONLines(path: folder.path / "none"))
        #expect(passage.causes.map(folder.shorten) == ["'none' cannot be read: No such file or directory"])
    }

    @Test("What is written reads back the same")
    func writing() async throws {
        let folder = try Folder(), path = folder.path / "out/a.jsonl"
        let notes: [Fields] = [["a": 1, "b": .null], [:], ["c": ["d\n": [true, 0.1]]]]
        #expect(try await Passage(of: notes, through: WriteJSONLines(path: path)).out == notes)
        #expect(try await Passage(from: readJSONLines(path: path)).out == notes)
    }
}
