/// A workflow as a JSON file, version 1. `Documentation/workflow-file.md` describes it.
extension Workflow {
    /// The version that is written, and the newest that is read.
    public static let fileVersion = 1

    /// Reads a workflow file.
    ///
    /// What is wrong with its form is kept and reported with all else by ``plan(with:overrides:)``.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: The file's name, for messages.
    /// - Throws: ``WorkflowError`` when the text is no JSON, or no workflow of a known version.
    public init(json text: String, file: String) throws {
        let value: Value
        do {
            value = try JSON.value(of: text)
        } catch {
            throw WorkflowError(workflow: file, problems: [WorkflowProblem("\(file):\(error)")])
        }
        guard let fields = value.fields, let version = fields["graphbook"] else {
            throw WorkflowError(
                workflow: file,
                problems: [
                    WorkflowProblem(
                        "\(file) is no workflow: one begins with {\"graphbook\": \(Workflow.fileVersion), …}")
                ])
        }
        guard version == .int(Workflow.fileVersion) else {
            throw WorkflowError(
                workflow: file,
                problems: [
                    WorkflowProblem(
                        "\(file) is of version \(version.summary); this program reads version \(Workflow.fileVersion)")
                ])
        }
        self.init(name: String(file.split(separator: "/").last?.split(separator: ".").first ?? "workflow"))
        var reader = WorkflowFileReader(file: file)
        reader.read(fields, into: &self)
        problems = reader.problems
    }

    /// The workflow as a file's text.
    ///
    /// - Throws: ``WorkflowError`` naming the nodes that are closures: only what has a name in the catalogue can be written.
    public func json() throws -> String {
        let closures = ids.filter { id in nodes[id].map { $0.definition != nil && $0.type == id } ?? false }
        if !closures.isEmpty {
            throw WorkflowError(
                workflow: name,
                problems: closures.map {
                    WorkflowProblem("node '\($0)' is a closure, which a file can't hold", node: $0)
                })
        }
        var file: Fields = ["graphbook": .int(Workflow.fileVersion), "name": .string(name)]
        if !documentation.isEmpty { file["documentation"] = .string(documentation) }
        file["nodes"] = .object(Fields(ids.compactMap { id in nodes[id].map { (id, .object($0.fileFields)) } }))
        return try JSON.text(of: .object(file), pretty: true) + "\n"
    }
}

extension Workflow.Node {
    fileprivate var fileFields: Fields {
        var fields: Fields = ["node": .string(type)]
        if !inputs.isEmpty { fields["after"] = .array(inputs.map { .string($0.description) }) }
        if !settings.isEmpty {
            fields["parameters"] = .object(
                Fields(
                    settings.sorted { $0.key < $1.key }.map { name, setting in
                        switch setting {
                        case .value(let value): (name, value)
                        case .resource(let id): (name, ["resource": .string(id)])
                        }
                    }))
        }
        if stage != StageSettings() {
            let standard = StageSettings()
            var changed = Fields()
            if stage.queue != standard.queue { changed["queue"] = .int(stage.queue) }
            if let results = stage.results { changed["results"] = .int(results) }
            if !stage.isOrdered { changed["ordered"] = .bool(false) }
            if let limit = stage.timeLimit { changed["timeLimit"] = .double(limit) }
            fields["stage"] = .object(changed)
        }
        return fields
    }
}

private struct WorkflowFileReader {
    let file: String
    var problems: [WorkflowProblem] = []

    init(file: String) { self.file = file }

    private mutating func report(_ message: String, _ node: String? = nil) {
        problems.append(WorkflowProblem(message, node: node))
    }

