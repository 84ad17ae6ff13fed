/// How values of a type cross between host and worker processes.
///
/// Tensors, scalars, strings, lists of them and whatever is `Codable` do; other types can be used with threads only.
package struct Transfer: Sendable {
    /// The type in an error's words.
    package let typeName: String
    /// Whether values are tensors, which workers write straight into the batch.
    package let isTensor: Bool
    package let encode: (@Sendable (any Sendable) throws -> Value)?
    package let decode: (@Sendable (Value) throws -> any Sendable)?

    /// Whether values can cross at all.
    package var isPossible: Bool { encode != nil }

    package init<T: Sendable>(of type: T.Type) {
        typeName = String(describing: type)
        isTensor = type == Tensor.self
        if let noteValue = type as? any (NoteValue & Codable).Type {
            (encode, decode) = Transfer.noteValue(noteValue)
        } else if let codable = type as? any (Codable & Sendable).Type {
            (encode, decode) = Transfer.codable(codable)
        } else if type == Void.self {
            encode = { _ in .null }
            decode = { _ in () }
        } else {
            (encode, decode) = (nil, nil)
        }
    }

    private typealias Functions = (
        encode: @Sendable (any Sendable) throws -> Value, decode: @Sendable (Value) throws -> any Sendable
    )

    private static func noteValue<T: NoteValue & Codable>(_: T.Type) -> Functions {
        let codable = codable(T.self)
        return (
            { value in
                guard let typed = value as? T else {
                    preconditionFailure("\(Swift.type(of: value)) where \(T.self) was")
                }
                // A type that a note keeps in a box has no other form there; its Codable one can cross.
                if case .boxed(let box) = typed.noteValue, box.elements == nil { return try codable.encode(value) }
                return typed.noteValue
            },
            { value in try T(noteValue: value) ?? codable.decode(value) }
        )
    }

    private static func codable<T: Codable & Sendable>(_: T.Type) -> Functions {
        (
            { value in
                guard let typed = value as? T else {
                    preconditionFailure("\(Swift.type(of: value)) where \(T.self) was")
                }
                return try ValueEncoder().encode(typed)
            },
            { value in try ValueDecoder().decode(T.self, from: value) }
        )
    }
}
