public import Graphbook

/// Sends each note on several times, as copies that are changed apart from each other.
///
/// Nodes that come after the same node have copies of their own anyway. This is for what makes several of one, each in its
/// way: the number of a copy says which.
///
/// - Parameters:
///   - count: How many copies leave for each note, 0 or more.
///   - numberKey: The field that gets the number of the copy, from 0 on; empty for none.
@Step("Flow/Copy")
public func copy(of note: Note, to emit: Emitter, count: Int = 2, numberKey: String = "copy") async throws {
    for number in 0..<max(count, 0) {
        let copy = note.copy()
        if !numberKey.isEmpty { copy[numberKey] = number }
        try await emit(copy)
    }
}
