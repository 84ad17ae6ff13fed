import Graphbook

/// Marks notes that are too short to be of use.
///
/// - Parameter least: The number of words that is enough.
@Step("Text/Mark Short")
func markShort(_ note: Note, least: Int = 20) {
    note["short"] = note["text", default: ""].split(separator: " ").count < least
}

@Step("Text/Describe")
func describe(_ note: Note) {
    guard let text: String = note["text"] else { return }  // nil where the key is missing, or holds no text
    note["length"] = text.count  // sets
    note["words", default: []].append(text)  // changes in place
    note["draft"] = nil as Value?  // removes
}

struct Essay: Codable {
    var text: String
    var score: Double?
}

/// Scores an essay by its length.
@Step("Essays/Grade")
func grade(_ essay: inout Essay, words: Int = 100) {
    essay.score = min(1, Double(essay.text.split(separator: " ").count) / Double(words))
}

struct Extent: Codable {
    let letters: Int
    let lines: Int
}

@Step("Essays/Measure")
func measure(_ essay: Essay) -> Extent {
    Extent(letters: essay.text.count, lines: essay.text.split(separator: "\n").count)
}

/// The numbers from 1.
@Source("Samples/Numbers")
func numbers(count: Int = 10) -> [Note] {
    (1...count).map { Note(["number": .int($0)]) }
}

@Source("Samples/Essays")
func essays() -> some Sequence<Essay> {
    ["a short one", "one that is a little longer"].lazy.map { Essay(text: $0) }
}

@Source("Samples/Countdown")
func countdown(to emit: Emitter, from start: Int = 3) async throws {
    for number in stride(from: start, through: 1, by: -1) {
        try await emit(Note(["number": .int(number)]))
    }
}

let texts = Workflow("texts") { workflow in
    let written = workflow.add(essays())
    let graded = workflow.add(grade(words: 4), as: "grade", after: written)
    workflow.step("print", after: graded) { note in print(note) }
}
