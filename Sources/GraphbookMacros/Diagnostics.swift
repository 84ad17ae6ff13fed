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
    /// Puts other text in a word's place.
    static func replace(_ word: TokenSyntax, with text: String) -> FixIt {
        FixIt(
            message: MacroExpansionFixItMessage("write '\(text)'"),
            changes: [
                .replace(
                    oldNode: Syntax(word),
                    newNode: Syntax(
                        TokenSyntax.identifier(
                            text, leadingTrivia: word.leadingTrivia, trailingTrivia: word.trailingTrivia)))
            ])
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
