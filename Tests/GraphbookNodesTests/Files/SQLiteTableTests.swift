import Foundation
import Graphbook
import GraphbookCore
import GraphbookNodes
import Testing

@Suite("SQLite tables")
struct SQLiteTableTests {
    /// The rows of a query as JSON, read by Python: by another program than the one under test.
    private func query(_ path: FilePath, _ query: String) throws -> String {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            "import sqlite3, sys, json; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))",
            path.string, query,
        ]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("A note is a row, a field a column of its name, added when it comes")
    func rows() async throws {
        let folder = try Folder(), path = folder.path / "out/a.db"
        let notes: [Fields] = [
            ["n": 1, "text": "ü\"'"], ["n": 0.5, "extra \"column\"": [1, ["k": .null]]], ["n": true], [:],
        ]
        let passage = try await Passage(of: notes, through: WriteSQLiteTable(path: path, table: "my notes"))
        #expect(passage.failures.isEmpty)
        #expect(passage.out == notes)
        let rows = try query(
            path, "SELECT n, typeof(n), text, \"extra \"\"column\"\"\" FROM \"my notes\" ORDER BY rowid")
        #expect(
            rows == #"[[1, "integer", "\u00fc\"'", null], [0.5, "real", null, "[1,{\"k\":null}]"], "#
                + #"[1, "integer", null, null], [null, "null", null, null]]"#)
    }

    @Test("The table is replaced at the start of a run; other tables stay")
    func replacing() async throws {
        let folder = try Folder(), path = folder.path / "a.db"
        _ = try await Passage(of: numbers(3), through: WriteSQLiteTable(path: path, table: "other"))
        _ = try await Passage(of: numbers(3), through: WriteSQLiteTable(path: path))
        _ = try await Passage(of: [["m": 9]], through: WriteSQLiteTable(path: path))
        #expect(try query(path, "SELECT m FROM notes") == "[[9]]")
        #expect(try query(path, "SELECT count(*) FROM other") == "[[3]]")
        _ = try await Passage(of: [], through: WriteSQLiteTable(path: path))
        #expect(try query(path, "SELECT name FROM sqlite_master") == #"[["other"]]"#)
    }

    @Test("Rows of several transactions are all there")
    func manyRows() async throws {
        let folder = try Folder(), path = folder.path / "a.db"
        _ = try await Passage(of: numbers(20_001), through: WriteSQLiteTable(path: path))
        #expect(try query(path, "SELECT count(*), sum(n) FROM notes") == "[[20001, 200010000]]")
    }

    @Test("A tensor fails its note, and no row is written of it")
    func tensors() async throws {
        let folder = try Folder(), path = folder.path / "a.db"
        let passage = try await Passage(
            of: [["n": .tensor(Tensor([1] as [Float]))], ["n": 1]], through: WriteSQLiteTable(path: path))
        #expect(passage.causes == ["a tensor f32[1] is nothing that SQL can hold"])
        #expect(try query(path, "SELECT n FROM notes") == "[[1]]")
    }

    @Test("A run that is resumed takes back the rows of notes that were not finished")
    func resuming() async throws {
        let folder = try Folder(), path = folder.path / "a.db", journal = (folder.path / "journal").string
        func write(_ ids: [Int], _ finished: [Int: NoteRanges]?) async throws {
            let node = WriteSQLiteTable(path: path)
            try await node.start(from: Checkpoint(journal: journal, finished: finished))
            for id in ids { try await node.process(Note(["n": .int(id)], id: NoteID(source: 0, index: id))) }
            try await node.commit()
            // Killed: what is not committed is gone with the process, and `end` is not called.
            try await node.process(Note(["n": 99], id: NoteID(source: 0, index: 99)))
        }
        try await write([0, 1, 2, 3], nil)
        var finished = NoteRanges()
        for id in [0, 2] { finished.insert(id) }
        try await write([1, 3, 4], [0: finished])
        #expect(try query(path, "SELECT n FROM notes ORDER BY n") == "[[0], [1], [2], [3], [4]]")
        for id in [1, 3, 4] { finished.insert(id) }
        try await write([], [0: finished])
        #expect(try query(path, "SELECT n FROM notes ORDER BY n") == "[[0], [1], [2], [3], [4]]")
    }

    @Test("A table that has lost rows since is not gone on with")
    func changedTable() async throws {
        let folder = try Folder(), path = folder.path / "a.db", journal = (folder.path / "journal").string
        let node = WriteSQLiteTable(path: path)
        try await node.start(from: Checkpoint(journal: journal, finished: nil))
        try await node.process(Note(["n": 1], id: NoteID(source: 0, index: 0)))
        try await node.end()
        _ = try await Passage(of: [], through: WriteSQLiteTable(path: path))
        let error = await #expect(throws: GraphbookError.self) {
            try await node.start(from: Checkpoint(journal: journal, finished: [:]))
        }
        #expect(
            error.map { folder.shorten($0.description) }
                == "'a.db', table 'notes': the run that is resumed has written rows that are not there any more")
    }

    @Test("A file that is no database fails the run, by name")
    func noDatabase() async throws {
        let folder = try Folder()
        let path = try folder.write(String(repeating: "no database ", count: 100), to: "a.db")
        let passage = try await Passage(of: numbers(1), through: WriteSQLiteTable(path: path))
        #expect(passage.causes.map(folder.shorten) == ["'a.db': file is not a database"])
    }
}
