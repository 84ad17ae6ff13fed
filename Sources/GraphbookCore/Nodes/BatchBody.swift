/// A function that workers call. Plain functions are called as they are; `async` ones each occupy a worker until they
/// return.
public enum WorkerFunction<Input: Sendable, Output: Sendable>: Sendable {
    case plain(@Sendable (Input) throws -> Output)
    case async(@Sendable (Input) async throws -> Output)

    /// A function that is not `async`, with what it takes besides its input: parameters of the node.
    public init<each Parameter: Sendable>(
        _ function: @escaping @Sendable (Input, repeat each Parameter) throws -> Output,
        _ parameters: repeat each Parameter
    ) {
        self = .plain { try function($0, repeat each parameters) }
    }

    /// An `async` function, with what it takes besides its input.
    @_disfavoredOverload
    public init<each Parameter: Sendable>(
        _ function: @escaping @Sendable (Input, repeat each Parameter) async throws -> Output,
        _ parameters: repeat each Parameter
    ) {
        self = .async { try await function($0, repeat each parameters) }
    }

    /// A load function of a value that is decoded from the item.
    public init<Decoded: Decodable & SendableMetatype, each Parameter: Sendable>(
        _ function: @escaping @Sendable (Decoded, repeat each Parameter) throws -> Output,
        _ parameters: repeat each Parameter
    ) where Input == Item {
        self = .plain { try function($0.decoded(), repeat each parameters) }
    }

    /// An `async` load function of a value that is decoded from the item.
    @_disfavoredOverload
    public init<Decoded: Decodable & SendableMetatype, each Parameter: Sendable>(
        _ function: @escaping @Sendable (Decoded, repeat each Parameter) async throws -> Output,
        _ parameters: repeat each Parameter
    ) where Input == Item {
        self = .async { try await function($0.decoded(), repeat each parameters) }
    }
}

/// How a batch step is made, erased of the user's types.
package struct BatchBody: Sendable {
    /// Loaded values, items and notes of one batch, in parallel lists.
    package struct Elements: Sendable {
        package var loaded: [any Sendable]
        package var items: [Item]
        package var notes: [Note]
        /// All loaded tensors as one, when they lie side by side.
        package var sideBySide: Tensor?

        package init(loaded: [any Sendable], items: [Item], notes: [Note], sideBySide: Tensor?) {
            self.loaded = loaded
            self.items = items
            self.notes = notes
            self.sideBySide = sideBySide
        }

        package mutating func reserveCapacity(_ count: Int) {
            loaded.reserveCapacity(count)
            items.reserveCapacity(count)
            notes.reserveCapacity(count)
        }

        package mutating func append(_ value: any Sendable, _ item: Item, _ note: Note) {
            loaded.append(value)
            items.append(item)
            notes.append(note)
        }
    }

    /// What runs in the host.
    package struct Instance: Sendable {
        package let batchSize: Int
        package let itemKey: String
        /// - Returns: The arguments of the dump function, one an element, nil where there is nothing to write; nil when there
        ///   is no such function.
        package let process: @Sendable (Elements) async throws -> [(any Sendable)?]?
        package let route: (@Sendable (Note) async throws -> Deliveries)?
        package let lifecycle: Lifecycle
    }

    /// What runs in the workers, and how what it takes or returns crosses to them.
    package struct WorkerSide<Input: Sendable, Output: Sendable>: Sendable {
        package let prepare: @Sendable (Parameters) throws -> WorkerFunction<Input, Output>
        package let transfer: Transfer
    }

    package let ports: [String]
    package let load: WorkerSide<Item, any Sendable>?
    package let dump: WorkerSide<any Sendable, Void>?
    package let prepare: @Sendable (Parameters) throws -> Instance
}

// MARK: - The parts of a batch step, typed

/// How a batch step's items are loaded.
public struct LoadPart<Loaded: Sendable>: Sendable {
    let side: BatchBody.WorkerSide<Item, any Sendable>?

    /// In the worker pool, by a function made from the node's parameters.
    public static func function(
        _ prepare: @escaping @Sendable (Parameters) throws -> WorkerFunction<Item, Loaded>
    ) -> LoadPart {
        LoadPart(
            side: .init(
                prepare: { parameters in
                    switch try prepare(parameters) {
                    case .plain(let load): .plain { try load($0) }
                    case .async(let load): .async { try await load($0) }
                    }
                }, transfer: Transfer(of: Loaded.self)))
    }
}

extension LoadPart where Loaded == Value {
    /// Not at all: the batch has the items' values.
    public static var none: LoadPart { LoadPart(side: nil) }
}

/// How a batch step's outputs are written.
public struct DumpPart<Output: Sendable>: Sendable {
    let side: BatchBody.WorkerSide<any Sendable, Void>?
    let arguments: @Sendable (Output) -> [(any Sendable)?]?

    /// In the worker pool, one call for each argument that the body returned.
    public static func function<Argument: Sendable>(
        _ prepare: @escaping @Sendable (Parameters) throws -> WorkerFunction<Argument, Void>
    ) -> DumpPart where Output == [Argument] {
        DumpPart(side: side(prepare), arguments: { $0 })
    }

