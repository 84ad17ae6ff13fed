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
    func decoded<T: Decodable>(as type: T.Type, at path: @autoclosure () -> CodingPath) throws -> T {
        if let scalarType = type as? any CodingScalar.Type {
            do {
                let scalar = try scalarType.decodedScalar(self)
                if let scalar = scalar as? T { return scalar }
            } catch {
                throw path().error(.wrongType, error.message)
            }
        }
        if case .boxed(let box) = self, let content = box.content as? T { return content }
        return try T(from: ValueDecoding(value: self, path: path()))
    }
}

/// What a type's `init(from:)` is given.
struct ValueDecoding: Decoder {
    let value: Value
    let path: CodingPath

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let fields = value.fields else { throw unexpected("an object") }
        return KeyedDecodingContainer(FieldsDecoding(fields: fields, path: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.list else { throw unexpected("a list") }
        return ListDecoding(elements: elements, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleDecoding(value: value, path: path) }

    private func unexpected(_ expected: String) -> GraphbookError {
        path.error(.wrongType, CodingFault(expected: expected, found: value).message)
    }
}
