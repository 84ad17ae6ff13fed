extension Workflow {
    /// A workflow built in code.
    ///
    /// ```swift
    /// let digits = Workflow("digits") { workflow in
    ///     let network = workflow.add(OnnxModel.node(path: "digits.onnx"))
    ///     let folders = workflow.add(imageFolders(in: "images"))
    ///     let classified = workflow.add(classify(model: network, threshold: 0.8), after: folders)
    ///     workflow.add(writeJSONLines(path: "out/digits.jsonl"), after: classified[Sureness.sure])
    /// }
    /// ```
    public init(_ name: String, _ build: (WorkflowBuilder) -> Void) {
        let builder = WorkflowBuilder(name: name)
        build(builder)
        self = builder.workflow
    }
}

/// A node with its settings, ready to be added to a workflow: what a macro's overload of a function returns.
public struct SourceNode: Sendable {
    let template: NodeTemplate
    public init(_ definition: NodeDefinition, settings: [String: ParameterSetting] = [:]) {
        template = NodeTemplate(definition: definition, settings: settings)
    }
}

/// A step with its settings, ready to be added to a workflow.
public struct StepNode: Sendable {
    let template: NodeTemplate
    public init(_ definition: NodeDefinition, settings: [String: ParameterSetting] = [:]) {
        template = NodeTemplate(definition: definition, settings: settings)
    }
}

extension StepNode {
    /// The key of a batch step's items, as it is set or by default; empty where it has none.
    package var itemKey: String {
        let given: Value? = if case .value(let key) = template.settings["itemKey"] { key } else { nil }
        return (given ?? template.definition.parameter("itemKey")?.defaultValue).flatMap(String.init(noteValue:)) ?? ""
    }
}

/// A resource with its settings, ready to be added to a workflow.
public struct ResourceNode<Made: Sendable>: Sendable {
    let template: NodeTemplate
    public init(_ definition: NodeDefinition, settings: [String: ParameterSetting] = [:]) {
        template = NodeTemplate(definition: definition, settings: settings)
    }
}

struct NodeTemplate: Sendable {
    let definition: NodeDefinition
    let settings: [String: ParameterSetting]
}

/// A step or source of a workflow that is being built: what the next step comes after.
public struct StepHandle: Sendable {
    public let id: String

    /// One of its ports: `classified[Sureness.unsure]`.
    public subscript<Port: PortName>(port: Port) -> Workflow.Outlet {
        Workflow.Outlet(node: id, port: port.rawValue)
    }

    /// Its port `out`.
    public var out: Workflow.Outlet { Workflow.Outlet(node: id) }
}

/// Something a step can come after: a step (its port `out`), or one of its ports.
public protocol Upstream: Sendable {
    var outlet: Workflow.Outlet { get }
}

extension StepHandle: Upstream {
    public var outlet: Workflow.Outlet { out }
}

extension Workflow.Outlet: Upstream {
    public var outlet: Workflow.Outlet { self }
}

/// Adds nodes to a workflow.
public final class WorkflowBuilder {
    var workflow: Workflow

    init(name: String) { workflow = Workflow(name: name) }

    /// What the workflow is for, in Markdown.
    public var documentation: String {
        get { workflow.documentation }
        set { workflow.documentation = newValue }
    }

    // MARK: - Nodes made by macros

    @discardableResult
    public func add(_ source: SourceNode, as id: String? = nil) -> StepHandle {
        StepHandle(id: add(source.template, as: id, inputs: [], StageSettings()))
    }

    @discardableResult
    public func add(
        _ step: StepNode, as id: String? = nil, after upstream: any Upstream..., stage: StageSettings = StageSettings()
    ) -> StepHandle {
        StepHandle(id: add(step.template, as: id, inputs: upstream.map(\.outlet), stage))
    }

    @discardableResult
    public func add<Made: Sendable>(_ resource: ResourceNode<Made>, as id: String? = nil) -> ResourceHandle<Made> {
        ResourceHandle(id: add(resource.template, as: id, inputs: [], StageSettings()))
    }

    @discardableResult
    public func add<Type: Source>(_ source: Type, as id: String? = nil) -> StepHandle {
        add(SourceNode(Type.definition, settings: source.parameters.settings), as: id)
    }

    @discardableResult
    public func add<Type: Node>(
        _ step: Type, as id: String? = nil, after upstream: any Upstream..., stage: StageSettings = StageSettings()
    ) -> StepHandle {
        let template = NodeTemplate(definition: Type.definition, settings: step.parameters.settings)
        return StepHandle(id: add(template, as: id, inputs: upstream.map(\.outlet), stage))
    }

    @discardableResult
    public func add<Type: Resource>(_ resource: Type, as id: String? = nil) -> ResourceHandle<Type.Made> {
        add(ResourceNode(Type.definition, settings: resource.parameters.settings), as: id)
    }

    private func add(_ node: NodeTemplate, as id: String?, inputs: [Workflow.Outlet], _ stage: StageSettings) -> String
    {
        let id = id ?? freeID(for: node.definition.name)
        if workflow[id] != nil {
            workflow.problems.append(WorkflowProblem("two nodes are called '\(id)': give one another name", node: id))
        }
        workflow.add(
            Workflow.Node(
                type: node.definition.name, settings: node.settings, inputs: inputs, stage: stage,
                definition: node.definition), as: id)
        return id
    }

    /// `Vision/Classify Photos` is `classifyPhotos`, then `classifyPhotos2`.
    private func freeID(for name: String) -> String {
        let words = (name.split(separator: "/").last ?? "node").split { !$0.isLetter && !$0.isNumber }
        let joined = words.enumerated().map {
            $0 == 0 ? $1.prefix(1).lowercased() + $1.dropFirst() : $1.capitalizedFirst
        }
        let base = joined.isEmpty ? "node" : joined.joined()
        var id = base, number = 2
        while workflow[id] != nil {
            id = "\(base)\(number)"
            number += 1
        }
        return id
    }

