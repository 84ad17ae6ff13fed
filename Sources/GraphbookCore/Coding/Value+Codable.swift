/// With ``ValueEncoder`` and ``ValueDecoder`` a value is passed on as it is. Other coders see what JSON would hold.
extension Value: Codable {
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? ValueDecoding {
            self = decoder.value
            return
        }
        // A decoder tells the kind of what it has only by failing to give another.
        if let scalar = try? decoder.singleValueContainer() {
            if scalar.decodeNil() {
                self = .null
                return
            }
            if let value = try? scalar.decode(Bool.self) {
                self = .bool(value)
                return
            }
            if let value = try? scalar.decode(Int.self) {
                self = .int(value)
                return
            }
            if let value = try? scalar.decode(Double.self) {
                self = .double(value)
                return
            }
            if let value = try? scalar.decode(String.self) {
                self = .string(value)
                return
            }
        }
        if var list = try? decoder.unkeyedContainer() {
            var elements: [Value] = []
            while !list.isAtEnd { elements.append(try list.decode(Value.self)) }
            self = .array(elements)
            return
        }
        let object = try decoder.container(keyedBy: FieldKey.self)
        self = .object(Fields(try object.allKeys.map { ($0.stringValue, try object.decode(Value.self, forKey: $0)) }))
    }

    /// - Throws: `EncodingError` for a boxed value that is neither a list nor `Encodable`.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? ValueEncoding {
            var container = encoder.singleValueContainer()
            return try container.encode(self)
        }
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value): try value.encode(to: encoder)
        case .int(let value): try value.encode(to: encoder)
        case .double(let value): try value.encode(to: encoder)
        case .string(let value): try value.encode(to: encoder)
        case .array(let elements): try elements.encode(to: encoder)
        case .object(let fields):
            var container = encoder.container(keyedBy: FieldKey.self)
            for (key, value) in fields { try container.encode(value, forKey: FieldKey(key)) }
        case .tensor(let tensor): try tensor.encode(to: encoder)
        case .boxed(let box):
            if let elements = box.elements {
                try elements.encode(to: encoder)
            } else if let content = box.content as? any Encodable {
                try content.encode(to: encoder)
            } else {
                throw EncodingError.invalidValue(
                    box.content,
                    EncodingError.Context(
                        codingPath: encoder.codingPath,
                        debugDescription: "a \(type(of: box.content)) cannot be encoded; make it Codable"))
            }
        }
    }
}
