internal import CGraphbook
public import GraphbookCore

extension Catalogue {
    /// The nodes of this program: all that macros declare in the executable, the libraries it is linked with, and those
    /// it has loaded since.
    ///
    /// Takes about a millisecond for a hundred nodes, since it reads the program's files: call it once, and keep it.
    public static func discovered() -> Catalogue {
        var definitions: [NodeDefinition] = []
        withUnsafeMutablePointer(to: &definitions) { pointer in
            graphbook_sections(
                "graphbook_nodes",
                { start, byteCount, context in
                    let count = byteCount / MemoryLayout<NodeRecord>.stride
                    let records = UnsafeBufferPointer(
                        start: start.assumingMemoryBound(to: NodeRecord.self), count: count)
                    let found = records.lazy.filter { ($0.mark, $0.version) == NodeDefinition.recordMark }
                    context?.assumingMemoryBound(to: [NodeDefinition].self).pointee += found.map { NodeDefinition($0) }
                }, pointer)
        }
        return Catalogue(definitions)
    }
}
