/// Finds all that is wrong with a workflow.
struct WorkflowCheck {
    let workflow: Workflow
    let catalogue: Catalogue
    private(set) var problems: [WorkflowProblem]
    private var definitions: [String: NodeDefinition] = [:]
    private var settings: [String: [String: ParameterSetting]] = [:]

    init(workflow: Workflow, catalogue: Catalogue) {
        self.workflow = workflow
        self.catalogue = catalogue
        problems = workflow.problems
    }

    private mutating func report(_ message: String, _ node: String? = nil, parameter: String? = nil) {
        problems.append(WorkflowProblem(message, node: node, parameter: parameter))
    }

    mutating func run(_ overrides: [SettingOverride]) {
        findDefinitions()
        apply(overrides)
        for id in workflow.ids {
            guard let node = workflow[id] else { continue }
            checkInputs(of: id, node)
            if let definition = definitions[id] { checkSettings(of: id, definition) }
        }
        findCycle()
        if problems.isEmpty, !definitions.values.contains(where: { $0.kind == .source }) {
            report("the workflow has no source, so nothing would happen")
        }
    }

    private mutating func findDefinitions() {
        for id in workflow.ids {
            guard let node = workflow[id] else { continue }
            settings[id] = node.settings
            if let definition = node.definition ?? catalogue[node.type] {
                definitions[id] = definition
            } else {
                let nearest = node.type.nearest(among: catalogue.definitions.map(\.name))
                report(
                    "node '\(id)' is a '\(node.type)', which does not exist"
                        + (nearest.map { "; did you mean '\($0)'?" } ?? ": see `graphbook nodes` for those that do"), id
                )
            }
        }
    }

    // MARK: - Settings

    private mutating func apply(_ overrides: [SettingOverride]) {
        for override in overrides {
            let name = "\(override.node).\(override.parameter)"
            guard workflow[override.node] != nil else {
                report(
                    "--set \(name): the workflow has no node '\(override.node)'"
                        + hint(for: override.node, among: workflow.ids))
                continue
            }
            guard let definition = definitions[override.node] else { continue }
            guard let parameter = definition.parameter(override.parameter) else {
                report(
                    unknown(override.parameter, of: override.node, definition), override.node,
                    parameter: override.parameter)
                continue
            }
            if case .resource = parameter.type {
                settings[override.node]?[override.parameter] = .resource(override.text)
            } else if let value = parameter.type.value(ofText: override.text) {
                settings[override.node]?[override.parameter] = .value(value)
            } else {
                report(
                    "parameter '\(override.parameter)' of \(definition.kind) '\(override.node)' takes "
                        + "\(parameter.type.phrase), not \"\(override.text)\"",
                    override.node, parameter: override.parameter)
                // Reported once: keep what the workflow says, or nothing, without a second word about it.
                let kept = settings[override.node]?[override.parameter] ?? .value(parameter.defaultValue ?? .null)
                settings[override.node]?[override.parameter] = kept
            }
        }
    }

    private func unknown(_ parameter: String, of id: String, _ definition: NodeDefinition) -> String {
        "\(definition.kind) '\(id)' has no parameter '\(parameter)'"
            + hint(for: parameter, among: definition.parameters.map(\.name))
    }

    private mutating func checkSettings(of id: String, _ definition: NodeDefinition) {
        let reported = Set(problems.filter { $0.node == id }.compactMap(\.parameter))
        for (name, setting) in (settings[id] ?? [:]).sorted(by: { $0.key < $1.key }) where !reported.contains(name) {
            guard let parameter = definition.parameter(name) else {
                report(unknown(name, of: id, definition), id, parameter: name)
                continue
            }
            let subject = "parameter '\(name)' of \(definition.kind) '\(id)'"
            switch setting {
            case .value(let value):
                if let problem = parameter.problem(value) { report("\(subject) \(problem)", id, parameter: name) }
                if name == "batchSize", definition.kind == .batchStep, case .int(let size) = value, size < 1 {
                    report("\(subject) is \(size); a batch has at least 1 item", id, parameter: name)
                }
            case .resource(let resource):
                checkResource(resource, for: parameter, subject, id)
            }
        }
        for parameter in definition.parameters
        where parameter.isRequired && settings[id]?[parameter.name] == nil && !reported.contains(parameter.name) {
            report(
                "parameter '\(parameter.name)' of \(definition.kind) '\(id)' is missing; it takes \(parameter.type.phrase)",
                id, parameter: parameter.name)
        }
    }

