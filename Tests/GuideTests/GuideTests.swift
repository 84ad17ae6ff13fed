import Foundation
import Graphbook
import GraphbookImaging
import GraphbookTesting
import Testing

/// What the guides say of their programs; the code in `Guides` is theirs, word by word.
@Suite("The guides' programs")
struct GuideTests {
    private static let pictures = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Examples/Digits/images/0").path

    private let paths: [Value]

    init() throws {
        paths = try FileManager.default.contentsOfDirectory(atPath: Self.pictures).filter { $0.hasSuffix(".png") }
            .sorted().prefix(3).map { .string("\(Self.pictures)/\($0)") }
    }

    @Test("Images are loaded into their notes, by both forms", arguments: [true, false])
    func loadImages(isFunction: Bool) async throws {
        let note = Note(["image_paths": .array(paths)])
        let run =
            isFunction
            ? try await TestRun(onLoadImages(batchSize: 2), on: note) : try await TestRun(LoadImages(), on: note)
        let tensors: [Tensor] = try #require(try run.note["tensor"])
        #expect(tensors.map(\.shape) == [[3, 224, 224], [3, 224, 224], [3, 224, 224]])
    }

    @Test("A note is described")
    func describeNote() async throws {
        let run = try await TestRun(describe(), on: Note(["text": "abc", "draft": true]))
        #expect(try run.note.fields == ["text": "abc", "length": 3, "words": ["abc"]])
    }

    @Test("The sources emit what they say")
    func sources() async throws {
        #expect(try await TestRun(numbers(count: 3)).notes.map { $0["number"] } == [1, 2, 3])
        #expect(try await TestRun(countdown()).notes.map { $0["number"] } == [3, 2, 1])
        #expect(try await TestRun(essays()).notes.map { $0["text"] } == ["a short one", "one that is a little longer"])
    }

    @Test("A typed step measures, and says what does not fit")
    func typed() async throws {
        let run = try await TestRun(measure(), on: Note(["text": "ab\nc"]), Note(["text": 3]))
        #expect(run.notes.map(\.fields) == [["text": "ab\nc", "letters": 4, "lines": 2]])
        #expect(run.failures.map(\.cause) == ["the note is no Essay: field 'text': expected a string, found 3"])
    }

    @Test("A type keeps its counts, and logs them at the end")
    func counts() async throws {
        let run = try await TestRun(CountLabels(), on: Note(["label": "a"]), Note(), Note(["label": "a"]))
        #expect(run.notes.map { $0["count"] } == [1, 1, 2])
        #expect(run.log.map(\.message) == ["2 labels"])
    }

    @Test("Masks are written by their names")
    func masks() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let run = try await TestRun(mask(to: FilePath(folder.path)), onItems: paths)
        #expect(run.failures.isEmpty && run.summary.items.dumped == 3)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
        try FileManager.default.removeItem(at: folder)
    }

    @Test("The workflows built in code run")
    func workflows() async throws {
        let graded = try await TestRun(texts)
        #expect(graded.notes(from: "grade").map { $0["score"] } == [0.75, 1.0])
        let unknown = try await TestRun(unknownWords)
        #expect(unknown.notes.map { $0["unknown"] } == [2])
        #expect(try await TestRun(languages).notes.map { $0["label"] } == ["en"])
        #expect(try await TestRun(grading).log.count == 2)
        #expect(try await countAll(texts) == 0)
    }

    @Test("Notes are dropped, split and sampled")
    func routes() async throws {
        #expect(
            try await TestRun(longEnough(letters: 3), on: Note(["text": "ab"]), Note(["text": "abc"])).notes.count == 1)
        #expect(try await TestRun(lines(), on: Note(["text": "a\nb"])).notes.map { $0["text"] } == ["a", "b"])
        let sampled = try await TestRun(sample(every: 2), on: Note(), Note(), Note())
        #expect(sampled.notes(by: Sample.out).count == 3 && sampled.notes(by: Sample.sampled).count == 2)
        let scored = try await TestRun(score(), onItems: ["yes", "no", "yes"])
        #expect(scored.notes(by: Sureness.sure).map { $0.items(under: "texts").count } == [2])
        #expect(scored.notes(by: Sureness.unsure).map { $0.items(under: "texts").count } == [1])
    }
}
