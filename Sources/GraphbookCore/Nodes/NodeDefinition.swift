/// Where something is declared in the user's code.
public struct CodeLocation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The file as `#fileID` gives it: `Digits/Classify.swift`.
    public let file: String
    public let line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    public var description: String { "\(file):\(line)" }
}

/// What the catalogue knows of a node: its name, documentation, parameters and ports, and how it is made.
///
/// The macros write one for each function and type they are attached to; ``WorkflowBuilder`` makes them for closures.
public struct NodeDefinition: Sendable {
    /// What kind of node it is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case source, step, batchStep = "batch step", resource
    }

    /// The name in a workflow file: `Vision/Classify`. What stands before the last slash is its category.
    public let name: String
    /// What the node does, from its doc comment: Markdown without the parameters' part.
    public let documentation: String
    public let parameters: [ParameterDefinition]
    public let location: CodeLocation
    package let body: NodeBody

    package init(
        name: String, documentation: String, parameters: [ParameterDefinition], location: CodeLocation, body: NodeBody
    ) {
        self.name = name
        self.documentation = documentation
        self.parameters = parameters
        self.location = location
        self.body = body
    }

    public var kind: Kind {
        switch body {
        case .source: .source
        case .step, .emitting: .step
        case .batch: .batchStep
        case .resource: .resource
        }
    }

    /// The names of the ports notes leave by; none for a resource.
    public var ports: [String] {
        switch body {
        case .source, .emitting: [DefaultPort.out.rawValue]
        case .step(let step): step.ports
        case .batch(let batch): batch.ports
        case .resource: []
        }
    }

    /// The Swift type a resource makes; nil for steps.
    public var resourceType: (any Any.Type)? {
        if case .resource(let resource) = body { resource.type } else { nil }
    }

    public func parameter(_ name: String) -> ParameterDefinition? { parameters.first { $0.name == name } }
}

/// How a node of each kind is made from its parameters. Erased of the user's types.
package enum NodeBody: Sendable {
    case source(SourceBody)
    case step(StepBody)
    case emitting(EmittingBody)
    case batch(BatchBody)
    case resource(ResourceBody)
}

/// What a node does around its runs.
package struct Lifecycle: Sendable {
    package var start: @Sendable () async throws -> Void = {}
    package var end: @Sendable () async throws -> Void = {}
    package var clear: @Sendable () async throws -> Void = {}
    /// Those of a ``Checkpointing`` node; nil for others.
    package var startFrom: (@Sendable (Checkpoint) async throws -> Void)?
    package var commit: (@Sendable () async throws -> Void)?
    /// ``Node/remembersNotes``.
    package var remembersNotes = false

    package init() {}

    init(of node: some Node) {
        start = { try await node.start() }
        end = { try await node.end() }
        clear = { try await node.clear() }
        remembersNotes = node.remembersNotes
        if let node = node as? any Checkpointing {
            startFrom = { try await node.start(from: $0) }
            commit = { try await node.commit() }
        }
    }
}
