/// How a step that emits is made.
package struct EmittingBody: Sendable {
    package struct Instance: Sendable {
        package let process: @Sendable (Note, Emitter) async throws -> Void
        package let finish: @Sendable (Emitter) async throws -> Void
        package let lifecycle: Lifecycle
    }

    package let prepare: @Sendable (Parameters) throws -> Instance
}

extension NodeDefinition {
    /// A step that emits, of functions.
    ///
    /// - Parameter finish: Emits what is left after the last note; nil where nothing is held back.
    public static func emittingStep(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        finish: (@Sendable (Emitter) async throws -> Void)? = nil,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Note, Emitter) async throws -> Void
    ) -> NodeDefinition {
        let body = EmittingBody { parameters in
            var lifecycle = Lifecycle()
            lifecycle.remembersNotes = finish != nil
            return EmittingBody.Instance(
                process: try prepare(parameters), finish: finish ?? { _ in }, lifecycle: lifecycle)
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .emitting(body))
    }

    /// A step that emits, written as a type.
    public static func of<Type: EmittingStep>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation
    ) -> NodeDefinition {
        let body = EmittingBody { parameters in
            let node = try Type(parameters: parameters)
            return EmittingBody.Instance(
                process: { note, emit in try await node.process(note, to: emit) },
                finish: { emit in try await node.finish(to: emit) }, lifecycle: Lifecycle(of: node))
        }
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .emitting(body))
    }
}
