import GraphbookCore
import GraphbookEngine
import Synchronization
import Testing

/// The nodes of the test program, found once.
let catalogue = Catalogue.discovered()

/// A node by its name in the catalogue.
func definition(_ name: String) throws -> NodeDefinition {
    try #require(catalogue[name], "no node '\(name)'")
}

/// What a node does when it is made from these settings, as the engine calls it.
struct NodeCall {
    let body: NodeBody
    let parameters: Parameters

    init(_ name: String, _ values: [String: Value] = [:], resources: [String: any Sendable] = [:]) throws {
        self.init(try definition(name), values.mapValues { .value($0) }, resources: resources)
    }

    init(
        _ definition: NodeDefinition, _ settings: [String: ParameterSetting], resources: [String: any Sendable] = [:]
    ) {
        body = definition.body
        let names = settings.merging(resources.keys.map { ($0, .resource($0)) }) { setting, _ in setting }
        parameters = Parameters(settings: names) { id in
            guard let value = resources[id] else { throw GraphbookError(.missing, "no resource '\(id)'") }
            return value
        }
    }

    /// Calls a step with a note.
    @discardableResult
    func step(_ note: Note) async throws -> Deliveries {
        guard case .step(let step) = body else { throw NotOfThisKind() }
        return try await step.prepare(parameters).process(note)
    }

    /// What a step emits for each of these notes, and after the last.
    func emitted(by notes: [Note]) async throws -> [Note] {
        guard case .emitting(let emitting) = body else { throw NotOfThisKind() }
        let emitted = Box<[Note]>([]), step = try emitting.prepare(parameters)
        let emitter = Emitter { note in emitted.append(note) }
        try await step.lifecycle.start()
        for note in notes { try await step.process(note, emitter) }
        try await step.finish(emitter)
        return emitted.value
    }

    /// The notes of a source.
    func notes() async throws -> [Note] {
        guard case .source(let source) = body else { throw NotOfThisKind() }
        let notes = Box<[Note]>([])
        try await source.prepare(parameters).notes(Emitter { note in notes.append(note) })
        return notes.value
    }

    /// The value of a resource.
    func make<Made>(_: Made.Type) async throws -> Made {
        guard case .resource(let resource) = body else { throw NotOfThisKind() }
        return try #require(try await resource.prepare(parameters).make() as? Made)
    }
}

// MARK: - Batch steps

extension NodeCall {
    func batchBody() throws -> BatchBody {
        guard case .batch(let batch) = body else { throw NotOfThisKind() }
        return batch
    }

    func batchStep() throws -> BatchBody.Instance { try batchBody().prepare(parameters) }

    func loadFunction() throws -> WorkerFunction<Item, any Sendable>? { try batchBody().load?.prepare(parameters) }

    func dumpFunction() throws -> WorkerFunction<any Sendable, Void>? { try batchBody().dump?.prepare(parameters) }

    /// Loads all items of the notes and works on them as one batch.
    ///
    /// - Returns: The arguments of the dump function.
    @discardableResult
    func batch(of notes: [Note], key: String) async throws -> [any Sendable]? {
        let load = try loadFunction()
        var loaded: [any Sendable] = [], items: [Item] = [], origins: [Note] = []
        for note in notes {
            let count = (note[key] as Value?)?.list?.count
            for index in 0..<(count ?? 1) {
                let item = Item(of: note, key: key, index: count == nil ? nil : index)
                loaded.append(try await load?(Item(item.element)) ?? item.value)
                items.append(item)
                origins.append(note)
            }
        }
        return try await batchStep().process(
            BatchBody.Elements(loaded: loaded, items: items, notes: origins, sideBySide: nil))
    }
}

extension WorkerFunction {
    var isPlain: Bool { if case .plain = self { true } else { false } }

    func callAsFunction(_ input: Input) async throws -> Output {
        switch self {
        case .plain(let function): try function(input)
        case .async(let function): try await function(input)
        }
    }
}

// MARK: -

struct NotOfThisKind: Error {}

/// A value that concurrent code writes.
final class Box<T: Sendable>: Sendable {
    fileprivate let state: Mutex<T>
    init(_ value: T) { state = Mutex(value) }
    var value: T { state.withLock { $0 } }
}

extension Box {
    func append<Element: Sendable>(_ element: Element) where T == [Element] { state.withLock { $0.append(element) } }
}

extension Box<Int> {
    func increment() { state.withLock { $0 += 1 } }
}

extension Deliveries {
    /// The places of the ports, for notes that go on; nil stands for the note itself.
    var ports: [Int] {
        switch self {
        case .whole(let port): [port]
        case .parts(let parts): parts.map(\.port)
        }
    }
}
