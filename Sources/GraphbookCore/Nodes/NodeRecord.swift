/// How a compiled program says that it has a node: a constant in the section `graphbook_nodes` of the executable or
/// library, written by the macros and found by `Catalogue.discovered()`.
///
/// A constant of a section is laid out by the compiler and never run, so it can only be made of literals: the numbers
/// of `NodeDefinition.recordMark`, and a function that writes the definition to where it is told.
public typealias NodeRecord = (
    mark: UInt32, version: UInt32, write: @convention(c) (UnsafeMutableRawPointer) -> Void
)

extension NodeDefinition {
    /// What a record of this version of the framework begins with; others are passed over.
    package static let recordMark: (mark: UInt32, version: UInt32) = (0x6e6f_6465, 1)

    /// The definition that a record stands for.
    public init(_ record: NodeRecord) {
        let memory = UnsafeMutablePointer<NodeDefinition>.allocate(capacity: 1)
        defer { memory.deallocate() }
        record.write(memory)
        self = memory.move()
    }

    /// Puts the definition into memory that has none yet: what a record's function does.
    public func write(to memory: UnsafeMutableRawPointer) {
        memory.initializeMemory(as: NodeDefinition.self, to: self)
    }
}
