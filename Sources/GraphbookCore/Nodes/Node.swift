/// A node written as a type: a struct, or a final class when it keeps something from note to note.
///
/// Attach `@Node("Category/Name")` to it and `@Parameter` to its parameters; the macros write what this protocol asks
/// beyond ``start()``, ``end()`` and ``clear()``.
public protocol Node: Sendable {
    static var definition: NodeDefinition { get }
    init(parameters: Parameters) throws
    /// What the node was made from.
    var parameters: Parameters { get }

    /// Called once before the first note of a run.
    func start() async throws
    /// Called once after the last note of a run, also when the run failed or was cancelled, if ``start()`` was called.
    func end() async throws
    /// Called when what the node keeps between runs is to be forgotten.
    func clear() async throws

    /// Whether what it does with a note depends on notes that came before: it counts, sums up, groups, or holds back.
    ///
    /// A run that broke off and is resumed then begins again with the notes that came here. False unless said otherwise,
    /// but true for an ``EmittingStep``.
    var remembersNotes: Bool { get }
}

extension Node {
    public func start() async throws {}
    public func end() async throws {}
    public func clear() async throws {}
    public var remembersNotes: Bool { false }
}

/// Works on one note at a time, in order, and passes each on.
public protocol Step: Node {
    /// Changes the note, which then leaves by the port `out`. Throwing fails the note.
    func process(_ note: Note) async throws
}

/// Sends each note to a port.
public protocol RoutingStep: Node {
    associatedtype Route: RouteResult
    /// The port the note leaves by; nil drops it; ``Routes`` sends parts of it to several.
    func route(_ note: Note) async throws -> Route
}

/// Makes notes of the notes it works on: several of one, or one of several, at once or when there are no more.
///
/// What takes notes apart, groups, shuffles or sums them up is such a step. It is a class where it holds notes back: they
/// are kept in a `Mutex`, and forgotten in ``Node/start()``, since a run before may have failed.
public protocol EmittingStep: Node {
    /// Works on one note, and emits what is to leave now, by the port `out`. `emit` waits while the steps behind are busy.
    ///
    /// The note itself leaves only if it is emitted. A note that is made here gets the identity of the one worked on.
    /// Throwing fails the note. A call that failed is tried again, where the policy says so, if it had emitted nothing.
    func process(_ note: Note, to emit: Emitter) async throws

    /// Emits what was held back: called once after the last note of a run, unless the run has failed or was aborted.
    ///
    /// A note that is made here is numbered by the step. Throwing fails the run: there is no note to skip.
    func finish(to emit: Emitter) async throws
}

extension EmittingStep {
    public func finish(to emit: Emitter) async throws {}
    public var remembersNotes: Bool { true }
}

/// Makes the notes of a workflow.
public protocol Source: Node {
    /// Emits the notes, and returns when there are no more. `emit` waits while the steps behind are busy.
    func notes(to emit: Emitter) async throws
}

/// Works on items, batched across notes.
///
/// A batch step that loads its items in the worker pool has a function `load` as well (see ``Loading``); one that writes
/// outputs in the pool has `dump` (``Dumping``); one that sends its notes to ports has `route` (``Routing``). `@Node`
/// adds the conformance when it sees the function.
public protocol BatchStep: Node {
    associatedtype Loaded: Sendable = Value
    associatedtype Output: Sendable = Void

    /// How many items make a batch, 1 or more.
    var batchSize: Int { get }
    /// The key of the notes whose list (or single value) holds the items.
    var itemKey: String { get }

    /// Works on one batch. Batches come one at a time, in order.
    ///
    /// - Returns: Nothing, or one argument of `dump` for each element of the batch.
    func process(_ batch: Batch<Loaded>) async throws -> Output
}

/// A batch step whose items are loaded in the worker pool.
public protocol Loading: BatchStep {
    /// Loads one item. Runs in a worker, on an instance of its own made from the same parameters.
    func load(_ item: Item) async throws -> Loaded
}

/// A batch step that writes outputs in the worker pool.
public protocol Dumping: BatchStep where Output == [Argument] {
    associatedtype Argument: Sendable
    /// Writes one output. Runs in a worker; the note leaves the step when all its dumps are done.
    func dump(_ argument: Argument) async throws
}

/// A batch step that sends its notes to ports.
public protocol Routing: BatchStep {
    associatedtype Route: RouteResult
    /// Where the note leaves, after all its items were batched and all its dumps are done.
    func route(_ note: Note) async throws -> Route
}

/// Makes one value, which the steps that name it share.
public protocol Resource: Node {
    associatedtype Made: Sendable
    /// Makes the value: once, before the first run that needs it, and again only when a parameter has changed.
    func make() async throws -> Made
}

/// Where a source, or a step that emits, puts its notes.
public struct Emitter: Sendable {
    private let send: @Sendable (consuming Note) async throws -> Void

    public init(_ send: @escaping @Sendable (consuming Note) async throws -> Void) { self.send = send }

    /// Hands a note to the steps behind; waits while they are busy.
    ///
    /// - Throws: `CancellationError` when the run is stopping: let it through, or tidy up and return.
    public func callAsFunction(_ note: consuming Note) async throws { try await send(note) }

    /// Hands on a note with the fields that a value encodes.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` for a value without fields; else as for a note.
    public func callAsFunction(_ value: some Encodable) async throws { try await send(Note(encoding: value)) }

    @available(*, unavailable, message: "a source emits notes, or values of a type that is Encodable")
    @_disfavoredOverload
    public func callAsFunction<T>(_ value: T) async throws { fatalError() }
}
