/// What a resource node makes and steps share: a model, a tokenizer, a connection.
///
/// Say so of your own type (`extension Tokenizer: ResourceValue {}`), and steps and resources can take it as a parameter.
public protocol ResourceValue: NodeParameter where Setting == ResourceHandle<Self> {}

extension ResourceValue {
    public static var parameterType: ParameterType { .resource(String(describing: Self.self)) }

    public static func problem(with value: Value) -> String? {
        "takes \(parameterType.phrase), not \(value.summary): write {\"resource\": \"its id\"}"
    }

    public static func accepts(resource type: any Any.Type) -> Bool { type == Self.self }

    public static func resolve(_ setting: ParameterSetting, in parameters: Parameters) throws -> Self {
        switch setting {
        case .resource(let id): return try parameters.resource(id)
        case .value(let value):
            throw GraphbookError(.wrongType, "takes \(parameterType.phrase), not \(value.summary)")
        }
    }

    public static func setting(_ setting: ResourceHandle<Self>) -> ParameterSetting { .resource(setting.id) }
}

/// A resource of a workflow that is built in code: what steps are given as a parameter.
public struct ResourceHandle<Resource: Sendable>: Sendable {
    public let id: String

    package init(id: String) { self.id = id }
}
