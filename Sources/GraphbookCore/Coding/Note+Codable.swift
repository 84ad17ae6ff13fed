// Notes and items as values of the user's types. Nothing becomes text in between: tensors, typed lists and boxed values are
// passed on as they are.

extension Note {
    /// A note whose fields are those that a value encodes.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` for a value without fields; what its `encode(to:)` throws.
    public convenience init(encoding value: some Encodable) throws { self.init(try Fields(encoding: value)) }

    /// The note's fields as a value of a type. Fields that the type does not know are passed over.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` or `wrongType` which names every field that does not fit.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        let fields = fields
        do {
            return try ValueDecoder().decodeReportingAll(type, from: .object(fields))
        } catch let error as GraphbookError {
            let has = error.code == .missing ? "; it has \(fields.keys.isEmpty ? "no fields" : fields.keyList)" : ""
            throw GraphbookError(error.code, "the note is no \(type): \(error)\(has)")
        }
    }

    /// Sets the fields that a value encodes; all others stay.
    ///
    /// - Throws: As ``init(encoding:)``; the note is then as it was.
    public func set(fieldsOf value: some Encodable) throws {
        let new = try Fields(encoding: value)
        update { fields in
            for (key, value) in new { fields[key] = value }
        }
    }

    /// Decodes the note, lets `change` change the value, and sets and removes the fields that differ then.
    ///
    /// - Throws: As ``decoded(as:)`` and ``init(encoding:)``, and what `change` throws; the note is then as it was.
    func change<T: Codable, Result>(
        as type: T.Type, _ change: (inout T) async throws -> Result
    ) async throws -> Result {
        var value = try decoded(as: type)
        let before = try Fields(encoding: value)
        let result = try await change(&value)
        let after = try Fields(encoding: value)
        update { fields in
            for (key, value) in after where before[key] != value { fields[key] = value }
            for key in before.keys where after[key] == nil { fields[key] = nil }
        }
        return result
    }
}

extension Item {
    /// The item as a value of a type: its fields, where it has some and the type is no scalar; else its ``value``.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` or `wrongType` which names every field that does not fit.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        let element = element
        let isWhole = element.fields != nil && !(type is any CodingScalar.Type)
        do {
            return try ValueDecoder().decodeReportingAll(type, from: isWhole ? element : value)
        } catch let error as GraphbookError {
            throw GraphbookError(error.code, "the item is no \(type): \(error)")
        }
    }
}

extension Fields {
    /// The fields that a value encodes.
    init(encoding value: some Encodable) throws {
        let encoded = try ValueEncoder().encode(value)
        guard let fields = encoded.fields else {
            throw GraphbookError(
                .wrongType,
                "\(type(of: value)) encodes as \(encoded.summary), which has no fields that a note could have")
        }
        self = fields
    }

    /// The keys in an error's words.
    fileprivate var keyList: String { keys.map { "'\($0)'" }.joined(separator: ", ") }
}
