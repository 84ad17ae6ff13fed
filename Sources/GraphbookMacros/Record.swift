import SwiftSyntax
import SwiftSyntaxMacros

extension DeclSyntax {
    /// A constant by which `Catalogue.discovered()` finds a node: a `NodeRecord`.
    ///
    /// - Parameters:
    ///   - name: A unique name.
    ///   - isMember: Whether the constant stands in a type.
    ///   - definition: The node's `NodeDefinition`.
    static func nodeRecord(named name: TokenSyntax, isMember: Bool, definition: String) -> DeclSyntax {
        """
        @section("graphbook_nodes") @used
        private nonisolated \(raw: isMember ? "static " : "")let \(name): GraphbookCore.NodeRecord = (0x6e6f_6465, 1, {
            \(raw: definition).write(to: $0)
        })
        """
    }
}

extension MacroExpansionContext {
    /// A name for the record of a node.
    ///
    /// What the compiler makes unique is so for one base name of a function: of two functions that share theirs, the nodes'
    /// names tell the records apart.
    func recordName(of node: String) -> TokenSyntax {
        makeUniqueName(String(node.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }))
    }

    /// A `CodeLocation` of the line that a piece of the user's code is on.
    func codeLocation(of node: some SyntaxProtocol) -> String {
        guard let place = location(of: node) else { return "GraphbookCore.CodeLocation(file: #fileID, line: #line)" }
        return "GraphbookCore.CodeLocation(file: \(place.file), line: \(place.line))"
    }
}
