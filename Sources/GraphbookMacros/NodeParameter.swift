import SwiftSyntax

/// A parameter of a node, and how an expansion writes it.
struct NodeParameter {
    let name: String
    let type: TypeSyntax
    let defaultValue: ExprSyntax?
    let documentation: String
    /// The parameter as a function has it: `_ prefix`, `to folder`.
    let declaredName: String
    /// The name inside of the function.
    let innerName: TokenSyntax
    /// What stands in front of the argument in a call; empty where nothing does.
    let label: String
    /// The name of the value in an expansion: not the parameter's, which a later default may use for something else.
    let local: String

    init(_ parameter: FunctionParameterSyntax, documentation: DocComment) {
        name = parameter.nodeName
        type = parameter.type.trimmed
        defaultValue = parameter.defaultValue?.value.trimmed
        innerName = (parameter.secondName ?? parameter.firstName).trimmed
        self.documentation = documentation.parameters[innerName.plainText] ?? documentation.parameters[name] ?? ""
        declaredName = [parameter.firstName.labelText, parameter.secondName?.text].compactMap(\.self).joined(
            separator: " ")
        label = parameter.label.map { "\($0.labelText): " } ?? ""
        local = "_\(name)"
    }

    init(_ parameter: ParameterVariable, documentation: DocComment) {
        name = parameter.name.plainText
        type = parameter.type
        defaultValue = parameter.defaultValue
        innerName = parameter.name
        let text = DocComment(of: parameter.variable).text
        self.documentation = text.isEmpty ? documentation.parameters[name] ?? "" : text
        declaredName = parameter.name.labelText
        label = "\(parameter.name.labelText): "
        local = "_\(name)"
    }

    /// A parameter that nodes of a kind have without its being written by the user.
    init(hidden name: String, type: TypeSyntax, defaultValue: ExprSyntax?) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue?.trimmed
        documentation = ""
        declaredName = name
        innerName = .identifier(name)
        label = "\(name): "
        local = "_\(name)"
    }

    private var defaultArgument: String { defaultValue.map { ", default: \($0)" } ?? "" }

    /// A definition, for the catalogue. An optional without a value is nil: it needs no default that says so.
    var definition: String {
        let value = defaultValue?.is(NilLiteralExprSyntax.self) == true ? "" : defaultArgument
        let text = documentation.isEmpty ? "" : ", documentation: \(documentation.literal)"
        return "GraphbookCore.ParameterDefinition(\(name.literal), (\(type)).self\(value)\(text))"
    }

    /// Takes the value out of a node's parameters.
    var reading: String {
        "let \(local) = try parameters.value(\(name.literal), as: (\(type)).self\(defaultArgument))"
    }

    /// The value as an argument of a call of the user's function.
    var argument: String { label + local }

    /// The parameter of a function that makes a node in code.
    var settingDeclaration: String {
        "\(declaredName): GraphbookCore.SettingOf<\(type)>\(defaultValue.map { " = \($0)" } ?? "")"
    }

    /// What such a function keeps of it.
    var setting: String { "\(name.literal): (\(type)).setting(\(innerName))" }

    /// In an initializer of a node, keeps the value that is among `parameters`.
    var storing: String {
        "self.\(local) = try GraphbookCore.StoredParameter(\(name.literal), of: parameters\(defaultArgument))"
    }

    /// In an initializer of a node that is made in code, keeps where the value is.
    var storingLater: String {
        "self.\(local) = GraphbookCore.StoredParameter(\(name.literal), later: parameters)"
    }
}

extension String {
    /// The text as a literal on one line.
    var literal: String { StringLiteralExprSyntax(content: self).description }
}
