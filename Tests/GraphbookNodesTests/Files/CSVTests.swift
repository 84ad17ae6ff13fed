import Foundation
import Graphbook
import GraphbookCore
import GraphbookNodes
import Testing

@Suite("CSV files")
struct CSVTests {
    private func read(_ text: String, separator: String = ",", numbers: Bool = true, badLines: BadLines = .fail)
        async throws -> Passage
    {
        let folder = try Folder()
        let path = try folder.write(text, to: "a.csv")
        var passage = try await Passage(
            from: readCSV(path: path, separator: separator, numbers: numbers, badLines: badLines))
        passage.failures = passage.failures.map {
            NoteFailure(
                node: $0.node, phase: $0.phase, note: $0.note, cause: folder.shorten($0.cause), location: $0.location)
        }
        passage.log = passage.log.map { LogLine(node: $0.node, level: $0.level, message: folder.shorten($0.message)) }
        return passage
    }

    @Test(
        "Rows are read as RFC 4180 has them",
        arguments: [
            ("a,b\r\n1,x\r\n", [["a": 1, "b": "x"]]),
            ("a,b\n1,x", [["a": 1, "b": "x"]]),
            ("\u{FEFF}a\n1\n", [["a": 1]]),
            ("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", [["a": "x, y", "b": "he said \"no\""]]),
            ("a,b\n\"line 1\nline 2\r\nline 3\",2\n", [["a": "line 1\nline 2\r\nline 3", "b": 2]]),
            ("a,b\n,\"\"\n", [["a": .null, "b": ""]]),
            (
                "a\n007\n-1.5e3\n\"12\"\n1 \n+1\n12345678901234567890\n-\n1.\n",
                [
                    ["a": "007"], ["a": -1500.0], ["a": "12"], ["a": "1 "], ["a": "+1"],
                    ["a": 12_345_678_901_234_567_890.0], ["a": "-"], ["a": "1."],
                ]
            ),
            (" a , b\n x ,\"y\"\n", [[" a ": " x ", " b": "y"]]),
            ("\"a b\",\n1,2\n", [["a b": 1, "column2": 2]]),
            ("a\n\n1\n\r\n2\n\n", [["a": 1], ["a": 2]]),
            ("a\rb\n1\n", [["a\rb": 1]]),
            ("a,b\n", []),
            ("", []),
        ] as [(String, [Fields])])
    func reading(text: String, notes: [Fields]) async throws {
        let passage = try await read(text)
        #expect(passage.out == notes)
        #expect(passage.failures.isEmpty)
    }

