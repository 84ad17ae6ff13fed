/// A type that can be a parameter of a node: a ``ParameterValue``, which a workflow file spells out, or a
/// ``ResourceValue``, which a resource node makes.
public protocol NodeParameter: Sendable {
    /// What a workflow built in code passes: the value itself, or the handle of a resource.
    associatedtype Setting: Sendable

    static var parameterType: ParameterType { get }
    /// Whether the parameter may be left out although it has no default.
    static var isOptional: Bool { get }
    /// Why a setting does not fit; nil when it does.
    static func problem(with value: Value) -> String?
    /// Whether a resource that makes values of this type can be used.
    static func accepts(resource type: any Any.Type) -> Bool

    /// The setting as the node is given it.
    static func resolve(_ setting: ParameterSetting, in parameters: Parameters) throws -> Self
    /// What a workflow keeps of a setting made in code.
    static func setting(_ setting: Setting) -> ParameterSetting
}

extension NodeParameter {
    public static var isOptional: Bool { false }
}

/// What a workflow built in code passes for a parameter of this type.
public typealias SettingOf<T: NodeParameter> = T.Setting

/// A parameter's value as a workflow holds it.
public enum ParameterSetting: Sendable, Equatable {
    case value(Value)
    /// The id of the resource node that makes the value.
    case resource(String)

    /// The setting in an error's words.
    public var summary: String {
        switch self {
        case .value(let value): value.summary
        case .resource(let id): "resource '\(id)'"
        }
    }
}

// MARK: - Values

/// A parameter that is spelled out: text, numbers, booleans, choices, paths, and lists and dictionaries of them.
public protocol ParameterValue: NodeParameter where Setting == Self {
    /// Reads the value; nil when it is something else.
    init?(parameter: Value)
    /// The value as a workflow file has it.
    var parameter: Value { get }
}

extension ParameterValue {
    public static func problem(with value: Value) -> String? {
        Self(parameter: value) == nil ? "takes \(parameterType.phrase), not \(value.summary)" : nil
    }

    /// A resource that makes a `Value` may make one that can be read as this type; whether it does is seen in the run,
    /// before the first note.
    public static func accepts(resource type: any Any.Type) -> Bool { type == Self.self || type == Value.self }

    public static func resolve(_ setting: ParameterSetting, in parameters: Parameters) throws -> Self {
        let value: Value
        switch setting {
        case .value(let given): value = given
        case .resource(let id):
            guard let made = try parameters.resources(id) as? Value else { return try parameters.resource(id) }
            value = made
        }
        guard let result = Self(parameter: value) else {
            throw GraphbookError(.wrongType, "takes \(parameterType.phrase), not \(value.summary)")
        }
        return result
    }

    public static func setting(_ setting: Self) -> ParameterSetting { .value(setting.parameter) }
}

extension String: ParameterValue {
    public static var parameterType: ParameterType { .string }
    public init?(parameter: Value) { self.init(noteValue: parameter) }
    public var parameter: Value { .string(self) }
}

extension Int: ParameterValue {
    public static var parameterType: ParameterType { .integer }
    public init?(parameter: Value) { self.init(noteValue: parameter) }
    public var parameter: Value { .int(self) }
}

extension Double: ParameterValue {
    public static var parameterType: ParameterType { .number }
    public init?(parameter: Value) { self.init(noteValue: parameter) }
    public var parameter: Value { .double(self) }
}

extension Float: ParameterValue {
    public static var parameterType: ParameterType { .number }
    public init?(parameter: Value) { self.init(noteValue: parameter) }
    public var parameter: Value { noteValue }
}

extension Bool: ParameterValue {
    public static var parameterType: ParameterType { .boolean }
    public init?(parameter: Value) { self.init(noteValue: parameter) }
    public var parameter: Value { .bool(self) }
}

extension Value: ParameterValue {
    public static var parameterType: ParameterType { .any }
    public init?(parameter: Value) { self = parameter }
    public var parameter: Value { self }
}

extension Array: NodeParameter, ParameterValue where Element: ParameterValue {
    public typealias Setting = [Element]
    public static var parameterType: ParameterType { .list(Element.parameterType) }

    public init?(parameter: Value) {
        guard let values = parameter.list else { return nil }
        var elements: [Element] = []
        for value in values {
            guard let element = Element(parameter: value) else { return nil }
            elements.append(element)
        }
        self = elements
    }

    public var parameter: Value { .array(map(\.parameter)) }
}

extension Dictionary: NodeParameter, ParameterValue where Key == String, Value: ParameterValue {
    public typealias Setting = [String: Value]
    public static var parameterType: ParameterType { .dictionary(Value.parameterType) }

    public init?(parameter: GraphbookCore.Value) {
        guard let fields = parameter.fields else { return nil }
        var result: [String: Value] = [:]
        for (key, field) in fields {
            guard let value = Value(parameter: field) else { return nil }
            result[key] = value
        }
        self = result
    }

    public static func problem(with value: GraphbookCore.Value) -> String? {
        guard let fields = value.fields else { return "takes \(parameterType.phrase), not \(value.summary)" }
        for (key, field) in fields {
            if let problem = Value.problem(with: field) { return "has '\(key)', which \(problem)" }
        }
        return nil
    }

    public var parameter: GraphbookCore.Value {
        .object(Fields(sorted { $0.key < $1.key }.map { ($0.key, $0.value.parameter) }))
    }
}

/// Optional: the parameter may be left out, and is then nil.
extension Optional: NodeParameter where Wrapped: NodeParameter {
    public typealias Setting = Wrapped.Setting?
    public static var parameterType: ParameterType { Wrapped.parameterType }
    public static var isOptional: Bool { true }

    public static func problem(with value: Value) -> String? {
        if case .null = value { return nil }
        return Wrapped.problem(with: value)
    }

    public static func accepts(resource type: any Any.Type) -> Bool { Wrapped.accepts(resource: type) }

    public static func resolve(_ setting: ParameterSetting, in parameters: Parameters) throws -> Self {
        if case .value(.null) = setting { return nil }
        return try Wrapped.resolve(setting, in: parameters)
    }

    public static func setting(_ setting: Wrapped.Setting?) -> ParameterSetting {
        setting.map(Wrapped.setting) ?? .value(.null)
    }
}

// MARK: - Choices and paths

/// An enumeration as a parameter: `enum Fit: String, Choice { case stretch, crop }`.
public protocol Choice: ParameterValue, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
    public static var parameterType: ParameterType { .choice(allCases.map(\.rawValue)) }

    public init?(parameter: Value) {
        guard case .string(let name) = parameter else { return nil }
        self.init(rawValue: name)
    }

    public var parameter: Value { .string(rawValue) }
}

/// The path of a file or folder as a parameter; relative ones start from the workflow file's folder.
public struct FilePath: ParameterValue, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let string: String

    public init(_ string: String) { self.string = string }
    public init(stringLiteral value: String) { string = value }

    public static var parameterType: ParameterType { .path }

    public init?(parameter: Value) {
        guard case .string(let path) = parameter else { return nil }
        string = path
    }

    public var parameter: Value { .string(string) }
    public var description: String { string }

    /// A path below this one.
    public static func / (folder: FilePath, name: String) -> FilePath {
        FilePath(folder.string.hasSuffix("/") ? folder.string + name : "\(folder.string)/\(name)")
    }
}
