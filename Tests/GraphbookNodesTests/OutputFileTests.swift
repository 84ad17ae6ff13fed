import Foundation
import GraphbookCore
import Testing

@testable import GraphbookNodes

@Suite("Output files of resumed runs")
struct OutputFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("output-\(UUID().uuidString)")
    private var path: String { folder.appendingPathComponent("lines").path }
    private var journal: String { folder.appendingPathComponent("journal").path }

    private func checkpoint(finished: [Range<Int>]?) -> Checkpoint {
        Checkpoint(journal: journal, finished: finished.map { [0: NoteRanges($0)] })
    }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// A run that writes a line for each of these notes, and whose process then dies.
    private func write(_ notes: [Int], finished: [Range<Int>]? = nil) throws {
        var file = try OutputFile(path: path, checkpoint: checkpoint(finished: finished))
        if file.isEmpty { try file.write(Array("first\n".utf8)) }
        for note in notes { try file.write(Array("line \(note)\n".utf8), of: NoteID(source: 0, index: note)) }
        try file.flush()
    }

    private func lines(_ notes: Int...) -> String { "first\n" + notes.map { "line \($0)\n" }.joined() }

    @Test(
        "What finished notes wrote stays, and nothing else",
        arguments: [
            ([], []), ([0..<3], [0, 1, 2]), ([0..<2], [0, 1]), ([1..<2], [1]), ([0..<1, 2..<3], [0, 2]),
            ([2..<3], [2]), ([5..<9], []),
        ] as [([Range<Int>], [Int])])
    func keeps(finished: [Range<Int>], kept: [Int]) throws {
        try write([0, 1, 2])
        try write([7], finished: finished)
        #expect(try text() == "first\n" + (kept + [7]).map { "line \($0)\n" }.joined())
        // And once more, with what the second run wrote.
        try write([], finished: finished + [7..<8])
        #expect(try text() == "first\n" + (kept + [7]).map { "line \($0)\n" }.joined())
    }

    @Test("A run that begins anew empties file and journal")
    func beginsAnew() throws {
        try write([0, 1, 2])
        try write([3])
        #expect(try text() == lines(3))
        try write([], finished: [0..<9])
        #expect(try text() == lines(3))
    }

    @Test(
        "A kill leaves any part of what was being written behind, which is taken back",
        arguments: [0, 1, 5, 12, 17, 20])
    func tornFile(size: Int) throws {
        try write([0, 1, 2])
        // Nothing of these notes was finished, so the file may have any length.
        truncate(path, off_t(size))
        try write([4], finished: [])
        #expect(try text() == lines(4))
    }

    @Test("A torn journal ends with its last whole record", arguments: [1, 10, 23])
    func tornJournal(rest: Int) throws {
        try write([0, 1])
        let size = try Data(contentsOf: URL(fileURLWithPath: journal)).count
        truncate(journal, off_t(size - OutputJournal.recordSize + rest))
        try write([5], finished: [0..<1])
        #expect(try text() == lines(0, 5))
    }

    @Test("A kill while the files are put in the place of the old ones is made good", arguments: [true, false])
    func killedWhileMending(between: Bool) throws {
        try write([0, 1, 2])
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        let oldJournal = try Data(contentsOf: URL(fileURLWithPath: journal))
        try write([], finished: [2..<3])
        #expect(try text() == lines(2))
        // As it is between the two steps, and before the first of them.
        try FileManager.default.moveItem(atPath: journal, toPath: journal + ".new")
        try oldJournal.write(to: URL(fileURLWithPath: journal))
        if !between {
            try FileManager.default.moveItem(atPath: path, toPath: path + ".graphbook-new")
            try old.write(to: URL(fileURLWithPath: path))
        }
        try write([3], finished: [2..<3])
        #expect(try text() == lines(2, 3))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["journal", "lines"])
    }

    @Test("A file that lacks what a finished note wrote is an error that names it")
    func changedFile() throws {
        try write([0, 1])
        try "first\nline X\nline 1\n".write(toFile: path, atomically: false, encoding: .utf8)
        let error = #expect(throws: GraphbookError.self) { try write([], finished: [0..<2]) }
        #expect(
            error?.message
                == "'\(path)' was changed since the run that is to be resumed: what note 0 wrote is not there any more; "
                + "put it back, or begin a new run")
    }

    @Test("A full disk leaves whole lines, and is told each time")
    func fullDisk() throws {
        var file = try OutputFile(path: "/dev/full")
        try file.write(Array("a\n".utf8))
        for _ in 0..<2 {
            let error = #expect(throws: GraphbookError.self) { try file.flush() }
            #expect(error?.message == "'/dev/full' is not written whole: No space left on device")
        }
        #expect(throws: GraphbookError.self) { try file.write(Array("b\n".utf8)) }
    }
}
