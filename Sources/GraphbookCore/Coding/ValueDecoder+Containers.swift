// Generic methods meet the requirements for all types: the protocols list the scalars one by one.

struct FieldsDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: Fields
    let path: CodingPath
    let problems: DecodingProblems?

    var codingPath: [any CodingKey] { path.keys }
    var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }

    private func field(_ key: any CodingKey) throws -> Value {
        guard let value = fields[key.stringValue] else {
            problems?.add(.missing, at: .inside(path, key), "missing")
            throw CodingPath.inside(path, key).error(.missing, "missing")
        }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        if case .null = try field(key) { true } else { false }
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard let value = fields[key.stringValue] else {
            return try CodingPath.inside(path, key).blank(type, problems, .missing, "missing")
        }
        return try value.decoded(as: type, at: .inside(path, key), noting: problems)
    }

    func decode<T: Decodable & CodingScalar>(_ type: T.Type, forKey key: Key) throws -> T {
        guard let value = fields[key.stringValue] else {
            return try CodingPath.inside(path, key).blank(type, problems, .missing, "missing")
        }
        return try value.decoded(asScalar: type, at: .inside(path, key), noting: problems)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(for: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(for: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(for: FieldKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(for: key) }

    private func decoder(for key: any CodingKey) throws -> ValueDecoding {
        ValueDecoding(value: try field(key), path: .inside(path, key), problems: problems)
    }
}

struct ListDecoding: UnkeyedDecodingContainer {
    let elements: [Value]
    let path: CodingPath
    let problems: DecodingProblems?
    private(set) var currentIndex = 0

    init(elements: [Value], path: CodingPath, problems: DecodingProblems?) {
        self.elements = elements
        self.path = path
        self.problems = problems
    }

    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    private var currentPath: CodingPath { .inside(path, IndexKey(currentIndex)) }

    private func current() throws -> Value {
        guard !isAtEnd else {
            problems?.add(.missing, at: currentPath, "missing")
            throw currentPath.error(.missing, "missing")
        }
        return elements[currentIndex]
    }

    mutating func decodeNil() throws -> Bool {
        guard case .null = try current() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try current().decoded(as: type, at: currentPath, noting: problems)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try superDecoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = ValueDecoding(value: try current(), path: currentPath, problems: problems)
        currentIndex += 1
        return decoder
    }
}

struct SingleDecoding: SingleValueDecodingContainer {
    let value: Value
    let path: CodingPath
    let problems: DecodingProblems?

    var codingPath: [any CodingKey] { path.keys }

    func decodeNil() -> Bool {
        if case .null = value { true } else { false }
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try value.decoded(as: type, at: path, noting: problems) }
}
