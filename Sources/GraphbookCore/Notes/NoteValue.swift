/// A type that a field of a note can be read as and set from.
///
/// Scalars, strings, tensors, and arrays and dictionaries of them conform. A type of your own needs only to say so
/// (`extension Box2D: NoteValue {}`): it is then kept in the note as it is, in memory. What is to be written to a file
/// or cross to a worker should be made of the types above, or be `Codable`: it is then written as it is encoded, and
/// decoded again where it is read.
public protocol NoteValue: Sendable {
    /// Reads a field; nil when the field holds something else.
    init?(noteValue: Value)
    /// The field that holds this value.
    var noteValue: Value { get }
}

extension NoteValue {
    public init?(noteValue: Value) {
        guard case .boxed(let box) = noteValue, let value = box.content as? Self else { return nil }
        self = value
    }

    public var noteValue: Value { .boxed(ValueBox(self)) }
}

extension NoteValue where Self: Decodable {
    public init?(noteValue: Value) {
        // Whatever the decoder has to say: nil means that the field holds something else.
        guard let value = try? ValueDecoder().decode(Self.self, from: noteValue) else { return nil }
        self = value
    }
}

extension Value: NoteValue {
    public init?(noteValue: Value) { self = noteValue }
    public var noteValue: Value { self }
}

extension Bool: NoteValue {
    public init?(noteValue: Value) {
        guard case .bool(let value) = noteValue else { return nil }
        self = value
    }

    public var noteValue: Value { .bool(self) }
}

extension Int: NoteValue {
    public init?(noteValue: Value) {
        switch noteValue {
        case .int(let value): self = value
        case .double(let value):
            guard let exact = Int(exactly: value) else { return nil }
            self = exact
        default: return nil
        }
    }

    public var noteValue: Value { .int(self) }
}

extension Double: NoteValue {
    public init?(noteValue: Value) {
        switch noteValue {
        case .double(let value): self = value
        case .int(let value): self = Double(value)
        default: return nil
        }
    }

    public var noteValue: Value { .double(self) }
}

extension Float: NoteValue {
    public init?(noteValue: Value) {
        guard let value = Double(noteValue: noteValue) else { return nil }
        self = Float(value)
    }

    /// The shortest decimal that reads back as this float, so that 0.1 is written `0.1`, not `0.10000000149011612`.
    public var noteValue: Value { .double(Double(description) ?? Double(self)) }
}

extension String: NoteValue {
    public init?(noteValue: Value) {
        guard case .string(let value) = noteValue else { return nil }
        self = value
    }

    public var noteValue: Value { .string(self) }
}

extension Tensor: NoteValue {
    public init?(noteValue: Value) {
        guard case .tensor(let value) = noteValue else { return nil }
        self = value
    }

    public var noteValue: Value { .tensor(self) }
}

extension Optional: NoteValue where Wrapped: NoteValue {
    public init?(noteValue: Value) {
        if case .null = noteValue {
            self = .none
        } else if let value = Wrapped(noteValue: noteValue) {
            self = .some(value)
        } else {
            return nil
        }
    }

    public var noteValue: Value { self?.noteValue ?? .null }
}

extension Array: NoteValue where Element: NoteValue {
    public init?(noteValue: Value) {
        if case .boxed(let box) = noteValue, let box = box as? ArrayBox<Element> {
            self = box.array
            return
        }
        guard let values = noteValue.list else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
            guard let element = Element(noteValue: value) else { return nil }
            elements.append(element)
        }
        self = elements
    }

    public var noteValue: Value {
        if let values = self as? [Value] { .array(values) } else { .boxed(ArrayBox(self)) }
    }
}

extension Dictionary: NoteValue where Key == String, Value: NoteValue {
    public init?(noteValue: GraphbookCore.Value) {
        guard let fields = noteValue.fields else { return nil }
        var result: [String: Value] = [:]
        for (key, field) in fields {
            guard let value = Value(noteValue: field) else { return nil }
            result[key] = value
        }
        self = result
    }

    /// In the order of the keys, since a dictionary has none of its own.
    public var noteValue: GraphbookCore.Value {
        .object(Fields(sorted { $0.key < $1.key }.map { ($0.key, $0.value.noteValue) }))
    }
}
