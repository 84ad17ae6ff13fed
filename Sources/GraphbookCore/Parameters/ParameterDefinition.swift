/// A parameter as the catalogue lists it.
public struct ParameterDefinition: Sendable {
    public let name: String
    public let type: ParameterType
    /// The value where none is given; nil where it has to be given, or for an optional one.
    public let defaultValue: Value?
    /// Whether a workflow has to give a value.
    public let isRequired: Bool
    /// From the doc comment; empty where there is none.
    public var documentation: String
    /// Why a value does not fit; nil when it does.
    package let problem: @Sendable (Value) -> String?
    let accepts: @Sendable (any Any.Type) -> Bool

    /// A parameter that has to be given, unless its type is an optional.
    public init<T: NodeParameter>(_ name: String, _: T.Type, documentation: String = "") {
        self.init(name, T.self, default: nil, isRequired: !T.isOptional, documentation: documentation)
    }

    /// A parameter with a default.
    public init<T: ParameterValue>(_ name: String, _: T.Type, default value: T, documentation: String = "") {
        self.init(name, T.self, default: value.parameter, isRequired: false, documentation: documentation)
    }

    /// An optional parameter with a default, of which nil is the most common.
    public init<T: ParameterValue>(_ name: String, _: T?.Type, default value: T?, documentation: String = "") {
        self.init(name, T?.self, default: value?.parameter, isRequired: false, documentation: documentation)
    }

    private init<T: NodeParameter>(
        _ name: String, _: T.Type, default value: Value?, isRequired: Bool, documentation: String
    ) {
        self.name = name
        type = T.parameterType
        defaultValue = value
        self.isRequired = isRequired
        self.documentation = documentation
        problem = { T.problem(with: $0) }
        accepts = { T.accepts(resource: $0) }
    }
}
