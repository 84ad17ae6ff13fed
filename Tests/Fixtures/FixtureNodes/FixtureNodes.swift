import Graphbook

// A library of nodes: nothing in the tests refers to what is private here, yet it is found.

/// Counts a note's letters.
@Step("Fixtures/Count Letters")
private func countLetters(_ note: Note, key: String = "text") {
    note["letters"] = note[key, default: ""].count
}

/// Three numbers.
@Source("Fixtures/Three Numbers")
public func threeNumbers(first: Int = 1) -> [Note] {
    (first..<first + 3).map { Note(["number": .int($0)]) }
}
