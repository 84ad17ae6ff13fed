/// What the supervisor tells a host. One JSON object a line, over a socket.
public enum HostCommand: Sendable, Codable, Equatable {
    /// Send the catalogue.
    case catalogue
    /// Check and run a workflow.
    case run(RunRequest)
    /// Let the sources wait, and finish what is under way; until `resume`, or the end.
    case pause
    case resume
    /// Stop the sources, and finish what is under way.
    case stop
    /// Stop at once.
    case abort
}

/// A workflow to run.
public struct RunRequest: Sendable, Codable, Equatable {
    /// The file's name, for messages; or the name of a workflow that the host builds in code.
    public let name: String
    /// The file's text; nil for a workflow built in code.
    public let text: String?
    public let overrides: [SettingOverride]
    public let options: RunOptions

    public init(name: String, text: String?, overrides: [SettingOverride], options: RunOptions) {
        self.name = name
        self.text = text
        self.overrides = overrides
        self.options = options
    }
}

/// What a host tells the supervisor. One JSON object a line.
public enum HostReply: Sendable, Equatable {
    /// The first message: the version of these messages that the host speaks.
    case hello(version: Int)
    case catalogue([NodeListing])
    /// The workflow cannot run: all that is wrong with it, in ``WorkflowError``'s words.
    case refused(String)
    case event(RunEvent)

    /// The version of the messages. A supervisor refuses a host of another one and says to rebuild.
    public static let version = 2
}

/// A node as the catalogue tells it to other programs.
public struct NodeListing: Sendable, Codable, Equatable {
    public struct Parameter: Sendable, Codable, Equatable {
        public let name: String
        /// ``ParameterType/name``.
        public let type: String
        public let isRequired: Bool
        public let defaultValue: Value?
        public let documentation: String
    }

    public let name: String
    public let kind: NodeDefinition.Kind
    public let documentation: String
    public let parameters: [Parameter]
    public let ports: [String]
    /// The Swift type a resource makes.
    public let makes: String?
    public let location: CodeLocation

    public init(_ definition: NodeDefinition) {
        name = definition.name
        kind = definition.kind
        documentation = definition.documentation
        parameters = definition.parameters.map {
            Parameter(
                name: $0.name, type: $0.type.name, isRequired: $0.isRequired, defaultValue: $0.defaultValue,
                documentation: $0.documentation)
        }
        ports = definition.ports
        makes = definition.resourceType.map { String(describing: $0) }
        location = definition.location
    }
}

extension HostReply {
    /// The message as a line of text, without its end.
    public func line() throws -> String {
        switch self {
        case .hello(let version): try JSON.text(of: ["hello": .int(version)])
        case .catalogue(let nodes): try JSON.text(of: ["catalogue": ValueEncoder().encode(nodes)])
        case .refused(let problems): try JSON.text(of: ["refused": .string(problems)])
        case .event(let event): try JSON.text(of: event.value())
        }
    }

    /// Reads a line.
    public init(line: String) throws {
        let value = try JSON.value(of: line)
        if case .int(let version)? = value.fields?["hello"] {
            self = .hello(version: version)
        } else if let nodes = value.fields?["catalogue"] {
            self = .catalogue(try ValueDecoder().decode([NodeListing].self, from: nodes))
        } else if case .string(let problems)? = value.fields?["refused"] {
            self = .refused(problems)
        } else {
            self = .event(try RunEvent(value: value))
        }
    }
}
