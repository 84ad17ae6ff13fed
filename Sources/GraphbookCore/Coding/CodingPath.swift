/// Where a coder is. Linked from the inside outwards, so that going one deeper copies nothing.
indirect enum CodingPath: CustomStringConvertible {
    case root
    case inside(CodingPath, any CodingKey)

    /// From the outside inwards, as `Encoder` and `Decoder` tell it.
    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        var rest = self
        while case .inside(let outer, let key) = rest {
            keys.append(key)
            rest = outer
        }
        return keys.reversed()
    }

    /// As a person reads it: `boxes[2].width`.
    var description: String { ValuePath(of: keys).description }

    /// An error about the value that lies here.
    func error(_ code: GraphbookError.Code, _ message: String) -> GraphbookError {
        GraphbookError(code, at: keys, message)
    }

    /// What stands for the value that lies here and does not fit.
    ///
    /// - Parameter problems: Takes what is wrong with it.
    /// - Throws: The error about it, where there are no problems to note it in, or nothing to stand for it.
    func blank<T>(
        _ type: T.Type, _ problems: DecodingProblems?, _ code: GraphbookError.Code, _ message: String
    ) throws -> T {
        problems?.add(code, at: self, message)
        guard let blank = problems?.blank(type) else { throw error(code, message) }
        return blank
    }
}

/// The key of a list's element.
struct IndexKey: CodingKey {
    let index: Int

    init(_ index: Int) { self.index = index }
    init(intValue: Int) { index = intValue }
    init?(stringValue: String) { nil }

    var intValue: Int? { index }
    var stringValue: String { "\(index)" }
}

/// The key of an object's field that is known only as text.
struct FieldKey: CodingKey {
    let stringValue: String

    init(_ key: String) { stringValue = key }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    var intValue: Int? { nil }

    /// Where `superEncoder()` puts what a class inherits.
    static let `super` = FieldKey("super")
}

extension ValuePath {
    init(of codingPath: [any CodingKey]) {
        steps = codingPath.map { ($0 as? IndexKey).map { .index($0.index) } ?? .key($0.stringValue) }
    }
}

extension GraphbookError {
    init(_ code: Code, at codingPath: [any CodingKey], _ message: String) {
        let path = ValuePath(of: codingPath)
        self.init(code, path.steps.isEmpty ? message : "\(path): \(message)")
    }

    /// What a type's own `init(from:)` has thrown.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context): self.init(.missing, at: context.codingPath + [key], "missing")
        case .valueNotFound(_, let context): self.init(.missing, at: context.codingPath, context.debugDescription)
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            self.init(.wrongType, at: context.codingPath, context.debugDescription)
        @unknown default: self.init(.wrongType, "\(error)")
        }
    }

    /// What a type's own `encode(to:)` has thrown.
    init(_ error: EncodingError) {
        switch error {
        case .invalidValue(_, let context): self.init(.wrongType, at: context.codingPath, context.debugDescription)
        @unknown default: self.init(.wrongType, "\(error)")
        }
    }
}
