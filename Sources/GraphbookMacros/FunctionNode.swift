import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A function that a macro makes a node of.
struct FunctionNode {
    let attribute: AttributeSyntax
    let function: FunctionDeclSyntax
    let name: String
    let documentation: DocComment
    let context: any MacroExpansionContext

    /// - Parameter mayChange: Whether what the function works on may be `inout`.
    /// - Throws: `DiagnosticsError` when the function can't be a node of any kind.
    init(
        _ attribute: AttributeSyntax, on declaration: some DeclSyntaxProtocol, in context: some MacroExpansionContext,
        mayChange: Bool = false
    ) throws {
        guard let function = declaration.as(FunctionDeclSyntax.self) else {
            throw DiagnosticsError(
                "\(attribute.written) goes on a function; on a struct or a final class, write @Node", at: attribute)
        }
        self.attribute = attribute
        self.function = function
        self.context = context
        documentation = DocComment(of: function)
        name = try attribute.nodeName()
        try checkPlace()
        try checkSignature(mayChange: mayChange)
    }

    /// What stands in front of a call of the function.
    var effects: String {
        let specifiers = function.signature.effectSpecifiers
        return (specifiers?.throwsClause == nil ? "" : "try ") + (specifiers?.asyncSpecifier == nil ? "" : "await ")
    }

    /// The type the function returns; nil when it returns nothing.
    var returnType: TypeSyntax? {
        guard let type = function.signature.returnClause?.type else { return nil }
        return ["Void", "()", "Swift.Void"].contains(type.trimmedDescription) ? nil : type
    }

    var parameters: [FunctionParameterSyntax] { Array(function.signature.parameterClause.parameters) }

    /// Whether the function stands in a type or an extension of one.
    var isMember: Bool { context.lexicalContext.contains { $0.isProtocol((any DeclGroupSyntax).self) } }

    // MARK: - Checks

    private func checkPlace() throws {
        for scope in context.lexicalContext {
            guard let group = scope.asProtocol((any DeclGroupSyntax).self) else {
                throw DiagnosticsError(
                    "\(attribute.written) can't be on a local function, which nothing could find: move it to the file's "
                        + "top level, or into a type", at: function.name)
            }
            if scope.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil {
                throw DiagnosticsError(
                    "\(attribute.written) can't be in a generic type: move the function out of it", at: function.name)
            }
            if group.attributes.contains(name: "MainActor"), !function.modifiers.contains(name: "nonisolated") {
                throw DiagnosticsError(
                    "nodes run on any thread: make the function 'nonisolated', or move it out of the @MainActor type",
                    at: function.name)
            }
        }
        if isMember, !function.modifiers.contains(name: "static"), !function.modifiers.contains(name: "class") {
            throw DiagnosticsError(
                "\(attribute.written) on a function of a type needs 'static': there is no instance to call it on",
                at: function.funcKeyword, fixIts: [.replace(function.funcKeyword, with: "static func")])
        }
    }

    private func checkSignature(mayChange: Bool) throws {
        if let generics = function.genericParameterClause {
            throw DiagnosticsError(
                "\(attribute.written) can't be on a generic function: a workflow can't say which types are meant",
                at: generics)
        }
        if let isolation = function.attributes.first(name: "MainActor") {
            throw DiagnosticsError(
                "nodes run on any thread: remove @MainActor, and hop to it in the function where that is needed",
                at: isolation)
        }
        for parameter in parameters {
            if let ellipsis = parameter.ellipsis {
                throw DiagnosticsError(
                    "a node's parameter can't be variadic: take a list, '[\(parameter.type.trimmedDescription)]'",
                    at: ellipsis)
            }
            if let specifier = parameter.inoutSpecifier, !mayChange || parameter.id != parameters.first?.id {
                throw DiagnosticsError(
                    "a node's parameter can't be 'inout': what is changed would be lost", at: specifier)
            }
            if let type = parameter.type.firstOpaque {
                throw DiagnosticsError(
                    "a node's parameter can't be of an opaque type: a workflow can't say which type is meant", at: type)
            }
        }
    }

    /// The parameter that the function works on, and those that are the node's.
    ///
    /// - Parameter what: What the first parameter is, for the error when there is none: `the note, '_ note: Note'`.
    func split(first what: String) throws -> (workedOn: FunctionParameterSyntax, parameters: [NodeParameter]) {
        guard let first = parameters.first else {
            throw DiagnosticsError(
                "the first parameter of a function with \(attribute.written) is \(what)",
                at: function.signature.parameterClause)
        }
        return (first, try nodeParameters(parameters.dropFirst()))
    }

    /// - Throws: `DiagnosticsError` when two have one name.
    func nodeParameters(_ parameters: some Sequence<FunctionParameterSyntax>) throws -> [NodeParameter] {
        var names: Set<String> = []
        return try parameters.map { parameter in
            if parameter.nodeName == "_" {
                throw DiagnosticsError(
                    "give the parameter a name, by which a workflow can set it", at: parameter.firstName)
            }
            if !names.insert(parameter.nodeName).inserted {
                throw DiagnosticsError(
                    "two parameters are called '\(parameter.nodeName)': a workflow could not tell them apart",
                    at: parameter.firstName)
            }
            return NodeParameter(parameter, documentation: documentation)
        }
    }
}

extension FunctionParameterSyntax {
    /// The label a call writes; nil where it writes none.
    var label: TokenSyntax? { firstName.tokenKind == .wildcard ? nil : firstName.trimmed }

    /// The name a workflow knows the parameter by: the label, or the name in the function where there is no label.
    var nodeName: String { (label ?? secondName ?? firstName).plainText }

    var inoutSpecifier: TokenSyntax? {
        type.as(AttributedTypeSyntax.self)?.specifiers.lazy
            .compactMap { $0.as(SimpleTypeSpecifierSyntax.self)?.specifier }
            .first { $0.tokenKind == .keyword(.inout) }
    }
}
