/// What a parameter takes: what the command line parses, the page draws a widget for, and an error names.
public indirect enum ParameterType: Sendable, Hashable {
    case string, number, integer, boolean, path, any
    /// One of these texts.
    case choice([String])
    /// A list whose elements are all of one type.
    case list(ParameterType)
    /// An object whose values are all of one type.
    case dictionary(ParameterType)
    /// The value of a resource node, by its Swift type's name.
    case resource(String)

    /// The type in an error's words: `an integer`, `one of fast, exact`.
    public var phrase: String {
        switch self {
        case .string: "text"
        case .number: "a number"
        case .integer: "an integer"
        case .boolean: "true or false"
        case .path: "a path"
        case .any: "a value"
        case .choice(let names): "one of \(names.joined(separator: ", "))"
        case .list(let element): "a list (each \(element.phrase))"
        case .dictionary(let value): "an object (each value \(value.phrase))"
        case .resource(let type): "a resource that makes \(type)"
        }
    }

    /// The type in a catalogue's words: `integer`, `list of path`.
    public var name: String {
        switch self {
        case .string: "string"
        case .number: "number"
        case .integer: "integer"
        case .boolean: "boolean"
        case .path: "path"
        case .any: "any"
        case .choice(let names): names.joined(separator: "|")
        case .list(let element): "list of \(element.name)"
        case .dictionary(let value): "dictionary of \(value.name)"
        case .resource(let type): "resource \(type)"
        }
    }

    /// Reads a value typed on the command line: text as it stands, lists and dictionaries as JSON, a list also as
    /// `a,b,c`.
    ///
    /// - Returns: nil when the text is no such value; whether the value fits is for the parameter to check.
    public func value(ofText text: String) -> Value? {
        switch self {
        case .string, .path, .choice: .string(text)
        case .integer: Int(text).map(Value.int)
        case .number: Int(text).map(Value.int) ?? Double(text).map(Value.double)
        case .boolean:
            switch text.lowercased() {
            case "true", "yes", "on", "1": .bool(true)
            case "false", "no", "off", "0": .bool(false)
            default: nil
            }
        case .list(let element):
            if text.hasPrefix("["), let value = try? JSON.value(of: text) {  // not JSON: read as a,b,c
                value
            } else if text.isEmpty {
                .array([])
            } else {
                list(
                    of: text.split(separator: ",", omittingEmptySubsequences: false).map {
                        element.value(ofText: String($0))
                    })
            }
        case .dictionary, .any: (try? JSON.value(of: text)) ?? (self == .any ? .string(text) : nil)  // no JSON, no value
        case .resource: .string(text)
        }
    }

    private func list(of elements: [Value?]) -> Value? {
        let found = elements.compactMap { $0 }
        return found.count == elements.count ? .array(found) : nil
    }
}
