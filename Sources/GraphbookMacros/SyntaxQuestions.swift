import SwiftSyntax

// What the macros ask of the code they are given.

extension TokenSyntax {
    /// The name without the marks that let a keyword be one.
    var plainText: String { identifier?.name ?? text }

    /// The name as the label of an argument, where nearly every keyword may stand.
    var labelText: String { ["inout", "let", "var"].contains(plainText) ? "`\(plainText)`" : plainText }
}

extension SyntaxProtocol {
    /// The first `some P` in the code.
    var firstOpaque: SomeOrAnyTypeSyntax? {
        if let type = self.as(SomeOrAnyTypeSyntax.self), type.someOrAnySpecifier.tokenKind == .keyword(.some) {
            return type
        }
        return children(viewMode: .sourceAccurate).lazy.compactMap(\.firstOpaque).first
    }
}

extension DeclModifierListSyntax {
    func contains(name: String) -> Bool { contains { $0.name.text == name } }

    /// The access level as written, with a space behind it; empty where none is.
    var access: String { written(["public", "package", "internal", "fileprivate", "private"]) }

    /// The access level that members of a type need so that others can use them as they can use it.
    var memberAccess: String { written(["public", "package"]) }

    private func written(_ levels: Set<String>) -> String {
        first { levels.contains($0.name.text) && $0.detail == nil }.map { $0.name.text + " " } ?? ""
    }
}

extension AttributeListSyntax {
    func first(name: String) -> AttributeSyntax? {
        lazy.compactMap { $0.as(AttributeSyntax.self) }.first { $0.attributeName.lastName == name }
    }

    func contains(name: String) -> Bool { first(name: name) != nil }
}

extension TypeSyntax {
    /// The name behind the last dot: `Step` of `Graphbook.Step`.
    var lastName: String? {
        self.as(IdentifierTypeSyntax.self)?.name.text ?? self.as(MemberTypeSyntax.self)?.name.text
    }

    /// `T` of `[T]` or `Array<T>`.
    var listElement: TypeSyntax? { self.as(ArrayTypeSyntax.self)?.element ?? argument(of: "Array") }

    /// `T` of `Name<T>` or `Module.Name<T>`.
    func argument(of name: String) -> TypeSyntax? {
        let arguments =
            self.as(IdentifierTypeSyntax.self)?.genericArgumentClause
            ?? self.as(MemberTypeSyntax.self)?.genericArgumentClause
        guard lastName == name, let first = arguments?.arguments.first?.argument else { return nil }
        return TypeSyntax(first)
    }
}
