import Foundation
import Graphbook
import GraphbookModels
import GraphbookTesting
import Testing

@testable import Digits

/// The nodes of the example, each by itself, on its pictures.
@Suite("Digits")
struct DigitsTests {
    /// The package's folder.
    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func path(_ name: String) -> String { Self.package.appendingPathComponent(name).path }

    /// A folder for one test.
    private func folder() throws -> FilePath {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("digits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return FilePath(folder.path)
    }

    @Test("A picture is decoded to 8 × 8 numbers from 0 to 1")
    func decoded() throws {
        let picture = try decode(Item(.string(path("images/8/1553.png"))))
        #expect(picture.shape == [1, 8, 8] && (0...1).contains(picture.max))
    }

    @Test("Each folder of pictures is a note, in the order of their names; files beside them are not")
    func foldersAreNotes() async throws {
        let run = try await TestRun(folders(in: FilePath(path("images"))))
        #expect(run.notes.map { $0["label"] } == (0...9).map { "\($0)" })
        #expect(run.notes.map { $0.items(under: "image_paths").count }.reduce(0, +) == 500)
    }

    @Test("Sure digits leave by one port, unsure ones by the other, and are written enlarged", arguments: [0.0, 2.0])
    func classified(threshold: Double) async throws {
        let out = try folder()
        defer { try? FileManager.default.removeItem(atPath: out.string) }  // a folder for temporary files
        let pictures = Note(["label": "8", "image_paths": [.string(path("images/8/1553.png"))]])
        let run = try await TestRun(on: [pictures]) { workflow, pictures in
            let network = workflow.resource("network") { [model = path("digits.onnx")] in
                try OnnxModel(path: model, threads: 1)
            }
            workflow.add(classify(model: network, threshold: threshold, into: out), after: pictures)
        }
        let item = try #require(try run.note.items(under: "image_paths").first)
        let guess: Int = try #require(item["prediction"])
        let probability: Float = try #require(item["probability"])
        #expect((0.1...1).contains(probability))
        #expect(run.ports == [threshold > 1 ? "unsure" : "sure"])
        let written = try FileManager.default.contentsOfDirectory(atPath: out.string)
        #expect(written == (threshold > 1 ? ["8-1553-guess-\(guess).png"] : []))
    }

    @Test("The accuracy of all notes is logged at the end, with a warning where there were none")
    func accuracy() async throws {
        let digits: Value = [["prediction": 8], ["prediction": 3]]
        let run = try await TestRun(Accuracy(), on: Note(["label": "8", "image_paths": digits]))
        #expect(run.log.map(\.message) == ["1 of 2 digits are right: 50.0 %"])
        #expect(try await TestRun(Accuracy()).log == [LogLine(node: "step", level: .warning, message: "no digits")])
    }
}
