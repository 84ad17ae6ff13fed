/// The function of a step, whatever it works on: the note itself, or a value of the user's that the note's fields make.
///
/// The macros hand a step's function over as it is written; which of these initializers takes it, and so what the note
/// becomes, is the compiler's choice.
public struct StepFunction<Output>: Sendable {
    let call: @Sendable (Note) async throws -> Output

    /// A function of the note.
    public init(_ function: @escaping @Sendable (Note) async throws -> Output) { call = function }

    /// A function of a value that is decoded from the note, and only read.
    public init<Input: Decodable & SendableMetatype>(_ function: @escaping @Sendable (Input) async throws -> Output) {
        call = { note in try await function(note.decoded()) }
    }

    /// A function that changes a value which is decoded from the note, and written back.
    ///
    /// Fields that the value has set, changed or dropped are so in the note; all others stay as they are. When the
    /// function throws, the note stays as it was.
    public init<Input: Codable & SendableMetatype>(_ function: @escaping @Sendable (inout Input) async throws -> Output)
    {
        call = { note in try await note.change(as: Input.self, function) }
    }

    @available(*, unavailable, message: "a step works on a Note, or on a type that is Decodable")
    @_disfavoredOverload
    public init<Input>(_ function: @escaping @Sendable (Input) async throws -> Output) { fatalError() }

    @available(*, unavailable, message: "what a step takes 'inout' has to be Codable: it is decoded and written back")
    @_disfavoredOverload
    public init<Input>(_ function: @escaping @Sendable (inout Input) async throws -> Output) { fatalError() }
}

extension NodeDefinition {
    /// A step whose function returns nothing.
    public static func step(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Void>
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) { try prepare($0).call }
    }

    /// A step whose function says where the note leaves.
    public static func step<Route: RouteResult>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Route>
    ) -> NodeDefinition {
        routingStep(name, documentation: documentation, parameters: parameters, location: location) {
            try prepare($0).call
        }
    }

    /// A step whose function returns a value, whose fields are set in the note.
    @_disfavoredOverload
    public static func step<Output: Encodable & SendableMetatype>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Output>
    ) -> NodeDefinition {
        step(name, documentation: documentation, parameters: parameters, location: location) { parameters in
            let function = try prepare(parameters).call
            return { note in try note.set(fieldsOf: await function(note)) }
        }
    }

    @available(
        *, unavailable,
        message:
            "a step returns nothing, where the note leaves (a PortName, Routes, a list of notes), or a Codable value"
    )
    @_disfavoredOverload
    public static func step<Output>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Output>
    ) -> NodeDefinition { fatalError() }
}
