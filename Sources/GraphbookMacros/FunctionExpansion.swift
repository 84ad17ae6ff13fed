import SwiftSyntax
import SwiftSyntaxMacros

extension FunctionNode {
    /// What a macro adds beside the function: a record, by which the node is found, and an overload, by which it gets
    /// into a workflow that is built in code.
    ///
    /// - Parameters:
    ///   - factory: The function of `NodeDefinition` that makes the definition.
    ///   - node: The type the overload returns.
    ///   - parameters: The node's own parameters, in the order of the overload's.
    ///   - hidden: Parameters of the overload that the factory defines by itself.
    ///   - parts: More arguments of the factory, behind the location.
    func peers(
        factory: String, node: String, parameters: [NodeParameter], hidden: [NodeParameter] = [],
        parts: [String]
    ) -> [DeclSyntax] {
        let record = context.recordName(of: name)
        let list = parameters.map { "\n            \($0.definition)" }.joined(separator: ",")
        let arguments =
            [
                name.literal, "documentation: \(documentation.text.literal)", "parameters: [\(list)]",
                "location: \(context.codeLocation(of: function.name))",
            ] + parts
        let declarations = (hidden + parameters).map(\.settingDeclaration)
        let settings = (hidden + parameters).map(\.setting)
        return [
            .nodeRecord(
                named: record, isMember: isMember,
                definition: """
                    GraphbookCore.NodeDefinition.\(factory)(
                            \(arguments.joined(separator: ",\n        "))
                        )
                    """),
            // Disfavoured, so that a call that both functions could take is one of the user's.
            """
            @_disfavoredOverload
            \(raw: function.modifiers.access)\(raw: isMember ? "static " : "")nonisolated func \
            \(function.name.trimmed)(\(raw: declarations.joined(separator: ", "))) -> GraphbookCore.\(raw: node) {
                GraphbookCore.\(raw: node)(GraphbookCore.NodeDefinition(\(record)), \
            settings: [\(raw: settings.isEmpty ? ":" : settings.joined(separator: ", "))])
            }
            """,
        ]
    }

    /// A closure that reads parameters once and returns `result`.
    ///
    /// - Parameter type: The type of `result`; nil to let the compiler find it.
    func preparation(_ parameters: [NodeParameter], type: String?, returning result: String) -> String {
        let signature = "(parameters: GraphbookCore.Parameters) throws\(type.map { " -> \($0)" } ?? "")"
        let statements = parameters.map(\.reading) + ["return \(result)"]
        return "{ \(signature) in\(statements.map { "\n            \($0)" }.joined())\n        }"
    }

    /// A call of the user's function.
    func call(_ arguments: [String]) -> String {
        "\(effects)\(function.name.text)(\(arguments.joined(separator: ", ")))"
    }
}
