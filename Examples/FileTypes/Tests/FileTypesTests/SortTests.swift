import Foundation
import Graphbook
import GraphbookTesting
import Testing

@testable import FileTypes

@Suite("Sorting files")
struct SortTests {
    private let example = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func path(_ name: String) -> FilePath { FilePath(example.appendingPathComponent(name).path) }

    @Test("Each file of a folder is a note, in the order of their names")
    func folder() async throws {
        let run = try await TestRun(files(in: path("messy")))
        #expect(run.notes.count == 24 && run.failures.isEmpty)
        #expect(run.notes.prefix(3).map { $0["name"] } == ["IMG_2041", "Screenshot (3)", "Untitled 1"])
    }

    @Test("The network sees 1,024 bytes of each end, and none twice where there are fewer than that before a blank")
    func bytes() throws {
        let bytes = try ends(of: Item(.string(path("messy/ok").string))).elements(as: Int32.self)
        #expect(bytes.count == 2048)
        // "ok" and a line break, which is passed over at the end only.
        #expect(Array(bytes.prefix(4)) == [0x6F, 0x6B, 0x0A, 256] && Array(bytes.suffix(3)) == [256, 0x6F, 0x6B])
        let none = try ends(of: Item(.string(path("messy/empty").string))).elements(as: Int32.self)
        #expect(none == [Int32](repeating: 256, count: 2048))
    }

    @Test("A file is sorted by what it is, with a name that fits, or as unsure", arguments: [0.5, 1])
    func sorts(confidence: Double) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sorted-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays behind fails no test.
        let photo = Note(["name": "holiday.txt", "path": .string(path("messy/holiday.txt").string)])
        let run = try await TestRun(on: [photo]) { workflow, notes in
            let network = workflow.add(magika(in: path("models/magika")))
            workflow.add(sort(magika: network, confidence: confidence, into: FilePath(folder.path)), after: notes)
        }
        #expect(try run.note["type"] == "jpeg")
        let copy = confidence == 1 ? "unsure/holiday.txt" : "image/holiday.txt.jpg"
        #expect(try run.note["copy"] == copy)
        #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(copy).path))
    }

    @Test(
        "A name keeps an ending of its type, whatever its case, and gets the usual one else",
        arguments: [
            ("photo.jpg", "photo.jpg"), ("photo.JPEG", "photo.JPEG"), ("photo", "photo.jpg"),
            ("photo.txt", "photo.txt.jpg"),
        ])
    func names(name: String, expected: String) {
        let type = Magika.FileType(label: "jpeg", group: "image", extensions: ["jpg", "jpeg"])
        #expect(type.fitting(name) == expected)
        #expect(Magika.FileType(label: "unknown", group: nil, extensions: []).fitting(name) == name)
    }
}
