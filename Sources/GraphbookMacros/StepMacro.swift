import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Step` on a function that works on a note, or on a value decoded from one.
enum StepMacro: PeerMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let node = try FunctionNode(attribute, on: declaration, in: context, mayChange: true)
        if let emitter = node.parameters.dropFirst().first, emitter.type.lastName == "Emitter" {
            return try emittingStep(node, emitter)
        }
        let (input, parameters) = try node.split(first: "the note it works on: '_ note: Note'")
        if let specifier = input.inoutSpecifier, input.type.as(AttributedTypeSyntax.self)?.baseType.lastName == "Note" {
            throw DiagnosticsError("a note is changed as it is: take it without 'inout'", at: specifier)
        }
        let result = node.returnType.map(\.trimmedDescription) ?? "Void"
        let call = node.call([input.passing(input.inoutSpecifier == nil ? "_0" : "&_0")] + parameters.map(\.argument))
        let waits = node.function.signature.effectSpecifiers?.asyncSpecifier == nil ? "" : "async "
        // Whether the note or a value is meant, the compiler says: by the initializer that takes the closure.
        let preparation = node.preparation(
            parameters, type: "GraphbookCore.StepFunction<\(result)>",
            returning:
                "GraphbookCore.StepFunction { (_0: \(input.type.trimmed)) \(waits)throws -> \(result) in \(call) }"
        )
        return node.peers(
            factory: "step", node: "StepNode", parameters: parameters, parts: ["function: \(preparation)"])
    }

    /// A function whose second parameter is where the notes go.
    private static func emittingStep(
        _ node: FunctionNode, _ emitter: FunctionParameterSyntax
    ) throws -> [DeclSyntax] {
        if let type = node.returnType {
            throw DiagnosticsError("a step that emits its notes returns nothing", at: type)
        }
        let parameters = try node.nodeParameters(node.parameters.dropFirst(2))
        let worked = node.parameters.prefix(1).map { $0.passing("$0") } + [emitter.passing("$1")]
        let preparation = node.preparation(
            parameters, type: "@Sendable (GraphbookCore.Note, GraphbookCore.Emitter) async throws -> Void",
            returning: "{ \(node.call(worked + parameters.map(\.argument))) }")
        return node.peers(
            factory: "emittingStep", node: "StepNode", parameters: parameters, parts: ["function: \(preparation)"])
    }
}

/// `@Source` on a function that emits notes, or returns a sequence of them.
enum SourceMacro: PeerMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let node = try FunctionNode(attribute, on: declaration, in: context)
        let parameters: [NodeParameter], closure: String
        if node.returnType == nil {
            let emitter: FunctionParameterSyntax
            (emitter, parameters) = try node.split(
                first: "where the notes go, 'to emit: Emitter', unless it returns a sequence of them")
            closure = "{ \(node.call([emitter.passing("$0")] + parameters.map(\.argument))) }"
        } else {
            parameters = try node.nodeParameters(node.parameters)
            closure = "{ emit in for note in \(node.call(parameters.map(\.argument))) { try await emit(note) } }"
        }
        let preparation = node.preparation(
            parameters, type: "@Sendable (GraphbookCore.Emitter) async throws -> Void", returning: closure)
        return node.peers(
            factory: "source", node: "SourceNode", parameters: parameters, parts: ["function: \(preparation)"])
    }
}

/// `@Resource` on a function that makes a value for steps to share.
enum ResourceMacro: PeerMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let node = try FunctionNode(attribute, on: declaration, in: context)
        guard let made = node.returnType else {
            throw DiagnosticsError(
                "\(attribute.written) goes on a function that returns the value to share", at: node.function.name)
        }
        if let opaque = made.firstOpaque {
            throw DiagnosticsError("say which type the resource is: steps name it in their parameters", at: opaque)
        }
        let parameters = try node.nodeParameters(node.parameters)
        let preparation = node.preparation(
            parameters, type: "@Sendable () async throws -> \(made.trimmed)",
            returning: "{ \(node.call(parameters.map(\.argument))) }")
        return node.peers(
            factory: "resource", node: "ResourceNode<\(made.trimmed)>", parameters: parameters,
            parts: ["function: \(preparation)"])
    }
}

extension FunctionParameterSyntax {
    /// A value as the argument for this parameter.
    func passing(_ value: String) -> String { (label.map { "\($0.labelText): " } ?? "") + value }
}
