import GraphbookCore

/// An input or output of a model, as the model's file declares it.
public struct ModelValue: Sendable, Hashable {
    /// The length of one dimension.
    public enum Dimension: Sendable, Hashable {
        case fixed(Int)
        /// Any length. A name, such as `batch`, says what it counts; nil where the file gives none.
        case free(String?)
    }

    enum Kind: Sendable, Hashable {
        case tensor(ElementType, [Dimension])
        /// What a tensor of numbers cannot hold, in words: `a sequence`.
        case other(String)
    }

    public let name: String
    let kind: Kind

    /// nil where the value is no tensor of numbers: a sequence, a map, strings.
    public var elementType: ElementType? {
        if case .tensor(let type, _) = kind { type } else { nil }
    }

    /// The length of each dimension; empty for a scalar, nil where the value is no tensor of numbers.
    public var shape: [Dimension]? {
        if case .tensor(_, let shape) = kind { shape } else { nil }
    }
}

/// As text: `images: f32[batch, 1, 8, 8]`, with `?` for a dimension without length or name.
extension ModelValue: CustomStringConvertible {
    public var description: String { "\(name): \(kind)" }
}

extension ModelValue.Kind: CustomStringConvertible {
    var description: String {
        switch self {
        case .tensor(let type, let shape): "\(type)[\(shape.map(\.description).joined(separator: ", "))]"
        case .other(let words): words
        }
    }
}

extension ModelValue.Dimension: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fixed(let length): "\(length)"
        case .free(let name): name ?? "?"
        }
    }

    func admits(_ length: Int) -> Bool {
        if case .fixed(let own) = self { own == length } else { true }
    }
}
