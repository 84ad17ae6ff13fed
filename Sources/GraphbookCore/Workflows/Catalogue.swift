/// The nodes there are, by name.
public struct Catalogue: Sendable {
    /// In the order of their names.
    public let definitions: [NodeDefinition]
    private let byName: [String: NodeDefinition]
    /// Names that more than one definition has; the first found counts.
    public let duplicates: [NodeDefinition]

    /// - Parameter definitions: In any order; of two with one name the first counts.
    public init(_ definitions: [NodeDefinition]) {
        var byName: [String: NodeDefinition] = [:], duplicates: [NodeDefinition] = []
        for definition in definitions {
            if byName[definition.name] == nil {
                byName[definition.name] = definition
            } else {
                duplicates.append(definition)
            }
        }
        self.byName = byName
        self.duplicates = duplicates
        self.definitions = byName.values.sorted { $0.name < $1.name }
    }

    /// The node with this name: `Vision/Classify`.
    public subscript(name: String) -> NodeDefinition? { byName[name] }
}
