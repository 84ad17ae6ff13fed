/// What a field of a note holds: what JSON can say, a tensor, or any other `Sendable` value in a box.
///
/// Reading and writing go through ``NoteValue``, so that code works with `Int`, `String`, `[Tensor]` and the like and
/// rarely names a case.
public enum Value: Sendable {
    /// A value that is there and says nothing; not the absence of one.
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([Value])
    /// Values by key, in the order the keys were set.
    case object(Fields)
    /// Kept by reference: no case copies its elements.
    indirect case tensor(Tensor)
    /// A value that keeps its Swift type: a typed array, or anything JSON has no word for.
    case boxed(any Box)
}

extension Value {
    /// The elements of a list, whichever way it is held; nil when this is no list.
    public var list: [Value]? {
        switch self {
        case .array(let elements): elements
        case .boxed(let box): box.elements
        default: nil
        }
    }

    /// The fields of an object; nil when this is no object.
    public var fields: Fields? {
        if case .object(let fields) = self { fields } else { nil }
    }

    /// What an error says was found: the kind, and for short scalars the value itself.
    public var summary: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let text) where text.count <= 60: "\"\(text)\""
        case .string(let text): "\"\(text.prefix(57))…\""
        case .array(let elements): "a list of \(elements.count)"
        case .object(let fields):
            "an object with \(fields.isEmpty ? "no keys" : fields.keys.prefix(5).joined(separator: ", "))"
        case .tensor(let tensor): "a tensor \(tensor.summary)"
        case .boxed(let box): box.elements.map { "a list of \($0.count)" } ?? "a \(type(of: box.content))"
        }
    }
}

extension Value: Equatable {
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.int(let a), .double(let b)), (.double(let b), .int(let a)): Double(a) == b
        case (.string(let a), .string(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        case (.tensor(let a), .tensor(let b)): a == b
        default:
            if let a = left.list, let b = right.list { a == b } else { false }
        }
    }
}

// MARK: - Literals

// Not by nil: `nil` means no value, and `.null` is one.
extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Fields(elements))
    }
}
