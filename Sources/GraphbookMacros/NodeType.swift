import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A type that `@Node` makes a node of.
struct NodeType {
    let declaration: any DeclGroupSyntax
    let typeName: TokenSyntax
    let name: String
    let documentation: DocComment
    let parameters: [NodeParameter]
    let isBatchStep: Bool

    private static let kinds: Set = ["Step", "RoutingStep", "EmittingStep", "Source", "Resource"]
    private static let batchKinds: Set = ["BatchStep", "Loading", "Dumping", "Routing"]

    /// - Throws: `DiagnosticsError` when the type can't be a node.
    init(
        _ attribute: AttributeSyntax, on declaration: some DeclGroupSyntax, in context: some MacroExpansionContext
    ) throws {
        self.declaration = declaration
        typeName = try NodeType.name(of: declaration, attribute)
        try NodeType.checkPlace(declaration, typeName, attribute, context)
        name = try attribute.nodeName()
        let conformances = Set(declaration.inheritedNames)
        isBatchStep = !conformances.isDisjoint(with: NodeType.batchKinds)
        if !isBatchStep, conformances.isDisjoint(with: NodeType.kinds) {
            throw DiagnosticsError(
                "say what kind of node '\(typeName.text)' is: '\(typeName.text): Step', or RoutingStep, EmittingStep, "
                    + "Source, BatchStep or Resource", at: typeName)
        }
        let documentation = DocComment(of: declaration)
        self.documentation = documentation
        parameters = declaration.memberBlock.members
            .compactMap { $0.decl.as(VariableDeclSyntax.self).flatMap(ParameterVariable.init) }
            .map { NodeParameter($0, documentation: documentation) }
    }

    private static func name(of declaration: some DeclGroupSyntax, _ attribute: AttributeSyntax) throws -> TokenSyntax {
        if let type = declaration.as(StructDeclSyntax.self) { return type.name }
        guard let type = declaration.as(ClassDeclSyntax.self) else {
            throw DiagnosticsError(
                "\(attribute.written) goes on a struct, or on a final class that keeps something from note to note",
                at: declaration.introducer)
        }
        if !type.modifiers.contains(name: "final") {
            throw DiagnosticsError(
                "a class that is a node has to be final: its parameters are read by an initializer of its own",
                at: type.classKeyword, fixIts: [.replace(type.classKeyword, with: "final class")])
        }
        return type.name
    }

    private static func checkPlace(
        _ declaration: some DeclGroupSyntax, _ name: TokenSyntax, _ attribute: AttributeSyntax,
        _ context: some MacroExpansionContext
    ) throws {
        let scopes = [Syntax(declaration)] + context.lexicalContext
        if scopes.contains(where: {
            $0.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
        }) {
            throw DiagnosticsError(
                "a node can't be a generic type, or in one: a workflow can't say which types are meant", at: name)
        }
        if let isolation = declaration.attributes.first(name: "MainActor") {
            throw DiagnosticsError(
                "nodes run on any thread: remove @MainActor, and hop to it where that is needed", at: isolation)
        }
    }

    /// Whether the type has an instance function of this name, or says that it has one elsewhere.
    func has(_ function: String, _ conformance: String) -> Bool {
        declaration.inheritedNames.contains(conformance)
            || declaration.memberBlock.members.contains { member in
                guard let declared = member.decl.as(FunctionDeclSyntax.self) else { return false }
                return declared.name.text == function && !declared.modifiers.contains(name: "static")
            }
    }
}

extension DeclGroupSyntax {
    /// The last names of the types in the inheritance clause.
    fileprivate var inheritedNames: [String] { inheritanceClause?.inheritedTypes.compactMap(\.type.lastName) ?? [] }
}

/// A variable with `@Parameter`.
struct ParameterVariable {
    let variable: VariableDeclSyntax
    let name: TokenSyntax
    let type: TypeSyntax
    let defaultValue: ExprSyntax?

    /// What every node has.
    static let takenNames: Set = ["parameters", "definition"]

    /// - Returns: nil for another variable, and for one that can't be a parameter.
    init?(_ variable: VariableDeclSyntax) {
        guard variable.attributes.contains(name: "Parameter"), variable.bindingSpecifier.tokenKind == .keyword(.var),
            !variable.modifiers.contains(name: "static"), !variable.modifiers.contains(name: "class"),
            let binding = variable.bindings.first, binding.accessorBlock == nil,
            let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier,
            let type = binding.typeAnnotation?.type.trimmed ?? binding.initializer?.value.literalType
        else { return nil }
        if ParameterVariable.takenNames.contains(name.plainText) { return nil }
        self.variable = variable
        self.name = name.trimmed
        self.type = type
        defaultValue = binding.initializer?.value.trimmed
    }
}

extension ExprSyntax {
    /// The type a literal has by itself.
    fileprivate var literalType: TypeSyntax? {
        if let number = self.as(PrefixOperatorExprSyntax.self), number.operator.text == "-" {
            return number.expression.literalType
        }
        return switch kind {
        case .integerLiteralExpr: "Int"
        case .floatLiteralExpr: "Double"
        case .booleanLiteralExpr: "Bool"
        case .stringLiteralExpr: "String"
        default: nil
        }
    }
}
