// Generic methods meet the requirements for all types: the protocols list the scalars one by one.

struct FieldsEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let draft: Draft

    var codingPath: [any CodingKey] { draft.path.keys }

    func encodeNil(forKey key: Key) { draft.fields[key.stringValue] = .null }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        draft.fields[key.stringValue] = try Value(encoding: value, at: .inside(draft.path, key))
    }

    func encode<T: Encodable & CodingScalar>(_ value: T, forKey key: Key) throws {
        draft.fields[key.stringValue] = try Value(encodingScalar: value, at: .inside(draft.path, key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { ValueEncoding(draft: draft.field(FieldKey.super)) }

    func superEncoder(forKey key: Key) -> any Encoder { ValueEncoding(draft: draft.field(key)) }
}

struct ListEncoding: UnkeyedEncodingContainer {
    let draft: Draft

    var codingPath: [any CodingKey] { draft.path.keys }
    var count: Int { draft.elements.count }

    func encodeNil() { draft.elements.append(.null) }

    func encode<T: Encodable>(_ value: T) throws {
        draft.elements.append(try Value(encoding: value, at: .inside(draft.path, IndexKey(count))))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { ValueEncoding(draft: draft.element()) }
}

struct SingleEncoding: SingleValueEncodingContainer {
    let draft: Draft

    var codingPath: [any CodingKey] { draft.path.keys }

    func encodeNil() { draft.single = .null }

    func encode<T: Encodable>(_ value: T) throws { draft.single = try Value(encoding: value, at: draft.path) }
}
