public import GraphbookCore

/// A workflow of Graphbook for Python, made into one of ours.
///
/// Groups, exports and subflows are resolved. Nodes that came with Graphbook become the stock nodes that do the same; those
/// of the user's own keep their names, `Category/Class`, and are to be written in Swift under these.
public struct Conversion {
    public private(set) var workflow: Workflow
    /// What could not be carried over, with what to write instead.
    public private(set) var problems: [WorkflowProblem] = []
    /// What was a Python class of the user's own: the name of the node that has to be there, and how to write it.
    public private(set) var ownNodes: [(name: String, advice: String)] = []

    private var project: PythonProject
    private var ids: [PythonProject.Place: String] = [:]

    /// Whether a text is a workflow file of Graphbook for Python.
    public static func isNeeded(for text: String) -> Bool {
        // What is no JSON is no such file; who reads it will say what is wrong with it.
        (try? JSON.value(of: text)).map(PythonFile.isOne) ?? false
    }

    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: The file's name, for messages and as the workflow's name.
    ///   - load: Finds the text of a subflow's file by the path that the subflow names.
    /// - Throws: ``WorkflowError`` when the text is no such file.
    public init(_ text: String, file: String, load: @escaping (String) throws -> String) throws {
        let value: Value
        do {
            value = try JSON.value(of: text)
        } catch {
            throw WorkflowError(workflow: file, problems: [WorkflowProblem("\(file):\(error)")])
        }
        guard PythonFile.isOne(value), let fields = value.fields else {
            throw WorkflowError(
                workflow: file,
                problems: [
                    WorkflowProblem(
                        "\(file) is no workflow of Graphbook for Python: one begins with {\"version\": \"0\", …}")
                ])
        }
        workflow = Workflow(name: String(file.split(separator: "/").last?.split(separator: ".").first ?? "workflow"))
        project = PythonProject(fields, load: load)
        nameNodes()
        for place in project.places {
            if let node = project.node(at: place), let id = ids[place] { add(node, at: place, as: id) }
        }
        problems = project.problems.map { WorkflowProblem($0) } + problems
    }

    /// What is left to do before the workflow can run, in sentences.
    ///
    /// - Parameter nodes: The names of the nodes there are: those of the user's own among them were written already.
    public func leftToDo(knowing nodes: some Sequence<String> = []) -> [String] {
        let known = Set(nodes)
        return problems.map(\.message)
            + ownNodes.filter { !known.contains($0.name) }.map { "'\($0.name)' was a Python class: write \($0.advice)" }
    }

    private mutating func report(_ message: String, _ id: String) {
        problems.append(WorkflowProblem(message, node: id))
    }

    // MARK: - Names

    /// Gives each node an id made of its label, and of those of the subflows that it lies in: `left-loadImages`.
    private mutating func nameNodes() {
        var taken: Set<String> = []
        for place in project.places {
            guard let node = project.node(at: place), !isFunction(node) else { continue }
            let base = (project.scopes[place.scope].path + [node.label]).map(\.asID).joined(separator: "-")
            var id = base, number = 2
            while !taken.insert(id).inserted {
                id = "\(base)\(number)"
                number += 1
            }
            ids[place] = id
        }
    }

    private func isFunction(_ node: PythonFile.Node) -> Bool {
        node.kind == .resource && Counterpart.isFunction(node.className, category: node.category)
    }

    // MARK: - Nodes

    private mutating func add(_ node: PythonFile.Node, at place: PythonProject.Place, as id: String) {
        let counterpart = Counterpart.of(node.className, category: node.category)
        var converted = Workflow.Node(type: counterpart?.node ?? node.name)
        for (parameter, declaration) in node.parameters where declaration.fields?["value"] ?? .null != .null {
            guard let name = name(of: parameter, in: node, counterpart, id),
                let value = value(of: parameter, declaration.fields ?? [:], id)
            else { continue }
            converted.settings[name] = .value(value)
        }
        connect(node, at: place, id, counterpart, into: &converted)
        for (_, advice) in (counterpart?.functions ?? [:]).sorted(by: { $0.key < $1.key }) {
            report("'\(id)' decides by a Python function\(functionText(of: node, at: place)); \(advice)", id)
        }
        if let counterpart, counterpart.node == nil {
            report("'\(id)' is Graphbook's \(node.className), which there is none of: \(counterpart.advice)", id)
        }
        if counterpart == nil, !ownNodes.contains(where: { $0.name == node.name }) {
            ownNodes.append((node.name, node.advice))
        }
        workflow.add(converted, as: id)
    }

    /// The parameter's name here; nil where it is not carried over, which is then told.
    private mutating func name(
        of parameter: String, in node: PythonFile.Node, _ counterpart: Counterpart?, _ id: String
    ) -> String? {
        guard let counterpart else { return node.ownName(of: parameter) }
        if counterpart.functions[parameter] != nil || counterpart.node == nil { return nil }
        if let name = counterpart.parameters[parameter] { return name }
        report("'\(id)' sets '\(parameter)', which \(counterpart.node ?? "") has no counterpart of", id)
        return nil
    }

    /// The value as it is here; nil for a function, which is told.
    private mutating func value(of parameter: String, _ declaration: Fields, _ id: String) -> Value? {
        let value = declaration["value"] ?? .null, type = declaration.text("type") ?? ""
        if type.contains("function") {
            report(
                "parameter '\(parameter)' of '\(id)' is the text of a Python function: write it in Swift, in the node",
                id)
            return nil
        }
        return type == "dict" ? .object(Fields(dictionaryRows: value.list ?? [])) : value
    }

    /// The text of the function that a node is given, for a message.
    private mutating func functionText(of node: PythonFile.Node, at place: PythonProject.Place) -> String {
        for edge in project.scopes[place.scope].file.edges(to: node.id) where edge.targetHandle != "in" {
            for origin in project.origins(of: edge, in: place.scope) {
                guard let function = project.node(at: origin.place), isFunction(function),
                    let text = function.parameters["val"]?.fields?.text("value")
                else { continue }
                return " (\(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")))"
            }
        }
        return ""
    }

    // MARK: - Edges

    private mutating func connect(
        _ node: PythonFile.Node, at place: PythonProject.Place, _ id: String, _ counterpart: Counterpart?,
        into converted: inout Workflow.Node
    ) {
        for edge in project.scopes[place.scope].file.edges(to: node.id) {
            for origin in project.origins(of: edge, in: place.scope) {
                guard let source = project.node(at: origin.place) else { continue }
                if node.kind == .step, edge.targetHandle == "in", source.kind == .step {
                    let outlet = Workflow.Outlet(
                        node: ids[origin.place] ?? "", port: port(origin.slot, of: source))
                    if !converted.inputs.contains(outlet) { converted.inputs.append(outlet) }
                } else if isFunction(source) {
                    // A stock node says what to write instead of it.
                    if counterpart == nil {
                        report(
                            "parameter '\(edge.targetHandle)' of '\(id)' is given a Python function: write it in Swift, in "
                                + "the node", id)
                    }
                } else if source.kind == .resource, let name = name(of: edge.targetHandle, in: node, counterpart, id) {
                    converted.settings[name] = .resource(ids[origin.place] ?? "")
                } else if source.kind == .step {
                    report(
                        "'\(id)' takes '\(edge.targetHandle)' from step '\(ids[origin.place] ?? "")': only resources can be",
                        id)
                }
            }
        }
    }

    private func port(_ slot: String, of node: PythonFile.Node) -> String {
        Counterpart.of(node.className, category: node.category)?.ports[slot] ?? slot
    }
}
