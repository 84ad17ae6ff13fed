import GraphbookCore

/// The nodes there are, as a page of reference.
struct CatalogueText {
    /// In the order of their names.
    let nodes: [NodeListing]
    /// Columns of the page.
    let width: Int
    var style = Style.plain

    /// The node of this name; the part behind the last slash will do where only one node has it.
    ///
    /// - Throws: ``UsageProblem`` that says which name may be meant.
    func node(named name: String) throws -> NodeListing {
        if let node = nodes.first(where: { $0.name == name }) { return node }
        let alike = nodes.filter {
            $0.title.lowercased() == name.lowercased() || $0.name.lowercased() == name.lowercased()
        }
        if let only = alike.first, alike.count == 1 { return only }
        if alike.count > 1 {
            throw UsageProblem("several nodes are called '\(name)': \(alike.map(\.name).joined(separator: ", "))")
        }
        let nearest =
            name.nearest(among: nodes.map(\.name))
            ?? name.nearest(among: nodes.map(\.title)).flatMap { title in nodes.first { $0.title == title }?.name }
        throw UsageProblem(
            "there is no node '\(name)'"
                + (nearest.map { "; did you mean '\($0)'?" } ?? ": see `graphbook nodes` for those there are"))
    }

    /// All nodes, by category.
    func page() throws -> String {
        if nodes.isEmpty { return "there are no nodes: attach @Step, @BatchStep or @Source to a function\n" }
        var sections: [String] = []
        let categories = Dictionary(grouping: nodes, by: \.category)
        for (category, nodes) in categories.sorted(by: { $0.key < $1.key }) {
            let heading = category.isEmpty ? "Without a category" : category
            sections.append(
                style(heading, .bold) + "\n" + style(String(repeating: "─", count: heading.columns), .dim) + "\n")
            sections += try nodes.map(entry)
        }
        return sections.joined(separator: "\n")
    }

    /// One node: what it is, what it does, its parameters and ports.
    func entry(_ node: NodeListing) throws -> String {
        let kind = node.makes.map { "resource, makes \($0)" } ?? "\(node.kind)"
        var lines = ["\(style(node.name, .bold, .cyan))  \(style(kind, .dim))"]
        lines += paragraph(node.documentation, indent: 4)
        for parameter in node.parameters {
            if lines.last?.isEmpty == false { lines.append("") }
            lines.append("    \(style(parameter.name, .bold)): \(parameter.type)\(try standing(of: parameter))")
            lines += paragraph(parameter.documentation, indent: 8)
        }
        if !node.ports.isEmpty && node.ports != [DefaultPort.out.rawValue] {
            lines += ["", "    ports: \(node.ports.joined(separator: ", "))"]
        }
        lines += ["", style("    \(node.location)", .dim)]
        return lines.joined(separator: "\n") + "\n"
    }

    private func standing(of parameter: NodeListing.Parameter) throws -> String {
        if parameter.isRequired { return ", required" }
        guard let value = parameter.defaultValue, value != .null else { return ", optional" }
        return " = \(try JSON.text(of: value))"
    }

    private func paragraph(_ text: String, indent: Int) -> [String] {
        text.wrapped(to: width - indent).map { $0.isEmpty ? "" : String(repeating: " ", count: indent) + $0 }
    }
}

extension NodeListing {
    /// What stands before the last slash of its name.
    var category: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }
    /// What stands behind it.
    var title: String { name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name }
}