    mutating func read(_ fields: Fields, into workflow: inout Workflow) {
        for (key, value) in fields {
            switch (key, value) {
            case ("graphbook", _), ("layout", _): break
            case ("name", .string(let name)): workflow.name = name
            case ("documentation", .string(let text)): workflow.documentation = text
            case ("nodes", .object(let nodes)):
                for (id, node) in nodes { read(id, node, into: &workflow) }
            case ("name", _), ("documentation", _): report("'\(key)' takes text, not \(value.summary)")
            case ("nodes", _): report("'nodes' takes an object of nodes by id, not \(value.summary)")
            default:
                report(
                    "a workflow has no '\(key)'" + hint(for: key, among: ["name", "documentation", "nodes", "layout"]))
            }
        }
        if fields["nodes"] == nil { report("the workflow has no 'nodes'") }
    }

    private mutating func read(_ id: String, _ value: Value, into workflow: inout Workflow) {
        if id.isEmpty || id.contains(".") || id.contains("=") {
            report("'\(id)' can't be a node's id: it is empty, or has a '.' or '='", id)
        }
        guard let fields = value.fields else { return report("node '\(id)' takes an object, not \(value.summary)", id) }
        guard case .string(let type)? = fields["node"] else {
            return report("node '\(id)' does not say which node it is: \"node\": \"Category/Name\"", id)
        }
        var node = Workflow.Node(type: type)
        for (key, value) in fields {
            switch key {
            case "node", "layout": break
            case "after": node.inputs = inputs(of: id, value)
            case "parameters": node.settings = settings(of: id, value)
            case "stage": node.stage = stage(of: id, value)
            default:
                report(
                    "node '\(id)' has no '\(key)'" + hint(for: key, among: ["node", "after", "parameters", "stage"]), id
                )
            }
        }
        workflow.add(node, as: id)
    }

    private mutating func inputs(of id: String, _ value: Value) -> [Workflow.Outlet] {
        let names = value.list ?? [value]
        return names.compactMap { name in
            guard case .string(let text) = name else {
                report("'after' of node '\(id)' takes ids, like \"resize\" or \"triage.keep\", not \(name.summary)", id)
                return nil
            }
            guard let dot = text.firstIndex(of: ".") else { return Workflow.Outlet(node: text) }
            return Workflow.Outlet(node: String(text[..<dot]), port: String(text[text.index(after: dot)...]))
        }
    }

    private mutating func settings(of id: String, _ value: Value) -> [String: ParameterSetting] {
        guard let fields = value.fields else {
            report("'parameters' of node '\(id)' takes an object, not \(value.summary)", id)
            return [:]
        }
        var settings: [String: ParameterSetting] = [:]
        for (name, value) in fields {
            if let reference = value.fields, reference.count == 1, case .string(let resource)? = reference["resource"] {
                settings[name] = .resource(resource)
            } else {
                settings[name] = .value(value)
            }
        }
        return settings
    }

    private mutating func stage(of id: String, _ value: Value) -> StageSettings {
        var stage = StageSettings()
        guard let fields = value.fields else {
            report("'stage' of node '\(id)' takes an object, not \(value.summary)", id)
            return stage
        }
        for (name, value) in fields {
            switch (name, value) {
            case ("queue", .int(let length)) where length >= 1: stage.queue = length
            case ("results", .int(let length)) where length >= 1: stage.results = length
            case ("ordered", .bool(let isOrdered)): stage.isOrdered = isOrdered
            case ("timeLimit", .int(let seconds)) where seconds > 0: stage.timeLimit = Double(seconds)
            case ("timeLimit", .double(let seconds)) where seconds > 0: stage.timeLimit = seconds
            case ("timeLimit", _):
                report(
                    "'stage.timeLimit' of node '\(id)' takes a number of seconds greater than 0, not \(value.summary)",
                    id)
            case ("queue", _), ("results", _):
                report("'stage.\(name)' of node '\(id)' takes an integer of 1 or more, not \(value.summary)", id)
            case ("ordered", _): report("'stage.ordered' of node '\(id)' takes true or false, not \(value.summary)", id)
            default:
                report(
                    "'stage' of node '\(id)' has no '\(name)'"
                        + hint(for: name, among: ["queue", "results", "ordered", "timeLimit"]), id)
            }
        }
        return stage
    }
}
