import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Node` on a type: what makes it a node besides what it does.
enum NodeMacro: MemberMacro, ExtensionMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let node = try NodeType(attribute, on: declaration, in: context)
        let access = declaration.modifiers.memberAccess
        let parameters = node.parameters
        let declarations = parameters.map(\.settingDeclaration).joined(separator: ", ")
        let settings = parameters.isEmpty ? ":" : parameters.map(\.setting).joined(separator: ", ")
        let location = context.codeLocation(of: node.typeName)
        let list = parameters.map { "\n            \($0.definition)" }.joined(separator: ",")
        return [
            "\(raw: access)let parameters: GraphbookCore.Parameters",
            """
            \(raw: access)init(parameters: GraphbookCore.Parameters) throws {
                self.parameters = parameters\(raw: parameters.map { "\n    \($0.storing)" }.joined())
            }
            """,
            """
            \(raw: access)init(\(raw: declarations)) {
                self.parameters = GraphbookCore.Parameters(settings: [\(raw: settings)])\
            \(raw: parameters.map { "\n    \($0.storingLater)" }.joined())
            }
            """,
            """
            \(raw: access)static var definition: GraphbookCore.NodeDefinition {
                GraphbookCore.NodeDefinition.of(
                    \(node.typeName).self, name: \(raw: node.name.literal),
                    documentation: \(raw: node.documentation.text.literal),
                    parameters: [\(raw: list)],
                    location: \(raw: location)\(raw: parts(of: node)))
            }
            """,
            .nodeRecord(
                named: context.recordName(of: node.name), isMember: true, definition: "\(node.typeName.text).definition"
            ),
        ]
    }

    /// The arguments that say what a batch step has besides its body.
    private static func parts(of node: NodeType) -> String {
        guard node.isBatchStep else { return "" }
        func worker(_ function: String, _ conformance: String) -> String {
            guard node.has(function, conformance) else { return ".none" }
            return ".function { GraphbookCore.WorkerFunction(try \(node.typeName.text)(parameters: $0).\(function)) }"
        }
        let route =
            node.has("route", "Routing")
            ? "{ .function($0.route) }" : "{ _ in GraphbookCore.RoutePart<GraphbookCore.DefaultPort>.none }"
        return """
            ,
                    load: \(worker("load", "Loading")),
                    dump: \(worker("dump", "Dumping")),
                    route: \(route)
            """
    }

    static func expansion(
        of attribute: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol, conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        // What is wrong with the type is said where its members are made.
        guard let node = try? NodeType(attribute, on: declaration, in: context), node.isBatchStep else { return [] }
        let functions = ["Loading": "load", "Dumping": "dump", "Routing": "route"]
        return try protocols.compactMap { conformance in
            guard let name = conformance.lastName, let function = functions[name], node.has(function, name) else {
                return nil
            }
            return try ExtensionDeclSyntax("extension \(type.trimmed): GraphbookCore.\(raw: name) {}")
        }
    }
}
