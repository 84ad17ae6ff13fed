/// The function of a step, whatever it works on: the note itself, or a value of the user's that the note's fields make.
///
/// The macros hand a step's function over as it is written; which of these initializers takes it, and so what the note
/// becomes, is the compiler's choice.
public struct StepFunction<Output>: Sendable {
    /// A function that does not wait is called as it is: an `async` call costs as much as many a step.
    enum Call: Sendable {
        case plain(@Sendable (Note) throws -> Output)
        case async(@Sendable (Note) async throws -> Output)
    }

    let call: Call

    /// A function of the note.
    public init(_ function: @escaping @Sendable (Note) throws -> Output) { call = .plain(function) }

    /// A function of the note that may wait.
    @_disfavoredOverload
    public init(_ function: @escaping @Sendable (Note) async throws -> Output) { call = .async(function) }

    /// A function of a value that is decoded from the note, and only read.
    public init<Input: Decodable & SendableMetatype>(_ function: @escaping @Sendable (Input) async throws -> Output) {
        call = .async { note in try await function(note.decoded()) }
    }

    /// A function that changes a value which is decoded from the note, and written back.
    ///
    /// Fields that the value has set, changed or dropped are so in the note; all others stay as they are. When the
    /// function throws, the note stays as it was.
    public init<Input: Codable & SendableMetatype>(_ function: @escaping @Sendable (inout Input) async throws -> Output)
    {
        call = .async { note in try await note.change(as: Input.self, function) }
    }

    @available(*, unavailable, message: "a step works on a Note, or on a type that is Decodable")
    @_disfavoredOverload
    public init<Input>(_ function: @escaping @Sendable (Input) async throws -> Output) { fatalError() }

    @available(*, unavailable, message: "what a step takes 'inout' has to be Codable: it is decoded and written back")
    @_disfavoredOverload
    public init<Input>(_ function: @escaping @Sendable (inout Input) async throws -> Output) { fatalError() }
}

extension StepFunction {
    /// The function as the engine calls it, with what leaves the step in place of what it returns.
    func deliveries(
        _ deliveries: @escaping @Sendable (Output, Note) throws -> Deliveries
    ) -> StepBody.Function {
        switch call {
        case .plain(let function): .plain { note in try deliveries(function(note), note) }
        case .async(let function): .async { note in try deliveries(await function(note), note) }
        }
    }
}

extension NodeDefinition {
    /// A step whose function returns nothing.
    public static func step(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Void>
    ) -> NodeDefinition {
        step(name, documentation, parameters, location, ports: DefaultPort.self) { parameters in
            try prepare(parameters).deliveries { _, _ in .whole(port: 0) }
        }
    }

    /// A step whose function says where the note leaves.
    public static func step<Route: RouteResult>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Route>
    ) -> NodeDefinition {
        step(name, documentation, parameters, location, ports: Route.Port.self) { parameters in
            try prepare(parameters).deliveries { route, note in route.deliveries(of: note) }
        }
    }

    /// A step whose function returns a value, whose fields are set in the note.
    @_disfavoredOverload
    public static func step<Output: Encodable & SendableMetatype>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        function prepare: @escaping @Sendable (Parameters) throws -> StepFunction<Output>
    ) -> NodeDefinition {
        step(name, documentation, parameters, location, ports: DefaultPort.self) { parameters in
            try prepare(parameters).deliveries { value, note in
                try note.set(fieldsOf: value)
                return .whole(port: 0)
            }
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
