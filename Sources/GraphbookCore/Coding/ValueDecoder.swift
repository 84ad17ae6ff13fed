/// Decodes any `Decodable` type from a ``Value``.
///
/// ``Tensor`` and ``Value`` are passed on as they are, and so is a boxed value of the type that is asked for.
public struct ValueDecoder: Sendable {
    public init() {}

    /// - Throws: ``GraphbookError`` which names the place in `value`: code `missing` where a field is not there, else
    ///   `wrongType`; what the type's own `init(from:)` throws.
    public func decode<T: Decodable>(_ type: T.Type, from value: Value) throws -> T {
        do {
            return try value.decoded(as: type, at: .root)
        } catch let error as DecodingError {
            throw GraphbookError(error)
        }
    }
}

extension Value {
    /// Decodes a value that lies at a path, which only containers and errors need.
    ///
    /// - Parameter problems: Takes what is wrong, where decoding is to go on after it.
    func decoded<T: Decodable>(
        as type: T.Type, at path: @autoclosure () -> CodingPath, noting problems: DecodingProblems? = nil
    ) throws -> T {
        if let scalarType = type as? any CodingScalar.Type,
            let scalar = try decoded(asScalar: scalarType, at: path(), noting: problems) as? T
        {
            return scalar
        }
        if case .boxed(let box) = self, let content = box.content as? T { return content }
        do {
            return try T(from: ValueDecoding(value: self, path: path(), problems: problems))
        } catch is DecodingError where choices(of: type) != nil {
            let message = CodingFault(expected: "one of \(choices(of: type) ?? "")", found: self).message
            return try path().blank(type, problems, .wrongType, message)
        }
    }

    /// Decodes a scalar whose type the caller knows: without the casts that finding out costs.
    func decoded<T: CodingScalar>(
        asScalar type: T.Type, at path: @autoclosure () -> CodingPath, noting problems: DecodingProblems?
    ) throws -> T {
        do {
            return try T.decodedScalar(self)
        } catch {
            return try path().blank(type, problems, .wrongType, error.message)
        }
    }

    /// The values that an enumeration of texts or numbers can have, in an error's words; nil for any other type.
    private func choices<T>(of type: T.Type) -> String? {
        func list<Choice: CaseIterable>(_: Choice.Type) -> String? {
            let values = Choice.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? any NoteValue }
            return values.isEmpty ? nil : values.map(\.noteValue.summary).joined(separator: ", ")
        }
        return (type as? any CaseIterable.Type).flatMap { list($0) }
    }
}

/// What a type's `init(from:)` is given.
struct ValueDecoding: Decoder {
    let value: Value
    let path: CodingPath
    let problems: DecodingProblems?

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let fields = value.fields else { throw unexpected("an object") }
        return KeyedDecodingContainer(FieldsDecoding(fields: fields, path: path, problems: problems))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.list else { throw unexpected("a list") }
        return ListDecoding(elements: elements, path: path, problems: problems)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleDecoding(value: value, path: path, problems: problems)
    }

    private func unexpected(_ expected: String) -> GraphbookError {
        let message = CodingFault(expected: expected, found: value).message
        problems?.add(.wrongType, at: path, message)
        return path.error(.wrongType, message)
    }
}
