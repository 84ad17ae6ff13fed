import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Parameter` on a variable of a node: the value is kept in another variable, and read from there.
enum ParameterMacro: AccessorMacro, PeerMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingAccessorsOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [AccessorDeclSyntax] {
        guard let variable = declaration.as(VariableDeclSyntax.self), let parameter = ParameterVariable(variable) else {
            // What is wrong is said where the other variable is made.
            return ["get { Swift.fatalError() }"]
        }
        return ["get { _\(raw: parameter.name.plainText).value }"]
    }

    static func expansion(
        of attribute: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard let variable = declaration.as(VariableDeclSyntax.self), let binding = variable.bindings.first else {
            throw DiagnosticsError("\(attribute.written) goes on a 'var' of a node", at: attribute)
        }
        try check(variable, binding, attribute, context)
        guard let parameter = ParameterVariable(variable) else {
            throw DiagnosticsError(
                "say the parameter's type, ': T': a macro sees only what is written", at: binding.pattern)
        }
        return [
            "private let _\(raw: parameter.name.plainText): GraphbookCore.StoredParameter<\(parameter.type)>"
        ]
    }

    private static func check(
        _ variable: VariableDeclSyntax, _ binding: PatternBindingSyntax, _ attribute: AttributeSyntax,
        _ context: some MacroExpansionContext
    ) throws {
        let group = context.lexicalContext.first?.asProtocol((any DeclGroupSyntax).self)
        if group?.attributes.contains(name: "Node") != true {
            throw DiagnosticsError(
                "\(attribute.written) goes on a variable of a type with @Node(\"Category/Name\")", at: attribute)
        }
        let keyword = variable.bindingSpecifier
        if keyword.tokenKind == .keyword(.let) {
            throw DiagnosticsError(
                "a parameter is a 'var': its value comes from the workflow", at: keyword,
                fixIts: [.replace(keyword, with: "var")])
        }
        if let modifier = variable.modifiers.first(where: { ["static", "class"].contains($0.name.text) }) {
            throw DiagnosticsError("a parameter belongs to a node: remove '\(modifier.name.text)'", at: modifier)
        }
        if let block = binding.accessorBlock {
            throw DiagnosticsError(
                "a parameter can't be computed: remove its accessors, or \(attribute.written)", at: block)
        }
        let name = binding.pattern.trimmedDescription
        if ParameterVariable.takenNames.contains(name) {
            throw DiagnosticsError(
                "every node has a property '\(name)': give the parameter another name", at: binding.pattern)
        }
    }
}
