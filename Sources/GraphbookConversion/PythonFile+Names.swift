import GraphbookCore

// What a node is called here.

extension PythonFile.Node {
    var className: String { data.text("name") ?? label }
    var category: String { data.text("category") ?? "" }
    var parameters: Fields { data["parameters"]?.fields ?? [:] }

    /// The name that a node of the user's own has to have here.
    var name: String { category.isEmpty ? className : "\(category)/\(className)" }

    private var isBatchStep: Bool {
        kind == .step && parameters["batch_size"] != nil && parameters["item_key"] != nil
    }

    /// The name of a parameter of a node of the user's own: as it was, but for those that every batch step has.
    func ownName(of parameter: String) -> String {
        switch parameter {
        case "batch_size" where isBatchStep: "batchSize"
        case "item_key" where isBatchStep: "itemKey"
        default: parameter
        }
    }

    /// How a node of the user's own is written in Swift.
    var advice: String {
        let macro =
            kind == .resource
            ? "@Resource"
            : isBatchStep ? "@BatchStep" : data["inputs"]?.list?.isEmpty == true ? "@Source" : "@Step"
        let own = parameters.keys.map(ownName).filter { !["batchSize", "itemKey"].contains($0) }
        let parameters =
            own.isEmpty
            ? "" : ", with \(own.count == 1 ? "the parameter" : "the parameters") \(own.joined(separator: ", "))"
        let ports = (data["outputs"]?.list ?? []).compactMap { if case .string(let port) = $0 { port } else { nil } }
        let routes =
            kind == .step && !["", "out"].contains(ports.joined(separator: ","))
            ? ", that routes to \(ports.joined(separator: ", "))" : ""
        return "a Swift function with \(macro)(\"\(name)\")\(parameters)\(routes)"
    }
}

extension String {
    /// `Load Images` is `loadImages`. Ids of nodes have no dot and no equals sign.
    var asID: String {
        let words = split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard let first = words.first else { return "node" }
        return first.prefix(1).lowercased() + first.dropFirst()
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension Fields {
    /// The rows `[type, key, value]` that a dictionary was stored as, the values as they stand.
    init(dictionaryRows rows: [Value]) {
        self.init(
            rows.compactMap { row in
                guard let parts = row.list, parts.count == 3, case .string(let key) = parts[1] else { return nil }
                return (key, parts[2])
            })
    }
}
