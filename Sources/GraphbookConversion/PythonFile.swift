import GraphbookCore

/// A workflow file of Graphbook for Python, format version 0, as it is read: nodes and edges, groups and subflows among them.
struct PythonFile {
    struct Node {
        enum Kind: String {
            case step, resource, group, export, subflow
        }

        let id: String
        let kind: Kind
        /// What the file says of it: `name`, `label`, `category`, `parameters` and so on.
        let data: Fields

        /// What its user called it, or else its class.
        var label: String { data.text("label") ?? data.text("name") ?? id }
    }

    struct Edge {
        let source: String, sourceHandle: String
        let target: String, targetHandle: String
    }

    let nodes: [Node]
    let edges: [Edge]

    /// Whether a text is such a file.
    static func isOne(_ file: Value) -> Bool {
        file.fields?["version"] == "0" && file.fields?["nodes"]?.list != nil && file.fields?["graphbook"] == nil
    }

    /// - Parameter report: Is told what in the file is no node, or no edge.
    init(_ file: Fields, report: (String) -> Void) {
        nodes = (file["nodes"]?.list ?? []).enumerated().compactMap { place, value in
            guard let fields = value.fields, let id = fields.text("id"), let type = fields.text("type") else {
                report("node \(place) is \(value.summary), which has no id or type")
                return nil
            }
            guard let kind = Node.Kind(rawValue: type) else {
                report("node \(id) is of type '\(type)', which this version does not know")
                return nil
            }
            return Node(id: id, kind: kind, data: fields["data"]?.fields ?? [:])
        }
        edges = (file["edges"]?.list ?? []).enumerated().compactMap { place, value in
            guard let fields = value.fields, let source = fields.text("source"), let target = fields.text("target")
            else {
                report("edge \(place) is \(value.summary), which has no source or target")
                return nil
            }
            return Edge(
                source: source, sourceHandle: fields.text("sourceHandle") ?? "out",
                target: target, targetHandle: fields.text("targetHandle") ?? "in")
        }
    }

    func node(_ id: String) -> Node? { nodes.first { $0.id == id } }

    /// The edges that lead to a node, by one of its handles or by any.
    func edges(to node: String, handle: String? = nil) -> [Edge] {
        edges.filter { $0.target == node && (handle == nil || $0.targetHandle == handle) }
    }

    /// The export nodes of one direction, in the order in which a subflow's handles are numbered.
    func exports(_ direction: String) -> [Node] {
        nodes.filter { $0.kind == .export && $0.data.text("exportType") == direction }
    }
}

extension Fields {
    func text(_ key: String) -> String? {
        if case .string(let text)? = self[key] { text } else { nil }
    }
}