    private mutating func checkResource(
        _ resource: String, for parameter: ParameterDefinition, _ subject: String, _ id: String
    ) {
        guard workflow[resource] != nil else {
            let resources = workflow.ids.filter { definitions[$0]?.kind == .resource }
            report(
                "\(subject) names resource '\(resource)', which the workflow lacks"
                    + hint(for: resource, among: resources),
                id, parameter: parameter.name)
            return
        }
        guard let definition = definitions[resource] else { return }
        guard let type = definition.resourceType else {
            report(
                "\(subject) names '\(resource)', which is a \(definition.kind), not a resource", id,
                parameter: parameter.name)
            return
        }
        if !parameter.accepts(type) {
            report(
                "\(subject) takes \(parameter.type.phrase); resource '\(resource)' makes \(type)", id,
                parameter: parameter.name)
        }
    }

    // MARK: - Edges

    private mutating func checkInputs(of id: String, _ node: Workflow.Node) {
        if let kind = definitions[id]?.kind {
            if kind == .source || kind == .resource, let first = node.inputs.first {
                report("\(kind) '\(id)' comes after '\(first)', but a \(kind) takes no notes", id)
                return
            }
            if kind == .step || kind == .batchStep, node.inputs.isEmpty {
                report("\(kind) '\(id)' comes after nothing: it would never see a note", id)
            }
        }
        for (place, outlet) in node.inputs.enumerated() {
            if node.inputs[..<place].contains(outlet) {
                report("node '\(id)' comes after '\(outlet)' twice: each note would come twice", id)
            }
            guard workflow[outlet.node] != nil else {
                report("node '\(id)' comes after '\(outlet.node)'; the workflow" + missing(outlet.node), id)
                continue
            }
            guard let upstream = definitions[outlet.node] else { continue }
            if upstream.kind == .resource {
                report("node '\(id)' comes after '\(outlet.node)', which is a resource: name it as a parameter", id)
            } else if !upstream.ports.contains(outlet.port) {
                report(
                    "\(upstream.kind) '\(outlet.node)' has no port '\(outlet.port)', which '\(id)' comes after"
                        + hint(for: outlet.port, among: upstream.ports), id)
            }
        }
    }

    private func missing(_ id: String) -> String {
        id.nearest(among: workflow.ids).map { " has '\($0)'" } ?? " has no such node"
    }

    /// The ids a node waits for: its inputs' and its resources', as far as they exist.
    private func dependencies(of id: String) -> [String] {
        let resources = (settings[id] ?? [:]).sorted { $0.key < $1.key }.compactMap { setting in
            if case .resource(let id) = setting.value { id } else { nil as String? }
        }
        return ((workflow[id]?.inputs.map(\.node) ?? []) + resources).filter { workflow[$0] != nil }
    }

    private mutating func findCycle() {
        var state: [String: Bool] = [:]  // false while on the path, true when done
        for start in workflow.ids where state[start] == nil {
            // Depth first, without recursion: a workflow may be long.
            var path = [(id: start, rest: dependencies(of: start))]
            state[start] = false
            while let last = path.indices.last {
                guard let next = path[last].rest.popLast() else {
                    state[path[last].id] = true
                    path.removeLast()
                    continue
                }
                if state[next] == false {
                    let cycle = path.map(\.id).drop { $0 != next } + [next]
                    report("the nodes form a cycle: \(cycle.reversed().joined(separator: " → "))", next)
                    return
                }
                if state[next] == nil {
                    state[next] = false
                    path.append((next, dependencies(of: next)))
                }
            }
        }
    }

    // MARK: - The plan

    /// The nodes, each behind those it depends on. Only for a workflow without problems.
    func orderedNodes() -> [WorkflowPlan.Node] {
        var done: Set<String> = [], order: [String] = []
        for start in workflow.ids {
            var path = [start]
            while let id = path.last {
                if let next = dependencies(of: id).first(where: { !done.contains($0) }) {
                    path.append(next)
                } else {
                    path.removeLast()
                    if done.insert(id).inserted { order.append(id) }
                }
            }
        }
        return order.compactMap { id in
            guard let node = workflow[id], let definition = definitions[id] else { return nil }
            return WorkflowPlan.Node(
                id: id, definition: definition, settings: settings[id] ?? [:], inputs: node.inputs, stage: node.stage)
        }
    }
}

extension NodeDefinition.Kind: CustomStringConvertible {
    public var description: String { rawValue }
}
