import GraphbookCore

/// The nodes of a workflow, made from their parameters. Kept from run to run.
struct PreparedNodes: Sendable {
    enum Node: Sendable {
        case source(SourceBody.Function)
        case step(StepBody.Function)
        case emitting(EmittingBody.Instance)
        case batch(BatchBody.Instance)
    }

    private(set) var nodes: [String: Node] = [:]
    private(set) var resources: [String: any Sendable] = [:]
    private var lifecycleOf: [String: Lifecycle] = [:]

    func lifecycle(of id: String) -> Lifecycle { lifecycleOf[id] ?? Lifecycle() }

    /// Makes a node, or, for a resource, its value, unless it was made before.
    mutating func prepare(_ node: WorkflowPlan.Node) async throws {
        if nodes[node.id] != nil || resources[node.id] != nil { return }
        let resources = resources
        let parameters = Parameters(settings: node.settings) { id in
            guard let value = resources[id] else { throw GraphbookError(.missing, "resource '\(id)' was not made") }
            return value
        }
        try checkConstants(of: node)
        let lifecycle: Lifecycle
        switch node.definition.body {
        case .source(let body):
            let source = try body.prepare(parameters)
            nodes[node.id] = .source(source.notes)
            lifecycle = source.lifecycle
        case .step(let body):
            let step = try body.prepare(parameters)
            nodes[node.id] = .step(step.process)
            lifecycle = step.lifecycle
        case .emitting(let body):
            let step = try body.prepare(parameters)
            nodes[node.id] = .emitting(step)
            lifecycle = step.lifecycle
        case .batch(let body):
            let batch = try body.prepare(parameters)
            if batch.batchSize < 1 {
                throw GraphbookError(.contract, "its batch size is \(batch.batchSize); a batch has at least 1 item")
            }
            nodes[node.id] = .batch(batch)
            lifecycle = batch.lifecycle
        case .resource(let body):
            let resource = try body.prepare(parameters)
            self.resources[node.id] = try await resource.make()
            lifecycle = resource.lifecycle
        }
        lifecycleOf[node.id] = lifecycle
    }

    /// Checks parameters that are given a resource of any value: only now it is known which.
    private func checkConstants(of node: WorkflowPlan.Node) throws {
        for parameter in node.definition.parameters {
            guard case .resource(let id)? = node.settings[parameter.name], let value = resources[id] as? Value,
                let problem = parameter.problem(value)
            else { continue }
            throw GraphbookError(.wrongType, "parameter '\(parameter.name)', from resource '\(id)', \(problem)")
        }
    }

    /// The parameters of a node whose resources were made.
    func parameters(of node: WorkflowPlan.Node) -> Parameters {
        let resources = resources
        return Parameters(settings: node.settings) { id in
            guard let value = resources[id] else { throw GraphbookError(.missing, "resource '\(id)' was not made") }
            return value
        }
    }
}
