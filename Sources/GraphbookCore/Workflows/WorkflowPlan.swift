/// A workflow that was checked: every node has its definition and its settings, and the order in which they depend on
/// each other is known.
public struct WorkflowPlan: Sendable {
    /// A node with its definition.
    public struct Node: Sendable {
        public let id: String
        public let definition: NodeDefinition
        public let settings: [String: ParameterSetting]
        public let inputs: [Workflow.Outlet]
        public let stage: StageSettings

        package init(
            id: String, definition: NodeDefinition, settings: [String: ParameterSetting], inputs: [Workflow.Outlet],
            stage: StageSettings
        ) {
            self.id = id
            self.definition = definition
            self.settings = settings
            self.inputs = inputs
            self.stage = stage
        }

        /// The ids of the resources it is made from.
        public var resources: [String] {
            settings.values.compactMap { if case .resource(let id) = $0 { id } else { nil } }
        }
    }

    public let name: String
    /// Each node stands behind those it depends on; otherwise in the workflow's order.
    public let nodes: [Node]

    package init(name: String, nodes: [Node]) {
        self.name = name
        self.nodes = nodes
    }

    /// The numbers of the sources, as in ``NoteID/source``, by their ids.
    public var sources: [String: Int] {
        Dictionary(nodes.enumerated().filter { $0.element.definition.kind == .source }.map { ($1.id, $0) }) { $1 }
    }
}

/// A setting that counts more than the workflow's own: `classify.batchSize=16` on the command line.
public struct SettingOverride: Sendable, Hashable, Codable {
    public let node: String
    public let parameter: String
    public let text: String

    public init(node: String, parameter: String, text: String) {
        self.node = node
        self.parameter = parameter
        self.text = text
    }

    /// Reads `NODE.PARAMETER=VALUE`; nil when the text is not of that form.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), let dot = text[..<equals].lastIndex(of: ".") else { return nil }
        node = String(text[..<dot])
        parameter = String(text[text.index(after: dot)..<equals])
        self.text = String(text[text.index(after: equals)...])
        if node.isEmpty || parameter.isEmpty { return nil }
    }
}

extension Workflow {
    /// Checks the workflow against the nodes there are.
    ///
    /// - Throws: ``WorkflowError`` with every problem there is.
    public func plan(with catalogue: Catalogue, overrides: [SettingOverride] = []) throws -> WorkflowPlan {
        var check = WorkflowCheck(workflow: self, catalogue: catalogue)
        check.run(overrides)
        if !check.problems.isEmpty { throw WorkflowError(workflow: name, problems: check.problems) }
        return WorkflowPlan(name: name, nodes: check.orderedNodes())
    }
}
