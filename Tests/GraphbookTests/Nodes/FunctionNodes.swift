import Graphbook

// Nodes under test: functions, in every place and of every shape that a macro takes.

public enum Fit: String, Choice { case stretch, crop }
enum Sureness: String, PortName { case sure, unsure }

/// What a resource makes.
public struct Vocabulary: ResourceValue, Equatable {
    let words: [String]
}

// MARK: - Steps

/// Writes what stands in front of a note's text.
///
/// Nothing else of the note is changed.
///
/// - Parameters:
///   - prefix: What to write,
///     on one line.
///   - times: How often, 0 or more.
/// - Throws: Never, in truth.
@Step("Steps/Prefix")
func writePrefix(_ note: Note, prefix: String = "> ", _ times: Int = 1) throws {
    note["text"] = String(repeating: prefix, count: times) + note["text", default: ""]
}

/// Every type a parameter can have.
@Step("Steps/All Parameters")
func allParameters(
    to note: Note, text: String = "a \"b\"\n", number: Double = -0.5, small: Float = 0.25, count: Int = 3,
    flag: Bool = true, fit mode: Fit = .crop, list: [Double] = [1, 2], table: [String: [Int]] = ["a": [1]],
    path: FilePath = "in", any: Value = ["a": 1], optional: Int? = nil, preset: Int? = 4, `in` place: String
) {
    note["all"] =
        """
        \(text)|\(number)|\(small)|\(count)|\(flag)|\(mode)|\(list)|\(table)|\(path)|\(any.summary)|\
        \(optional.map(String.init) ?? "nil")|\(preset.map(String.init) ?? "nil")|\(place)
        """
}

@Step("Steps/Async")
private func asyncStep(_ note: Note, parameters: Int = 1, note other: Int = 2) async throws(GraphbookError) {
    if other < 0 { throw GraphbookError(.wrongType, "other is \(other)") }
    await Task.yield()
    note["sum"] = parameters + other
}

@Step("Steps/Same Name 1")
fileprivate func sameName(_ note: Note, first: Int = 1) { note["name"] = "first \(first)" }

@Step("Steps/Same Name 2")
fileprivate func sameName(_ note: Note, second: Int = 2) { note["name"] = "second \(second)" }

/// For the two functions above, which no other file can name.
func sameNameNodes() -> [StepNode] { [sameName(first: 3), sameName(second: 4)] }

enum Place {
    @Step("Steps/In Enumeration")
    public static func mark(_ note: Note) -> Void { note["place"] = "enumeration" }

    final class Nested {
        @Step("Steps/In Class")
        class func mark(_ note: Note, suffix: String = Nested.suffix) { note["place"] = "class" + suffix }

        static let suffix = "!"
    }
}

extension Place.Nested {
    @Step("Steps/In Extension")
    static func markExtension(_ note: Note) { note["place"] = "extension" }
}

// MARK: - Routing steps

@Step("Routes/Port")
func byScore(_ note: Note, threshold: Double = 0.5) -> Sureness {
    note["score", default: 0.0] >= threshold ? .sure : .unsure
}

@Step("Routes/Optional Port")
func keepSure(_ note: Note) async -> Sureness? { note["score", default: 0.0] > 0.5 ? .sure : nil }

@Step("Routes/Parts")
func parts(_ note: Note) throws -> Routes<Sureness> { [.unsure: note.copy(), .sure: nil] }

@Step("Routes/List")
func twice(_ note: Note) -> [Note] { [note, note.copy()] }

// MARK: - Steps that emit

/// Emits each word of a note.
@Step("Emitting/Words")
func words(of note: Note, to emit: Emitter, least: Int = 1) async throws {
    for word in note["text", default: ""].split(separator: " ") where word.count >= least {
        try await emit(Note(["word": .string(String(word))]))
    }
}

// MARK: - Sources

@Source("Sources/List")
func numbers(from first: Int = 1, count: Int = 3) -> [Note] {
    (0..<count).map { Note(["number": .int(first + $0)]) }
}

@Source("Sources/Sequence")
public func endless(step: Int = 1) -> some Sequence<Note> {
    sequence(first: 0) { $0 + step }.lazy.map { Note(["number": .int($0)]) }
}

@Source("Sources/Emitter")
func emitted(to emit: Emitter, count: Int) async throws {
    for number in 0..<count { try await emit(Note(["number": .int(number)])) }
}

@Source("Sources/Failing")
func failing() throws -> [Note] { throw GraphbookError(.file, "no such folder") }

// MARK: - Resources

@Resource("Resources/Vocabulary")
func vocabulary(words: [String] = ["a", "b"]) -> Vocabulary { Vocabulary(words: words) }

/// A resource made of another.
@Resource("Resources/Longer")
func longer(than base: Vocabulary, by word: String) async throws -> Vocabulary {
    Vocabulary(words: base.words + [word])
}

@Resource("Resources/Threshold")
func threshold(of words: Vocabulary) -> Double { Double(words.words.count) }

@Step("Resources/User")
func look(_ note: Note, words: Vocabulary, others: Vocabulary? = nil) {
    note["words"] = words.words.count
    note["others"] = others?.words.count
}
