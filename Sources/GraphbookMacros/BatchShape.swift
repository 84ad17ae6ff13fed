import SwiftDiagnostics
import SwiftSyntax

/// How a batch step's function takes its batch: as a `Batch`, or as lists.
struct BatchShape {
    /// The type of the batch the function is called with.
    let batchType: String
    /// The type of what was loaded of an item; nil when the function takes nothing of it.
    let loadedType: String?
    /// The arguments of a call, where `$0` is the batch.
    let arguments: [String]
    let parameters: [NodeParameter]

    /// - Throws: `DiagnosticsError` when the function takes no batch, or a parameter has a name that is taken.
    init(of node: FunctionNode) throws {
        guard let first = node.parameters.first else {
            throw DiagnosticsError(
                "the first parameter of a function with \(node.attribute.written) is the batch, '_ batch: Batch<…>'",
                at: node.function.signature.parameterClause)
        }
        let isBatch = first.type.argument(of: "Batch") != nil
        loadedType = try first.type.argument(of: "Batch")?.trimmedDescription ?? BatchShape.loadedType(first, of: node)
        batchType =
            isBatch ? first.type.trimmedDescription : "GraphbookCore.Batch<\(loadedType ?? "GraphbookCore.Value")>"

        var arguments: [String] = [], others: [FunctionParameterSyntax] = []
        for parameter in node.parameters {
            switch parameter.nodeName {
            case _ where parameter.id == first.id && isBatch: arguments.append(parameter.passing("$0"))
            case "items" where !isBatch: arguments.append(parameter.passing("$0.items"))
            case "notes" where !isBatch: arguments.append(parameter.passing("$0.notes"))
            case _ where parameter.id == first.id: arguments.append(parameter.passing("$0.loaded"))
            case "batchSize", "itemKey":
                throw DiagnosticsError(
                    "every batch step has a parameter '\(parameter.nodeName)': give this one another name",
                    at: parameter.firstName)
            default:
                others.append(parameter)
                arguments.append(NodeParameter(parameter, documentation: node.documentation).argument)
            }
        }
        self.arguments = arguments
        parameters = try node.nodeParameters(others)
    }

    /// The element of the first list, in a function that takes lists.
    private static func loadedType(_ first: FunctionParameterSyntax, of node: FunctionNode) throws -> String? {
        let names = node.parameters.map(\.nodeName)
        let isNamedList = ["items", "notes"].contains(first.nodeName)
        guard isNamedList || first.type.listElement != nil else {
            throw DiagnosticsError(
                "the first parameter is the batch: '_ batch: Batch<…>', or a list of what was loaded, with "
                    + "'items: [Item]' and 'notes: [Note]'", at: first.type)
        }
        for (name, type) in [("items", "Item"), ("notes", "Note")] where !names.contains(name) {
            throw DiagnosticsError(
                "a batch that is taken as lists has '\(name): [\(type)]' as well",
                at: node.function.signature.parameterClause)
        }
        return isNamedList ? nil : first.type.listElement?.trimmedDescription
    }
}
