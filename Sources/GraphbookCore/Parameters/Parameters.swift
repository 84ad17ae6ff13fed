/// The settings a node is made from: values, and the resources that other nodes made.
public struct Parameters: Sendable {
    /// The settings by parameter name, as workflow file, code or command line gave them; defaults are not among them.
    public let settings: [String: ParameterSetting]
    /// Finds the value of a resource node by its id.
    let resources: @Sendable (String) throws -> any Sendable

    package init(
        settings: [String: ParameterSetting], resources: @escaping @Sendable (String) throws -> any Sendable
    ) {
        self.settings = settings
        self.resources = resources
    }

    /// The settings of a node in a workflow that is still being built, where resources have no values yet.
    public init(settings: [String: ParameterSetting]) {
        self.init(settings: settings) { id in
            throw GraphbookError(.missing, "resource '\(id)' has a value only in a run")
        }
    }

    /// A parameter that has to be given.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` or `wrongType`; a validated workflow throws neither.
    public func value<T: NodeParameter>(_ name: String, as type: T.Type = T.self) throws -> T {
        guard let setting = settings[name] else {
            if T.isOptional { return try T.resolve(.value(.null), in: self) }
            throw GraphbookError(.missing, "parameter '\(name)' has no value")
        }
        return try resolved(setting, name)
    }

    /// A parameter with a default, which counts only where no value is given: 0, false and "" are values.
    public func value<T: NodeParameter>(_ name: String, as type: T.Type = T.self, default value: T) throws -> T {
        guard let setting = settings[name] else { return value }
        return try resolved(setting, name)
    }

    private func resolved<T: NodeParameter>(_ setting: ParameterSetting, _ name: String) throws -> T {
        do {
            return try T.resolve(setting, in: self)
        } catch {
            throw GraphbookError(.wrongType, "parameter '\(name)'", cause: error)
        }
    }

    func resource<T: Sendable>(_ id: String) throws -> T {
        let value = try resources(id)
        guard let typed = value as? T else {
            throw GraphbookError(.wrongType, "resource '\(id)' makes \(type(of: value)), not \(T.self)")
        }
        return typed
    }
}
