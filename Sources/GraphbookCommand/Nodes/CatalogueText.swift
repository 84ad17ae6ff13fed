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

    /// The nodes of a category, in capitals or not; nil where there is none of the name.
    func category(named name: String) -> CatalogueText? {
        let chosen = nodes.filter { $0.category.lowercased() == name.lowercased() }
        return chosen.isEmpty ? nil : CatalogueText(nodes: chosen, width: width, style: style)
    }

    /// All nodes, by category, sources first; with a list of them in front where they are many.
    func page() throws -> String {
        if nodes.isEmpty { return "there are no nodes: attach @Step, @BatchStep or @Source to a function\n" }
        var sections = nodes.count > CatalogueText.mostWithoutContents ? [contents] : []
        for (category, nodes) in categories {
            let heading = category.isEmpty ? "Without a category" : category
            sections.append(
                style(heading, .bold) + "\n" + style(String(repeating: "─", count: heading.columns), .dim) + "\n")
            sections += try nodes.map(entry)
        }
        return sections.joined(separator: "\n")
    }

    private static let mostWithoutContents = 8

    private var categories: [(category: String, nodes: [NodeListing])] {
        Dictionary(grouping: nodes, by: \.category).sorted { $0.key < $1.key }.map { category, nodes in
            // Sorting is stable: by name within a kind.
            (category, nodes.filter { $0.kind == .source } + nodes.filter { $0.kind != .source })
        }
    }

    /// Each node's name and the first sentence about it.
    private var contents: String {
        let column = (nodes.map(\.name.columns).max() ?? 0) + 2
        return categories.map { _, nodes in
            nodes.map { node in
                let lines = node.summary.wrapped(to: max(width - column, 20))
                let first = node.name.padded(to: column) + (lines.first ?? "")
                return ([first] + lines.dropFirst().map { String(repeating: " ", count: column) + $0 })
                    .joined(separator: "\n") + "\n"
            }.joined()
        }.joined(separator: "\n")
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
    /// The first sentence of its documentation.
    fileprivate var summary: String {
        let paragraphEnd = documentation.firstRange(of: "\n\n")?.lowerBound ?? documentation.endIndex
        let paragraph = documentation[..<paragraphEnd].replacing("\n", with: " ")
        guard let end = paragraph.firstRange(of: ". ")?.lowerBound else { return String(paragraph) }
        return "\(paragraph[..<end])."
    }

    /// What stands behind it.
    var title: String { name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name }
}
