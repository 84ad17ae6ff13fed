import Graphbook
import GraphbookTesting
import Testing

@Test("Two words are short") func twoWords() {
    let note = Note(["text": "two words"])
    markShort(note, least: 3)
    #expect(note["short"] == true)
}

@Test("Items are numbered within their batch") func numbered() {
    let note = Note(["lines": ["a", "b"]])
    number(Batch(loaded: ["a", "b"], of: note, itemKey: "lines"))
    #expect(note.items(under: "lines").map { $0["place"] } == [0, 1])
}

@Test("An essay of half the words has half the score") func halfAnEssay() async throws {
    let run = try await TestRun(grade(words: 4), on: Note(["text": "two words", "author": "A"]))
    #expect(try run.note["score"] == 0.5)
    #expect(try run.note["author"] == "A")
}

@Test("Notes leave by their language") func languagesOfTexts() async throws {
    let run = try await TestRun(byLanguage(), on: Note(["text": "a dog"]), Note(["text": "wo der Hund liegt"]))
    #expect(run.ports == ["english", "german"])
    #expect(run.notes(by: Language.german).count == 1)
}

@Test("A note without a text fails") func noText() async throws {
    let run = try await TestRun(wordCount(), on: Note(["text": "a b"]), Note())
    #expect(run.notes.map { $0["words"] } == [2])
    #expect(run.failures.map(\.cause) == ["the note has no text"])
}

@Test("Words that are not in the vocabulary are counted") func unknown() async throws {
    let run = try await TestRun(on: [Note(["text": "a cat"])]) { workflow, notes in
        let words = workflow.add(vocabulary(words: ["a"]))
        workflow.add(countUnknown(vocabulary: words), after: notes)
    }
    #expect(try run.note["unknown"] == 1)
}

@Test("A source waits for a step that is busy") func waits() async throws {
    let gate = Gate(), record = Record<Int>()
    let workflow = Workflow("busy") { workflow in
        let notes = workflow.add(numbers(count: 2))
        workflow.step("busy", after: notes) { note in
            record.append(note["number", default: 0])
            try await gate.pass()
        }
    }
    async let run = TestRun(workflow)
    try await gate.reached()
    #expect(record.all == [1])
    gate.open()
    #expect(try await run.notes.count == 2)
}
