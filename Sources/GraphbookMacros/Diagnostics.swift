import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

extension DiagnosticsError {
    /// One error, at the piece of code that has to change.
    init(_ message: String, at node: some SyntaxProtocol, fixIts: [FixIt] = []) {
        self.init(diagnostics: [
            Diagnostic(node: Syntax(node), message: MacroExpansionErrorMessage(message), fixIts: fixIts)
        ])
    }
}

extension FixIt {
    init(_ message: String, _ change: FixIt.Change) {
        self.init(message: MacroExpansionFixItMessage(message), changes: [change])
    }

    static func replace(_ old: some SyntaxProtocol, with new: some SyntaxProtocol, _ message: String) -> FixIt {
        FixIt(message, .replace(oldNode: Syntax(old), newNode: Syntax(new)))
    }
}

extension AttributeSyntax {
    /// The macro as it is written: `@Step`.
    var written: String { "@\(attributeName.trimmedDescription)" }

    /// The node's name: a literal, so that it can be found without running anything.
    ///
    /// - Throws: `DiagnosticsError` when it is no literal, or an empty one.
    func nodeName() throws -> String {
        let example = "\(written)(\"Category/Name\")"
        guard let argument = arguments?.as(LabeledExprListSyntax.self)?.first, argument.label == nil else {
            throw DiagnosticsError("\(written) takes the node's name: \(example)", at: self)
        }
        guard let literal = argument.expression.as(StringLiteralExprSyntax.self),
            let name = literal.representedLiteralValue
        else {
            throw DiagnosticsError("the node's name is a string literal: \(example)", at: argument.expression)
        }
        if name.split(separator: "/", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
            throw DiagnosticsError("the node's name, or a part of it, is empty: \(example)", at: literal)
        }
        return name
    }

    /// An argument of the macro by its label.
    func argument(_ label: String) -> ExprSyntax? {
        arguments?.as(LabeledExprListSyntax.self)?.first { $0.label?.text == label }?.expression
    }
}