    // MARK: - Closures

    /// A source written in place.
    @discardableResult
    public func source(
        _ id: String, file: String = #fileID, line: Int = #line,
        notes: @escaping @Sendable (Emitter) async throws -> Void
    ) -> StepHandle {
        add(SourceNode(.source(id, location: CodeLocation(file: file, line: line)) { _ in notes }), as: id)
    }

    /// A step written in place.
    @discardableResult
    public func step(
        _ id: String, after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line, process: @escaping @Sendable (Note) throws -> Void
    ) -> StepHandle {
        let definition = NodeDefinition.step(id, location: CodeLocation(file: file, line: line)) { _ in process }
        return closure(definition, id, upstream, stage)
    }

    /// A step written in place that may wait.
    @_disfavoredOverload
    @discardableResult
    public func step(
        _ id: String, after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line, process: @escaping @Sendable (Note) async throws -> Void
    ) -> StepHandle {
        let definition = NodeDefinition.step(id, location: CodeLocation(file: file, line: line)) { _ in process }
        return closure(definition, id, upstream, stage)
    }

    /// A routing step written in place.
    @discardableResult
    public func route<Route: RouteResult>(
        _ id: String, after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line, route: @escaping @Sendable (Note) throws -> Route
    ) -> StepHandle {
        let definition = NodeDefinition.routingStep(id, location: CodeLocation(file: file, line: line)) { _ in route }
        return closure(definition, id, upstream, stage)
    }

    /// A routing step written in place that may wait.
    @_disfavoredOverload
    @discardableResult
    public func route<Route: RouteResult>(
        _ id: String, after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line, route: @escaping @Sendable (Note) async throws -> Route
    ) -> StepHandle {
        let definition = NodeDefinition.routingStep(id, location: CodeLocation(file: file, line: line)) { _ in route }
        return closure(definition, id, upstream, stage)
    }

    /// A step written in place that emits any number of notes for each that it works on.
    ///
    /// - Parameter finish: Emits what was held back, after the last note; nil where nothing is.
    @discardableResult
    public func emittingStep(
        _ id: String, after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line,
        process: @escaping @Sendable (Note, Emitter) async throws -> Void,
        finish: (@Sendable (Emitter) async throws -> Void)? = nil
    ) -> StepHandle {
        let location = CodeLocation(file: file, line: line)
        return closure(.emittingStep(id, location: location, finish: finish) { _ in process }, id, upstream, stage)
    }

    /// A batch step without a load function: `batch.loaded` has the items' values.
    @discardableResult
    public func batchStep(
        _ id: String, size: Int = 8, itemKey: String, after upstream: any Upstream...,
        stage: StageSettings = StageSettings(), file: String = #fileID, line: Int = #line,
        process: @escaping @Sendable (Batch<Value>) async throws -> Void
    ) -> StepHandle {
        let definition = NodeDefinition.batchStep(
            id, location: CodeLocation(file: file, line: line), size: size, itemKey: itemKey, load: .none, dump: .none,
            route: { _ in RoutePart<DefaultPort>.none }
        ) { _ in process }
        return closure(definition, id, upstream, stage)
    }

    /// A batch step whose items are loaded in the worker pool.
    @discardableResult
    public func batchStep<Loaded: Sendable>(
        _ id: String, size: Int = 8, itemKey: String, load: @escaping @Sendable (Item) throws -> Loaded,
        after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line,
        process: @escaping @Sendable (Batch<Loaded>) async throws -> Void
    ) -> StepHandle {
        let definition = NodeDefinition.batchStep(
            id, location: CodeLocation(file: file, line: line), size: size, itemKey: itemKey,
            load: LoadPart<Loaded>.function { _ in .plain(load) }, dump: .none,
            route: { _ in RoutePart<DefaultPort>.none }
        ) { _ in process }
        return closure(definition, id, upstream, stage)
    }

    /// A batch step whose items are loaded, and whose outputs are written, in the worker pool.
    @discardableResult
    public func batchStep<Loaded: Sendable, Argument: Sendable>(
        _ id: String, size: Int = 8, itemKey: String, load: @escaping @Sendable (Item) throws -> Loaded,
        dump: @escaping @Sendable (Argument) throws -> Void,
        after upstream: any Upstream..., stage: StageSettings = StageSettings(),
        file: String = #fileID, line: Int = #line,
        process: @escaping @Sendable (Batch<Loaded>) async throws -> [Argument]
    ) -> StepHandle {
        let definition = NodeDefinition.batchStep(
            id, location: CodeLocation(file: file, line: line), size: size, itemKey: itemKey,
            load: LoadPart<Loaded>.function { _ in .plain(load) },
            dump: DumpPart<[Argument]>.function { _ in .plain(dump) }, route: { _ in RoutePart<DefaultPort>.none }
        ) { _ in process }
        return closure(definition, id, upstream, stage)
    }

    /// A resource written in place.
    @discardableResult
    public func resource<Made: Sendable>(
        _ id: String, file: String = #fileID, line: Int = #line, make: @escaping @Sendable () async throws -> Made
    ) -> ResourceHandle<Made> {
        add(ResourceNode<Made>(.resource(id, location: CodeLocation(file: file, line: line)) { _ in make }), as: id)
    }

    private func closure(
        _ definition: NodeDefinition, _ id: String, _ upstream: [any Upstream], _ stage: StageSettings
    ) -> StepHandle {
        let template = NodeTemplate(definition: definition, settings: [:])
        return StepHandle(id: add(template, as: id, inputs: upstream.map(\.outlet), stage))
    }
}

extension Substring {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