    /// In the worker pool, one call for each argument that the body returned and that is not nil.
    public static func function<Argument: Sendable>(
        _ prepare: @escaping @Sendable (Parameters) throws -> WorkerFunction<Argument, Void>
    ) -> DumpPart where Output == [Argument?] {
        DumpPart(side: side(prepare), arguments: { arguments in arguments.map { $0 } })
    }

    private static func side<Argument: Sendable>(
        _ prepare: @escaping @Sendable (Parameters) throws -> WorkerFunction<Argument, Void>
    ) -> BatchBody.WorkerSide<any Sendable, Void> {
        .init(
            prepare: { parameters in
                switch try prepare(parameters) {
                case .plain(let dump): .plain { try dump(cast($0)) }
                case .async(let dump): .async { try await dump(cast($0)) }
                }
            }, transfer: Transfer(of: Argument.self))
    }
}

extension DumpPart where Output == Void {
    /// Not at all: the body returns nothing.
    public static var none: DumpPart { DumpPart(side: nil, arguments: { nil }) }
}

/// Where a batch step's notes leave.
public struct RoutePart<Route: RouteResult>: Sendable {
    let route: (@Sendable (Note) async throws -> Deliveries)?

    /// Where a function says, which may take parameters of the node besides the note.
    public static func function<each Parameter: Sendable>(
        _ route: @escaping @Sendable (Note, repeat each Parameter) async throws -> Route,
        _ parameters: repeat each Parameter
    ) -> RoutePart {
        RoutePart { note in try await route(note, repeat each parameters).deliveries(of: note) }
    }
}

extension RoutePart where Route == DefaultPort {
    /// All by `out`.
    public static var none: RoutePart { RoutePart(route: nil) }
}

private func cast<T>(_ value: any Sendable) -> T {
    guard let typed = value as? T else { preconditionFailure("\(type(of: value)) where \(T.self) was loaded") }
    return typed
}

// MARK: - Definitions

extension NodeDefinition {
    /// The parameters that the function form of a batch step has besides its own.
    public static func batchParameters(size: Int, itemKey: String) -> [ParameterDefinition] {
        [
            ParameterDefinition("batchSize", Int.self, default: size, documentation: "How many items make a batch."),
            itemKey.isEmpty
                ? ParameterDefinition("itemKey", String.self, documentation: itemKeyDocumentation)
                : ParameterDefinition("itemKey", String.self, default: itemKey, documentation: itemKeyDocumentation),
        ]
    }

    private static let itemKeyDocumentation = "The key of the notes whose list holds the items."

    /// A batch step written as a function, or as a closure.
    public static func batchStep<Loaded: Sendable, Output: Sendable, Route: RouteResult>(
        _ name: String, documentation: String = "", parameters: [ParameterDefinition] = [], location: CodeLocation,
        size: Int, itemKey: String, load: LoadPart<Loaded>, dump: DumpPart<Output>,
        route: @escaping @Sendable (Parameters) throws -> RoutePart<Route>,
        function prepare: @escaping @Sendable (Parameters) throws -> @Sendable (Batch<Loaded>) async throws -> Output
    ) -> NodeDefinition {
        let body = BatchBody(
            ports: Route.Port.allCases.map(\.rawValue), load: load.side, dump: dump.side,
            prepare: { parameters in
                let function = try prepare(parameters)
                return BatchBody.Instance(
                    batchSize: try parameters.value("batchSize", default: size),
                    itemKey: try parameters.value("itemKey", default: itemKey),
                    process: { dump.arguments(try await function(Batch(erased: $0))) },
                    route: try route(parameters).route, lifecycle: Lifecycle())
            })
        return NodeDefinition(
            name: name, documentation: documentation,
            parameters: batchParameters(size: size, itemKey: itemKey) + parameters, location: location,
            body: .batch(body))
    }

    /// A batch step written as a type. The parts are functions of an instance.
    public static func of<Type: BatchStep, Route: RouteResult>(
        _: Type.Type, name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation,
        load: LoadPart<Type.Loaded>, dump: DumpPart<Type.Output>,
        route: @escaping @Sendable (Type) -> RoutePart<Route>
    ) -> NodeDefinition {
        let body = BatchBody(
            ports: Route.Port.allCases.map(\.rawValue), load: load.side, dump: dump.side,
            prepare: { parameters in
                let node = try Type(parameters: parameters)
                return BatchBody.Instance(
                    batchSize: node.batchSize, itemKey: node.itemKey,
                    process: { dump.arguments(try await node.process(Batch(erased: $0))) },
                    route: route(node).route, lifecycle: Lifecycle(of: node))
            })
        return NodeDefinition(
            name: name, documentation: documentation, parameters: parameters, location: location, body: .batch(body))
    }
}

extension Batch {
    init(erased elements: BatchBody.Elements) {
        self.init(
            loaded: elements.loaded.map { cast($0) }, items: elements.items, notes: elements.notes,
            sideBySide: elements.sideBySide)
    }
}
