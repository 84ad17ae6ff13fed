import Graphbook

// Nodes under test: functions that work on values of the user's types.

struct Essay: Codable, Equatable {
    var text: String
    var score: Double?
    var words: [String] = []
}

enum Language: String, Codable, CaseIterable { case english, german }

struct Page: Codable {
    var number: Int
    var language: Language
    var title: String
    var next: Int?
}

struct Length: Codable {
    let letters: Int
    let isLong: Bool
}

/// Only decodable.
struct Text: Decodable { let text: String }

/// Not copyable from one isolation to another, which no step needs.
final class Shared: Codable { var text = "" }

@Step("Typed/Grade")
func grade(_ essay: inout Essay, least: Int = 2) {
    essay.words = essay.text.split(separator: " ").map(String.init)
    essay.score = essay.words.count < least ? nil : Double(essay.words.count)
}

@Step("Typed/Read")
func read(text: Text, of pages: Int = 1) throws {
    if text.text.isEmpty { throw GraphbookError(.missing, "nothing to read on \(pages) pages") }
}

@Step("Typed/Measure")
func measure(_ text: Text, limit: Int = 3) async -> Length {
    Length(letters: text.text.count, isLong: text.text.count > limit)
}

@Step("Typed/Count Keys")
func countKeys(_ note: Note) -> [String: Int] { ["keys": note.fields.count] }

@Step("Typed/By Score")
func byTypedScore(_ essay: inout Essay) async throws -> Sureness? {
    guard let score = essay.score else { return nil }
    essay.text += "!"
    return score > 1 ? .sure : .unsure
}

@Step("Typed/Turn")
func turn(_ page: inout Page) throws {
    page.number += 1
    if page.number > 9 { throw GraphbookError(.missing, "no page \(page.number)") }
}

@Step("Typed/Shared")
func share(_ shared: Shared) async { shared.text += "!" }

@Step("Typed/Fields")
func fields(_ value: inout Value) { value = ["all": value] }

@Step("Typed/No Fields")
func noFields(_ note: Note) -> Int { note.fields.count }

@Source("Typed/Essays")
func essays(texts: [String]) -> [Essay] { texts.map { Essay(text: $0) } }

@Source("Typed/Emitted")
func emittedEssays(to emit: Emitter, count: Int = 2) async throws {
    for number in 0..<count { try await emit(Essay(text: "\(number)")) }
}

func lengthOf(path: String) -> Int { path.count }
func areaOf(_ box: Box2D, factor: Int) async throws -> Int { box.width * box.height * factor }

struct Box2D: Codable { let width, height: Int }

@BatchStep("Typed/Paths", itemKey: "paths", load: lengthOf)
func paths(_ batch: Batch<Int>) { for (length, item) in zip(batch.loaded, batch.items) { item["length"] = length } }

@BatchStep("Typed/Boxes", itemKey: "boxes", load: areaOf(_:factor:))
func boxes(_ batch: Batch<Int>, factor: Int = 1) {
    for (area, item) in zip(batch.loaded, batch.items) { item["area"] = area }
}
