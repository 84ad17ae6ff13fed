import Foundation
import Graphbook
import GraphbookNodes
import Testing

@Suite("Sources that list files")
struct FileSourceTests {
    @Test("Files come in the order of their names, those of a folder before those of the folders in it")
    func folder() async throws {
        let folder = try Folder()
        for name in ["b.txt", "a.TXT", "c.md", "sub/d.txt", "sub/deep/e.txt", ".hidden.txt", ".git/f.txt", "z/g.txt"] {
            try folder.write("", to: name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: (folder.path / "loop").string, withDestinationPath: folder.path.string)
        let all = try await Passage(from: filesFromFolder(folder: folder.path, patterns: ["*.txt", "?.md"]))
        #expect(all.out["name"] == ["a.TXT", "b.txt", "c.md", "d.txt", "e.txt", "g.txt"])
        #expect(all.out["path"].last == .string((folder.path / "z/g.txt").string))
        #expect(all.out["folder"].suffix(3) == ["sub", "deep", "z"])
        let flat = try await Passage(from: filesFromFolder(folder: folder.path, patterns: ["*.txt"], recursive: false))
        #expect(flat.out["name"] == ["a.TXT", "b.txt"])
    }

    @Test("A folder that is not there fails the run, by name")
    func noFolder() async throws {
        let folder = try Folder()
        let passage = try await Passage(from: filesFromFolder(folder: folder.path / "none"))
        #expect(
            passage.causes.map(folder.shorten) == ["the folder 'none' cannot be read: No such file or directory"])
    }

    @Test("Paths come from the parameter, then from a file, whose folder relative ones start from")
    func list() async throws {
        let folder = try Folder()
        let list = try folder.write("a.jpg\r\n\n  \nsub/b c.jpg\n/abs/d.jpg", to: "lists/photos.txt")
        let passage = try await Passage(from: filesFromList(paths: ["x.jpg"], list: list, key: "image"))
        #expect(
            passage.out.map { folder.shorten($0["image"].flatMap(String.init(noteValue:)) ?? "") } == [
                "x.jpg", "lists/a.jpg", "lists/sub/b c.jpg", "/abs/d.jpg",
            ])
    }
}
