import Synchronization

/// One element under a note's key, as a batch step sees it. Writing to it writes into its note.
///
/// An element that is no object becomes one when it is first written to: `"cat.png"` with `item["label"] = "cat"` is then
/// `{"value": "cat.png", "label": "cat"}`, and ``value`` is still `"cat.png"`.
///
/// In a load function the item stands alone, since it may run in another process; what is written to it there reaches
/// the note when the load has succeeded.
public struct Item: Sendable {
    /// The field of an element that holds what the element was before it was first written to.
    public static let valueField = "value"

    let note: Note
    let key: String
    /// The place in the note's list; nil when the note holds one value instead of a list.
    let index: Int?

    package init(of note: Note, key: String, index: Int?) {
        self.note = note
        self.key = key
        self.index = index
    }

    /// An item that stands alone: what a load function gets, and what a test of one makes.
    public init(_ value: Value) {
        self.init(of: Note(Fields(Item.valueField, value)), key: Item.valueField, index: nil)
    }

    /// The element as it stands in the note.
    public var element: Value {
        note.state.withLock { element(in: $0.fields) }
    }

    private func element(in fields: Fields) -> Value {
        guard let held = fields[key] else { return .null }
        guard let index else { return held }
        if case .array(let elements) = held, index < elements.count { return elements[index] }
        return held.list.flatMap { index < $0.count ? $0[index] : nil } ?? .null
    }

    /// What the item is: the element itself, or its `value` field where the element is an object that has one.
    public var value: Value { Item.value(of: element) }

    package static func value(of element: Value) -> Value { element.fields?[Item.valueField] ?? element }

    /// The item's value as the path of a file.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` when the value is no string.
    public var path: String {
        get throws {
            let value = value
            guard case .string(let path) = value else {
                throw GraphbookError(.wrongType, "the item is \(value.summary), not the path of a file")
            }
            return path
        }
    }

    /// A field of the item; nil where there is none.
    public subscript(field: String) -> Value? {
        get {
            let element = element
            if let fields = element.fields { return fields[field] }
            if field == Item.valueField { return element }
            return nil
        }
        nonmutating set {
            note.update { fields in
                var element = element(in: fields)
                var own = element.fields ?? [Item.valueField: element]
                own[field] = newValue
                element = .object(own)
                guard let index else {
                    fields[key] = element
                    return
                }
                // Let go of the list in the note first, so that it is changed in place.
                guard var elements = fields[key]?.list, index < elements.count else { return }
                fields[key] = .null
                elements[index] = element
                fields[key] = .array(elements)
            }
        }
    }

    /// A field of the item as the type that is asked for.
    public subscript<T: NoteValue>(field: String) -> T? {
        get { (self[field] as Value?).flatMap(T.init(noteValue:)) }
        nonmutating set { self[field] = newValue?.noteValue as Value? }
    }

    // MARK: - Travelling between note and worker

    /// Whether the item was written to since it was made; only for items that stand alone.
    package var wasChanged: Bool { note.revision > 0 }

    /// Puts an element that a load function has written to in the place of this one.
    package func replace(with element: Value) {
        note.update { fields in
            guard let index else {
                fields[key] = element
                return
            }
            guard var elements = fields[key]?.list, index < elements.count else { return }
            fields[key] = .null
            elements[index] = element
            fields[key] = .array(elements)
        }
    }
}

extension Note {
    /// The items under a key, as a batch step sees them: the elements of a list, or the one value; none without the key.
    public func items(under key: String) -> [Item] {
        guard let held = self[key] as Value? else { return [] }
        guard let list = held.list else { return [Item(of: self, key: key, index: nil)] }
        return list.indices.map { Item(of: self, key: key, index: $0) }
    }
}
