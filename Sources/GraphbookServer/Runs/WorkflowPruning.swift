import GraphbookCore

/// A workflow's text without the nodes that a node does not need.
enum WorkflowPruning {
    /// Keeps a node, all it comes after, and the resources that these name.
    ///
    /// - Throws: ``APIError`` with code `badRequest` when the text is no workflow or has no such node.
    static func text(_ text: String, upTo node: String) throws -> String {
        guard let value = try? JSON.value(of: text), var workflow = value.fields,
            let nodes = workflow["nodes"]?.fields
        else { throw APIError(.badRequest, "the workflow can't be read: run it whole to see what is wrong with it") }
        if nodes[node] == nil { throw APIError(.badRequest, "the workflow has no node '\(node)' to run up to") }
        var needed: Set<String> = [], waiting = [node]
        while let next = waiting.popLast() {
            guard needed.insert(next).inserted, let fields = nodes[next]?.fields else { continue }
            let after = fields["after"].map { $0.list ?? [$0] } ?? []
            waiting += after.compactMap { String(noteValue: $0)?.split(separator: ".").first.map(String.init) }
            for (_, setting) in fields["parameters"]?.fields ?? [:] {
                if let resource = setting.fields?["resource"].flatMap(String.init(noteValue:)) {
                    waiting.append(resource)
                }
            }
        }
        workflow["nodes"] = .object(Fields(nodes.filter { needed.contains($0.0) }.map { ($0.0, $0.1) }))
        return try JSON.text(of: .object(workflow), pretty: true)
    }
}
