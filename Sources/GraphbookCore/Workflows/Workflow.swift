/// Nodes and the edges between them: a directed acyclic graph, from a file or built in code.
///
/// A workflow is only a description. ``plan(with:overrides:)`` checks it against the nodes there are.
public struct Workflow: Sendable {
    /// A port of a node that another node listens to.
    public struct Outlet: Sendable, Hashable, CustomStringConvertible {
        public let node: String
        public let port: String

        public init(node: String, port: String = DefaultPort.out.rawValue) {
            self.node = node
            self.port = port
        }

        /// As a workflow file has it: `classify.unsure`, and `classify` for its port `out`.
        public var description: String { port == DefaultPort.out.rawValue ? node : "\(node).\(port)" }
    }

    /// A node in its place in a workflow.
    public struct Node: Sendable {
        /// The name of its definition, as the catalogue has it.
        public let type: String
        public var settings: [String: ParameterSetting]
        /// The ports whose notes it works on.
        public var inputs: [Outlet]
        public var stage: StageSettings
        /// The definition, for nodes that were added in code.
        let definition: NodeDefinition?

        public init(
            type: String, settings: [String: ParameterSetting] = [:], inputs: [Outlet] = [],
            stage: StageSettings = StageSettings()
        ) {
            self.init(type: type, settings: settings, inputs: inputs, stage: stage, definition: nil)
        }

        init(
            type: String, settings: [String: ParameterSetting], inputs: [Outlet], stage: StageSettings,
            definition: NodeDefinition?
        ) {
            self.type = type
            self.settings = settings
            self.inputs = inputs
            self.stage = stage
            self.definition = definition
        }
    }

    public var name: String
    /// What it is for, in Markdown.
    public var documentation = ""
    /// The nodes by id, in the order they were added.
    public private(set) var ids: [String] = []
    public private(set) var nodes: [String: Node] = [:]
    /// What was wrong while it was read or built, apart from what only the catalogue can tell.
    package var problems: [WorkflowProblem] = []

    public init(name: String) { self.name = name }

    /// Adds a node, or replaces the one with this id.
    public mutating func add(_ node: Node, as id: String) {
        if nodes.updateValue(node, forKey: id) == nil { ids.append(id) }
    }

    /// The node with this id.
    public subscript(id: String) -> Node? { nodes[id] }
}

/// How a step works in its place in a workflow: what has no effect on results, only on order, speed, memory and patience.
public struct StageSettings: Sendable, Equatable {
    /// Most notes that wait in front of a batch step, or of a step that several branches feed; 1 or more.
    public var queue = 16
    /// Most items of a batch step that are loaded or wait to be batched; at least twice the batch size is used. Where it is
    /// nil, ``leastResults``, or as many as the workers have in hand beside two batches, if that is more.
    public var results: Int?
    /// Whether a batch step's batches are filled, and its notes leave, in source order; otherwise as they are ready.
    public var isOrdered = true
    /// How long one call of a load or dump function may take, in seconds, greater than 0; nil for as long as it likes.
    /// Kept with worker processes only: a thread can't be ended.
    public var timeLimit: Double?

    /// How many ``results`` there may be at least where nothing is said.
    public static let leastResults = 32

    public init(queue: Int = 16, results: Int? = nil, isOrdered: Bool = true, timeLimit: Double? = nil) {
        self.queue = queue
        self.results = results
        self.isOrdered = isOrdered
        self.timeLimit = timeLimit
    }
}

/// One thing that is wrong with a workflow.
public struct WorkflowProblem: Sendable, Hashable, CustomStringConvertible {
    public let message: String
    /// The node it is about, where it is about one.
    public let node: String?
    /// The parameter it is about, where it is about one.
    public let parameter: String?

    public init(_ message: String, node: String? = nil, parameter: String? = nil) {
        self.message = message
        self.node = node
        self.parameter = parameter
    }

    public var description: String { message }
}

/// All that is wrong with a workflow, found before anything runs.
public struct WorkflowError: Error, Sendable, CustomStringConvertible {
    /// The workflow's name, or its file's.
    public let workflow: String
    public let problems: [WorkflowProblem]

    public init(workflow: String, problems: [WorkflowProblem]) {
        self.workflow = workflow
        self.problems = problems
    }

    public var description: String {
        if problems.count == 1 { return "workflow '\(workflow)' can't run: \(problems[0].message)" }
        let list = problems.enumerated().map { "  \($0 + 1)  \($1.message)" }.joined(separator: "\n")
        return "workflow '\(workflow)' can't run, \(problems.count) problems\n\n\(list)"
    }
}
