/// What `@Parameter` keeps in a node: a parameter's value, or where to get it.
///
/// Values are read, and so checked, when the node is made. A resource is looked up each time it is read: a worker makes
/// nodes of its own to call their load functions, and must not make a model that only the batch's function uses.
public struct StoredParameter<T: NodeParameter>: Sendable {
    private enum State {
        case value(T)
        case later(String, Parameters)
    }

    private let state: State

    /// A parameter that has to be given.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` or `wrongType`.
    public init(_ name: String, of parameters: Parameters) throws {
        if case .resource = parameters.settings[name] {
            state = .later(name, parameters)
        } else {
            state = .value(try parameters.value(name))
        }
    }

    /// A parameter with a default.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType`.
    public init(_ name: String, of parameters: Parameters, default value: T) throws {
        if parameters.settings[name] == nil {
            self.init(.value(value))
        } else {
            try self.init(name, of: parameters)
        }
    }

    /// A parameter of a node made in code, where `parameters` has a setting of the right type.
    public init(_ name: String, later parameters: Parameters) { self.init(.later(name, parameters)) }

    private init(_ state: State) { self.state = state }

    /// The value. Ends the program where it is a resource that can't be had.
    public var value: T {
        switch state {
        case .value(let value): return value
        case .later(let name, let parameters):
            do {
                return try parameters.value(name)
            } catch {
                fatalError("\(error)")
            }
        }
    }
}
