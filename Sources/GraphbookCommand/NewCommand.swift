import ArgumentParser
import GraphbookSupervisor

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a package with a small workflow that runs at once.",
        discussion: """
            The new folder has a Swift package with a source, a step and a batch step, a workflow that connects them, and a \
            few texts for it to work on.

              graphbook new Digits
              cd Digits && graphbook run words.json
            """)

    @Argument(help: "The name of the package, its folder and its module: letters, digits and _.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "A checkout of Graphbook to depend on. (default: the one this program was built in, else its release)",
            valueName: "path"))
    var graphbook: String?

    func run() throws {
        try reportingFailures {
            if let problem = ModuleName.problem(with: name) { throw UsageProblem(problem) }
            if FileSystem.exists(name) {
                throw UsageProblem("'\(name)' exists: choose another name, or another folder")
            }
            let template = ProjectTemplate(name: name, dependency: try dependency())
            for (path, text) in template.files {
                let path = "\(name)/\(path)"
                try FileSystem.makeFolder(FileSystem.folder(of: path))
                try FileSystem.save(text, as: path)
            }
            try Terminal.write([Output(.standard, template.nextSteps)])
            return .success
        }
    }

    private func dependency() throws -> ProjectTemplate.Dependency {
        if let graphbook {
            let folder = try wrongUse { try FileSystem.resolved(graphbook) }
            guard StockHost.isCheckout(folder) else {
                throw UsageProblem("--graphbook: '\(graphbook)' is no checkout of Graphbook")
            }
            return .checkout(folder)
        }
        return try StockHost.checkout().map(ProjectTemplate.Dependency.checkout)
            ?? .release(GraphbookProgram.version)
    }
}

/// What a package, and so its module and its main type, can be called.
enum ModuleName {
    /// Why the name can't be used; nil when it can.
    static func problem(with name: String) -> String? {
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || $0 == "_")
        }
        if !isPlain || name.isEmpty || name.unicodeScalars.first?.isDigit == true {
            return "'\(name)' can't be a module's name, which has letters, digits and _ and begins with a letter"
                + (suggestion(for: name).map { ": how about '\($0)'?" } ?? "")
        }
        if taken.contains(name) || name.hasPrefix("Graphbook") {
            return "'\(name)' means something to Swift or Graphbook already: choose another name"
        }
        return nil
    }

    /// The words of the name, joined: `my-photos 2` is `MyPhotos2`.
    private static func suggestion(for name: String) -> String? {
        let words = name.unicodeScalars.split { !($0.isASCII && ($0.properties.isAlphabetic || $0.isDigit)) }.map {
            String($0)
        }
        let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        guard let first = joined.unicodeScalars.first, !first.isDigit, problem(with: joined) == nil else { return nil }
        return joined
    }

    /// Keywords, and the types that the new package's code names.
    private static let taken: Set = [
        "_", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
        "in",
        "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat", "rethrows", "return", "self", "Self", "static", "struct", "subscript", "super", "switch", "throw",
        "throws", "true", "try", "typealias", "var", "where", "while", "Any", "Type", "Protocol",
        "Swift", "Foundation", "FileManager", "String", "Int", "Dictionary", "Batch", "BatchStep", "Emitter", "Item",
        "Node", "Note", "Source", "Step", "Value",
    ]
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { properties.numericType == .decimal }
}