    @Test("Numbers may stay text, and other separators stand between cells")
    func options() async throws {
        #expect(try await read("a;b\n1;2,5\n", separator: ";", numbers: false).out == [["a": "1", "b": "2,5"]])
        #expect(try await read("a\tb\n1\t2\n", separator: "\t").out == [["a": 1, "b": 2]])
        #expect(
            try await read("a", separator: "::").causes == [
                "a separator is one character of ASCII, and no quote or line break, not \"::\""
            ])
    }

    @Test("Columns that are named in the workflow need no first row")
    func noHeader() async throws {
        let folder = try Folder()
        let path = try folder.write("1,2\n3,4\n", to: "a.csv")
        #expect(
            try await Passage(from: readCSV(path: path, columns: ["x", "y"])).out == [
                ["x": 1, "y": 2], ["x": 3, "y": 4],
            ])
    }

    @Test(
        "A bad row is named by the line it begins in",
        arguments: [
            ("a,b\n1,2\n3\n", "a.csv:3: 1 cells; there are 2 columns"),
            ("a,b\n\"x\n\ny\",2\n1,2,3\n", "a.csv:5: 3 cells; there are 2 columns"),
            ("a\nx\"y\n", "a.csv:2: there is a quote within a cell that does not begin with one"),
            ("a\n\"x\"y\n", "a.csv:2: there is text behind a closing quote"),
            ("a\n1\n\"x\n\n", "a.csv:3: a quote is not closed"),
            ("a,b,a\n", "a.csv: two columns are called 'a'"),
        ])
    func badRows(text: String, cause: String) async throws {
        #expect(try await read(text).causes == [cause])
    }

    @Test("Bad rows may be passed over; the rows behind them are read")
    func skippedRows() async throws {
        let passage = try await read("a,b\n1,2\nx\"y,3,\"\n4\n5,6\n", badLines: .skip)
        #expect(passage.out == [["a": 1, "b": 2], ["a": 5, "b": 6]])
        #expect(
            passage.messages == [
                "passed over: a.csv:3: there is a quote within a cell that does not begin with one",
                "passed over: a.csv:4: 1 cells; there are 2 columns",
            ])
    }

    @Test("A cell that is no UTF-8 is a bad row")
    func noUTF8() async throws {
        let folder = try Folder()
        let path = try folder.write(Data([0x61, 0x0A, 0xFF, 0x0A, 0x31, 0x0A]), to: "a.csv")
        let passage = try await Passage(from: readCSV(path: path, badLines: .skip))
        #expect(passage.messages.map(folder.shorten) == ["passed over: a.csv:2: a cell is no UTF-8"])
        #expect(passage.out == [["a": 1]])
    }

    @Test("What is written reads back the same")
    func writing() async throws {
        let folder = try Folder(), path = folder.path / "out/a.csv"
        let notes: [Fields] = [
            ["a": 1, "b, c": "x\"y"], ["a": .null, "b, c": ""], ["b, c": "1"], ["a": -0.5, "b, c": "two\r\nlines"],
            ["a": "007", "b, c": " "],
        ]
        let passage = try await Passage(of: notes, through: WriteCSV(path: path))
        #expect(passage.failures.isEmpty)
        #expect(
            try folder.text(of: "out/a.csv")
                == "a,\"b, c\"\r\n1,\"x\"\"y\"\r\n,\"\"\r\n,\"1\"\r\n-0.5,\"two\r\nlines\"\r\n007, \r\n")
        let back = try await Passage(from: readCSV(path: path)).out
        #expect(back.map { $0["a"] ?? .null } == notes.map { $0["a"] ?? .null })
        #expect(back["b, c"] == notes["b, c"])
    }

    @Test("Lists, objects, booleans and tensors are written as JSON")
    func otherValues() async throws {
        let folder = try Folder(), path = folder.path / "a.csv"
        let note: Fields = ["l": ["a", 1], "o": ["k": true], "b": false, "t": .tensor(Tensor([1, 2] as [Int32]))]
        _ = try await Passage(of: [note], through: WriteCSV(path: path, separator: ";"))
        #expect(try folder.text(of: "a.csv") == "l;o;b;t\r\n\"[\"\"a\"\",1]\";\"{\"\"k\"\":true}\";false;[1,2]\r\n")
    }

    @Test("Named columns are written, and no others; else a field without a column fails its note")
    func columns() async throws {
        let folder = try Folder(), path = folder.path / "a.csv"
        let notes: [Fields] = [["a": 1], ["a": 2, "b": 3]]
        let some = try await Passage(of: notes, through: WriteCSV(path: path, columns: ["b", "a"]))
        #expect(some.failures.isEmpty)
        #expect(try folder.text(of: "a.csv") == "b,a\r\n,1\r\n3,2\r\n")
        let all = try await Passage(of: notes, through: WriteCSV(path: path))
        #expect(all.causes == ["the note has a field 'b', for which there is no column: name the columns to write"])
        #expect(try folder.text(of: "a.csv") == "a\r\n1\r\n")
    }

    @Test(
        "A run that is resumed goes on with the columns of the file, and takes back what notes wrote that were not finished"
    )
    func resuming() async throws {
        let folder = try Folder(), path = folder.path / "a.csv", journal = (folder.path / "journal").string
        func write(_ ids: [Int], _ finished: [Int: NoteRanges]?) async throws {
            let node = WriteCSV(path: path)
            try await node.start(from: Checkpoint(journal: journal, finished: finished))
            for id in ids {
                try await node.process(Note(["n": .int(id), "text": "a,b"], id: NoteID(source: 0, index: id)))
            }
            try await node.commit()
        }
        try await write([0, 1, 2], nil)
        var finished = NoteRanges()
        finished.insert(0)
        try await write([1, 2, 3], [0: finished])
        #expect(
            try folder.text(of: "a.csv")
                == "n,text\r\n" + (0...3).map { "\($0),\"a,b\"\r\n" }.joined())
    }
}
