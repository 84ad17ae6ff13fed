import Foundation
import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("FileSystem")
struct FileSystemTests {
    @Test(
        "The folder of a path is what stands before its last slash",
        arguments: [("w.json", "."), ("a/w.json", "a"), ("/w.json", "/"), ("/a/b/w.json", "/a/b")])
    func findsFolder(path: String, expected: String) {
        #expect(FileSystem.folder(of: path) == expected)
    }

    @Test("A folder's ancestors come innermost first")
    func listsAncestors() {
        #expect(FileSystem.ancestors(of: "/a/b") == ["/a/b", "/a", "/"])
        #expect(FileSystem.ancestors(of: "/") == ["/"])
    }

    @Test("A saved file is read back; saving replaces what was there")
    func savesText() throws {
        let folder = try TemporaryFolder(), path = "\(folder.path)/a/b/text"
        try FileSystem.makeFolder("\(folder.path)/a/b")
        try FileSystem.save("one", as: path)
        try FileSystem.save("zwei — 二", as: path)
        #expect(try FileSystem.text(of: path) == "zwei — 二")
    }

    @Test("A file that can't be read or written is an error that names it")
    func namesFile() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: GraphbookError.self) { try FileSystem.text(of: "\(folder.path)/none") }
        #expect(missing?.message == "can't read '\(folder.path)/none': No such file or directory")
        let unwritable = #expect(throws: GraphbookError.self) { try FileSystem.save("", as: "\(folder.path)/no/file") }
        #expect(unwritable?.message == "can't write '\(folder.path)/no/file': No such file or directory")
        let isFolder = #expect(throws: GraphbookError.self) { try FileSystem.text(of: folder.path) }
        #expect(isFolder?.message == "can't read '\(folder.path)': Is a directory")
    }

    @Test("A change is seen at any depth, in files and in folders; hidden files don't count")
    func seesChanges() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "sources/deep/a.swift")
        try folder.write("", to: "sources/.hidden")
        let sources = "\(folder.path)/sources"
        let written = try #require(FileSystem.changeTime(of: "\(sources)/deep/a.swift"))
        #expect(FileSystem.hasChanges(in: sources, since: written))
        #expect(FileSystem.hasChanges(in: "\(sources)/deep/a.swift", since: written))
        #expect(FileSystem.hasChanges(in: "\(folder.path)/gone", since: written))
        let later = FileSystem.Time(timespec(tv_sec: time_t(written.seconds + 1000), tv_nsec: 0))
        #expect(!FileSystem.hasChanges(in: sources, since: later))
    }
}
