/// How a plain or routing step is made.
package struct StepBody: Sendable {
    /// What a step does with a note. Plain functions are called as they are: an `async` call costs as much as many a step.
    package enum Function: Sendable {
        case plain(@Sendable (Note) throws -> Deliveries)
        case async(@Sendable (Note) async throws -> Deliveries)

        package func callAsFunction(_ note: Note) async throws -> Deliveries {
            switch self {
            case .plain(let function): try function(note)
            case .async(let function): try await function(note)
            }
        }
    }

    package let ports: [String]
    package let prepare: @Sendable (Parameters) throws -> (process: Function, lifecycle: Lifecycle)
}

/// How a source is made.
package struct SourceBody: Sendable {
    package typealias Function = @Sendable (Emitter) async throws -> Void

    package let prepare: @Sendable (Parameters) throws -> (notes: Function, lifecycle: Lifecycle)
}

/// How a resource is made.
package struct ResourceBody: Sendable {
    package typealias Function = @Sendable () async throws -> any Sendable

    package let type: any Any.Type
    package let prepare: @Sendable (Parameters) throws -> (make: Function, lifecycle: Lifecycle)
}

// MARK: - Definitions of functions

extension NodeDefinition {
    /// A step that passes each note on.
    public static func step(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Note) throws -> Void
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) {
            StepFunction<Void>(try prepare($0))
        }
    }

    /// A step that passes each note on, and may wait.
    @_disfavoredOverload
    public static func step(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Note) async throws -> Void
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) {
            StepFunction<Void>(try prepare($0))
        }
    }

    /// A step that sends each note to a port.
    public static func routingStep<Route: RouteResult>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Note) throws -> Route
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) {
            StepFunction<Route>(try prepare($0))
        }
    }

    /// A step that sends each note to a port, and may wait.
    @_disfavoredOverload
    public static func routingStep<Route: RouteResult>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Note) async throws -> Route
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) {
            StepFunction<Route>(try prepare($0))
        }
    }

    static func step<Port: PortName>(
        _ name: String, _ documentation: String, _ parameters: [ParameterDefinition], _ location: CodeLocation,
        ports: Port.Type, prepare: @escaping @Sendable (Parameters) throws -> StepBody.Function
    ) -> NodeDefinition {
        let body = StepBody(ports: Port.allCases.map(\.rawValue)) { (try prepare($0), Lifecycle()) }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .step(body))
    }

    /// A source that emits.
    public static func source(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Emitter) async throws -> Void
    ) -> NodeDefinition {
        let body = SourceBody { parameters in (try prepare(parameters), Lifecycle()) }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .source(body))
    }

    /// A resource.
    public static func resource<Made: Sendable>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable () async throws -> Made
    ) -> NodeDefinition {
        let body = ResourceBody(type: Made.self) { parameters in
            let function = try prepare(parameters)
            return ({ try await function() }, Lifecycle())
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .resource(body))
    }
}

// MARK: - Definitions of types

extension NodeDefinition {
    /// A step written as a type.
    public static func of<Type: Step>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation
    ) -> NodeDefinition {
        let body = StepBody(ports: [DefaultPort.out.rawValue]) { parameters in
            let node = try Type(parameters: parameters)
            return (
                .async { note in
                    try await node.process(note)
                    return .whole(port: 0)
                }, Lifecycle(of: node)
            )
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .step(body))
    }

    /// A routing step written as a type.
    public static func of<Type: RoutingStep>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation
    ) -> NodeDefinition {
        let body = StepBody(ports: Type.Route.Port.allCases.map(\.rawValue)) { parameters in
            let node = try Type(parameters: parameters)
            return (.async { note in try await node.route(note).deliveries(of: note) }, Lifecycle(of: node))
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .step(body))
    }

    /// A source written as a type.
    public static func of<Type: Source>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation
    ) -> NodeDefinition {
        let body = SourceBody { parameters in
            let node = try Type(parameters: parameters)
            return ({ emit in try await node.notes(to: emit) }, Lifecycle(of: node))
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .source(body))
    }

    /// A resource written as a type.
    public static func of<Type: Resource>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation
    ) -> NodeDefinition {
        let body = ResourceBody(type: Type.Made.self) { parameters in
            let node = try Type(parameters: parameters)
            return ({ try await node.make() }, Lifecycle(of: node))
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .resource(body))
    }
}
