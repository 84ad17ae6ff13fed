/// Holds a value of any `Sendable` type inside a ``Value``. Immutable, so it can be shared.
public protocol Box: AnyObject, Sendable {
    /// The value in the box.
    var content: any Sendable { get }
    /// The elements as values, when the box holds an array of note values; else nil.
    var elements: [Value]? { get }
}

final class ValueBox: Box {
    let content: any Sendable
    var elements: [Value]? { nil }

    init(_ content: some Sendable) { self.content = content }
}

/// A typed array. It stays typed so that appending to it through a note costs O(1), not a conversion of every element.
final class ArrayBox<Element: NoteValue>: Box {
    let array: [Element]
    var content: any Sendable { array }
    var elements: [Value]? { array.map(\.noteValue) }

    init(_ array: [Element]) { self.array = array }
}
