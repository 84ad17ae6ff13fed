/// Encodes any `Encodable` value as a ``Value``.
///
/// ``Tensor`` and ``Value`` are passed on as they are, at any depth, so that nothing is copied. Fields are in the order
/// in which the type encodes them, those of a dictionary in the order of its keys.
public struct ValueEncoder: Sendable {
    public init() {}

    /// - Throws: ``GraphbookError`` with code `wrongType`, which names the place, for an integer that does not fit `Int`;
    ///   what the type's own `encode(to:)` throws.
    public func encode(_ value: some Encodable) throws -> Value {
        do {
            return try Value(encoding: value, at: .root)
        } catch let error as EncodingError {
            throw GraphbookError(error)
        }
    }
}

extension Value {
    /// Encodes a value that lies at a path, which only containers and errors need.
    init<T: Encodable>(encoding value: T, at path: @autoclosure () -> CodingPath) throws {
        if let scalar = value as? any CodingScalar {
            self = try Value(encodingScalar: scalar, at: path())
            return
        }
        let draft = Draft(at: path())
        try value.encode(to: ValueEncoding(draft: draft))
        self = try draft.finished()
        // A dictionary's own order differs from run to run.
        if value is any UnorderedFields, let fields { self = .object(Fields(fields.sorted { $0.key < $1.key })) }
    }

    /// Encodes a scalar whose type the caller knows: without the casts that finding out costs.
    init(encodingScalar scalar: some CodingScalar, at path: @autoclosure () -> CodingPath) throws {
        do {
            self = try scalar.encodedScalar()
        } catch {
            throw path().error(.wrongType, error.message)
        }
    }
}

private protocol UnorderedFields {}
extension Dictionary: UnorderedFields {}

/// What a type's `encode(to:)` is given.
struct ValueEncoding: Encoder {
    let draft: Draft

    var codingPath: [any CodingKey] { draft.path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        draft.become(.object)
        return KeyedEncodingContainer(FieldsEncoding(draft: draft))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        draft.become(.list)
        return ListEncoding(draft: draft)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        draft.become(.single)
        return SingleEncoding(draft: draft)
    }
}

/// A value in the making, which its containers fill.
///
/// Those of nested containers and superclasses have drafts of their own, since they may be written to until all is
/// encoded; null keeps their places.
final class Draft {
    enum Kind { case single, list, object }

    let path: CodingPath
    private var kind: Kind?
    private var isOfTwoKinds = false
    var single = Value.null
    var elements: [Value] = []
    var fields = Fields()
    private var nestedElements: [(index: Int, draft: Draft)] = []
    private var nestedFields: [(key: String, draft: Draft)] = []

    init(at path: CodingPath) { self.path = path }

    func become(_ kind: Kind) {
        if let known = self.kind, known != kind { isOfTwoKinds = true }
        self.kind = kind
    }

    /// A draft for the next element of the list.
    func element() -> Draft {
        let draft = Draft(at: .inside(path, IndexKey(elements.count)))
        nestedElements.append((elements.count, draft))
        elements.append(.null)
        return draft
    }

    /// A draft for a field of the object.
    func field(_ key: any CodingKey) -> Draft {
        let draft = Draft(at: .inside(path, key))
        nestedFields.append((key.stringValue, draft))
        fields[key.stringValue] = .null
        return draft
    }

    func finished() throws -> Value {
        if isOfTwoKinds {
            throw path.error(.wrongType, "encode(to:) asks for containers of two kinds; one value is encoded in one")
        }
        switch kind {
        case .single: return single
        case .list:
            for (index, draft) in nestedElements { elements[index] = try draft.finished() }
            return .array(elements)
        case .object, nil:
            for (key, draft) in nestedFields { fields[key] = try draft.finished() }
            return .object(fields)
        }
    }
}
