import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// `@BatchStep` on a function that works on a batch of items.
enum BatchStepMacro: PeerMacro {
    static var formatMode: FormatMode { .disabled }

    static func expansion(
        of attribute: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let node = try FunctionNode(attribute, on: declaration, in: context)
        let shape = try BatchShape(of: node)
        let size = attribute.argument("size")?.trimmed ?? "8"
        let itemKey = attribute.argument("itemKey")?.trimmed
        let batch = "@Sendable (\(shape.batchType)) async throws -> \(node.returnType?.trimmedDescription ?? "Void")"
        return node.peers(
            factory: "batchStep", node: "StepNode", parameters: shape.parameters,
            hidden: hiddenParameters(of: node),
            parts: [
                "size: \(size)", "itemKey: \(itemKey ?? "\"\"")",
                "load: \(try load(of: node, shape))", "dump: \(try dump(of: node, shape))",
                "route: \(try route(of: node, shape))",
                "function: \(node.preparation(shape.parameters, type: batch, returning: "{ \(node.call(shape.arguments)) }"))",
            ])
    }

    /// What every batch step can be set to besides the parameters of its function.
    fileprivate static func hiddenParameters(of node: FunctionNode) -> [NodeParameter] {
        [
            NodeParameter(hidden: "batchSize", type: "Int", defaultValue: node.attribute.argument("size") ?? "8"),
            NodeParameter(hidden: "itemKey", type: "String", defaultValue: node.attribute.argument("itemKey")),
        ]
    }

    private static func load(of node: FunctionNode, _ shape: BatchShape) throws -> String {
        guard let part = try PartFunction("load", of: node, shape) else { return ".none" }
        guard let loaded = shape.loadedType else {
            throw DiagnosticsError(
                "'\(node.function.name.text)' takes nothing of what 'load' returns: make '_ batch: Batch<…>' its first "
                    + "parameter", at: part.expression)
        }
        let worker = "GraphbookCore.WorkerFunction<GraphbookCore.Item, \(loaded)>"
        return "GraphbookCore.LoadPart<\(loaded)>.function "
            + node.preparation(part.parameters, type: worker, returning: part.making("GraphbookCore.WorkerFunction"))
    }

    private static func dump(of node: FunctionNode, _ shape: BatchShape) throws -> String {
        guard let part = try PartFunction("dump", of: node, shape) else {
            if let type = node.returnType {
                throw DiagnosticsError(
                    "nothing is done with what '\(node.function.name.text)' returns: give the function that writes it, "
                        + "'dump:', or return nothing", at: type)
            }
            return ".none"
        }
        guard let argument = node.returnType?.listElement?.trimmedDescription else {
            throw DiagnosticsError(
                "'\(node.function.name.text)' has to return a list, with one argument of 'dump' for each element of the "
                    + "batch", at: node.returnType.map(Syntax.init) ?? Syntax(part.expression))
        }
        // Elements that may be nil are written where they are not.
        let written =
            node.returnType?.listElement?.as(OptionalTypeSyntax.self)?.wrappedType.trimmedDescription ?? argument
        let worker = "GraphbookCore.WorkerFunction<\(written), Void>"
        return "GraphbookCore.DumpPart<[\(argument)]>.function "
            + node.preparation(part.parameters, type: worker, returning: part.making("GraphbookCore.WorkerFunction"))
    }

    private static func route(of node: FunctionNode, _ shape: BatchShape) throws -> String {
        guard let part = try PartFunction("route", of: node, shape) else {
            return "{ _ in GraphbookCore.RoutePart<GraphbookCore.DefaultPort>.none }"
        }
        return node.preparation(
            part.parameters, type: nil, returning: part.making("GraphbookCore.RoutePart.function"))
    }
}

/// A function that a batch step is given: `load: decode`, or with parameters of the node, `load: decode(_:side:)`.
private struct PartFunction {
    let expression: ExprSyntax
    let parameters: [NodeParameter]

    /// - Returns: nil when the macro has no such argument.
    /// - Throws: `DiagnosticsError` when it takes something that is no parameter of the node.
    init?(_ label: String, of node: FunctionNode, _ shape: BatchShape) throws {
        guard let expression = node.attribute.argument(label) else { return nil }
        self.expression = expression
        let function =
            expression.as(DeclReferenceExprSyntax.self) ?? expression.as(MemberAccessExprSyntax.self)?.declName
        let further = function?.argumentNames.map { Array($0.arguments.dropFirst()) } ?? []
        let available = shape.parameters + BatchStepMacro.hiddenParameters(of: node)
        parameters = try further.map { argument in
            guard let parameter = available.first(where: { $0.name == argument.name.plainText }) else {
                throw DiagnosticsError(
                    "'\(argument.name.text)' of the \(label) function is no parameter of '\(node.function.name.text)': "
                        + "add it there, with its type, default and documentation", at: argument.name)
            }
            return parameter
        }
    }

    /// A call of `function` with the part and the parameters it takes.
    func making(_ function: String) -> String {
        "\(function)(\(([expression.trimmedDescription] + parameters.map(\.local)).joined(separator: ", ")))"
    }
}
