import GraphbookCore

/// A workflow file with the files of its subflows. Knows which node's port an edge comes from in the end, through groups,
/// exports and subflows.
struct PythonProject {
    /// A file in its place: the same file may be the subflow of several nodes.
    struct Scope {
        let file: PythonFile
        /// What stands in front of its nodes' ids: the labels of the subflows that it lies in.
        let path: [String]
        /// The subflow node that it fills; nil for the workflow itself.
        let outer: (scope: Int, node: String)?
        /// The scopes of its own subflows, by node.
        var inner: [String: Int] = [:]
    }

    /// A step or resource in its scope.
    struct Place: Hashable {
        let scope: Int
        let node: String
    }

    /// A port of a step, or a resource's value.
    struct Outlet: Hashable {
        let place: Place
        let slot: String
    }

    private(set) var scopes: [Scope] = []
    private(set) var problems: [String] = []
    private let load: (String) throws -> String

    /// - Parameters:
    ///   - file: The workflow's own file.
    ///   - load: Finds the text of another workflow file, by the path that a subflow names.
    init(_ file: Fields, load: @escaping (String) throws -> String) {
        self.load = load
        add(file, path: [], names: [], outer: nil)
    }

    /// - Parameter names: The files that this one lies in, which it must not lie in again.
    @discardableResult
    private mutating func add(
        _ fields: Fields, path: [String], names: [String], outer: (scope: Int, node: String)?
    ) -> Int {
        var found: [String] = []
        let file = PythonFile(fields) { found.append($0) }
        let place = names.last.map { "\($0): " } ?? ""
        problems += found.map { place + $0 }
        let index = scopes.count
        scopes.append(Scope(file: file, path: path, outer: outer))
        for node in file.nodes where node.kind == .subflow {
            guard let fields = subflow(node, names: names) else { continue }
            scopes[index].inner[node.id] = add(
                fields, path: path + [node.label], names: names + [node.data.text("filename") ?? ""],
                outer: (index, node.id))
        }
        return index
    }

    private mutating func subflow(_ node: PythonFile.Node, names: [String]) -> Fields? {
        guard let name = node.data.text("filename") else {
            problems.append("subflow '\(node.label)' names no file")
            return nil
        }
        if names.contains(name) {
            problems.append("subflow '\(node.label)' is the file '\(name)', which it lies in itself")
            return nil
        }
        do {
            let value = try JSON.value(of: try load(name))
            if PythonFile.isOne(value), let fields = value.fields { return fields }
            problems.append("subflow '\(node.label)': '\(name)' is no workflow of Graphbook for Python, version 0")
        } catch let mistake as JSONSyntaxError {
            problems.append("subflow '\(node.label)': \(name):\(mistake)")
        } catch {
            problems.append("subflow '\(node.label)': \(error)")
        }
        return nil
    }

    /// The steps and resources, in the order of the files.
    var places: [Place] {
        scopes.indices.flatMap { scope in
            scopes[scope].file.nodes.filter { $0.kind == .step || $0.kind == .resource }.map {
                Place(scope: scope, node: $0.id)
            }
        }
    }

    func node(at place: Place) -> PythonFile.Node? { scopes[place.scope].file.node(place.node) }

    /// What an edge of a scope comes from in the end; several, where a group or subflow gathers them, or none.
    mutating func origins(of edge: PythonFile.Edge, in scope: Int) -> [Outlet] {
        var visited: Set<Outlet> = []
        return origins(of: edge, in: scope, visited: &visited)
    }

    private mutating func origins(
        of edge: PythonFile.Edge, in scope: Int, visited: inout Set<Outlet>
    ) -> [Outlet] {
        let outlet = Outlet(place: Place(scope: scope, node: edge.source), slot: edge.sourceHandle)
        guard let node = scopes[scope].file.node(edge.source) else {
            problems.append("an edge to '\(edge.target)' comes from '\(edge.source)', which is no node of the file")
            return []
        }
        if node.kind == .step || node.kind == .resource { return [outlet] }
        if !visited.insert(outlet).inserted { return [] }
        var edges: [PythonFile.Edge] = [], next = scope
        switch node.kind {
        case .group:
            // Each export has two sides: what enters by one leaves by the other.
            let isInner = edge.sourceHandle.hasSuffix("_inner")
            let handle = isInner ? String(edge.sourceHandle.dropLast("_inner".count)) : "\(edge.sourceHandle)_inner"
            edges = scopes[scope].file.edges(to: node.id, handle: handle)
        case .subflow:
            guard let inner = scopes[scope].inner[node.id] else { return [] }
            let exports = scopes[inner].file.exports("output")
            guard let number = Int(edge.sourceHandle), exports.indices.contains(number) else {
                problems.append("subflow '\(node.label)' has no output \(edge.sourceHandle)")
                return []
            }
            edges = scopes[inner].file.edges(to: exports[number].id)
            next = inner
        case .export:
            // The input of a subflow; of the workflow itself it has nothing behind it.
            guard let outer = scopes[scope].outer,
                let number = scopes[scope].file.exports("input").firstIndex(where: { $0.id == node.id })
            else { return [] }
            edges = scopes[outer.scope].file.edges(to: outer.node, handle: String(number))
            next = outer.scope
        case .step, .resource: break
        }
        return edges.flatMap { origins(of: $0, in: next, visited: &visited) }
    }
}
