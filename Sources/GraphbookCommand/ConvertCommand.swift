import ArgumentParser
import GraphbookConversion
import GraphbookCore
import GraphbookSupervisor

struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Makes a workflow file of one of Graphbook for Python.",
        discussion: """
            Groups and subflows are resolved, and nodes that came with Graphbook become the stock nodes that do the same. \
            Nodes of your own keep their names, under which they are to be written in Swift. What can't be carried over is \
            named, with what to write instead; the exit code is then 1.

              graphbook convert workflow/Pokemon.json -o pokemon.json
            """)

    @Argument(help: "A workflow file of Graphbook for Python: JSON, version 0.")
    var file: String

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write. (default: the standard output)", valueName: "path"))
    var output: String?

    func run() throws {
        try reportingFailures {
            if let output, FileSystem.exists(output) {
                throw UsageProblem("'\(output)' exists: choose another name")
            }
            let conversion = try wrongUse { try Conversion(reading: FileSystem.text(of: file), of: file) }
            let text = try conversion.workflow.json()
            if let output {
                try FileSystem.save(text, as: output)
            } else {
                try Terminal.write([Output(.standard, text)])
            }
            let left = conversion.leftToDo()
            if left.isEmpty { return .success }
            Terminal.tell(
                "\(left.count == 1 ? "1 thing is" : "\(left.count) things are") left to do\n\n\(list(left))\n")
            return .failure
        }
    }
}

extension Conversion {
    /// - Parameters:
    ///   - text: The file's text.
    ///   - path: The file. The paths of subflows start from the folder that Graphbook was started in, which is one that the
    ///     file lies in: the innermost where there is such a file.
    init(reading text: String, of path: String) throws {
        let folders = FileSystem.ancestors(of: try FileSystem.resolved(FileSystem.folder(of: path)))
        do {
            try self.init(text, file: path) { name in
                let places = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
                guard let place = places.first(where: FileSystem.exists) else {
                    throw GraphbookError(
                        .file, "there is no '\(name)' in '\(folders.first ?? ".")', nor in a folder that it lies in")
                }
                return try FileSystem.text(of: place)
            }
        } catch let error as WorkflowError {
            throw UsageProblem("\(error)")
        }
    }
}

/// Lines with numbers in front.
func list(_ lines: [String]) -> String {
    lines.enumerated().map { "  \($0 + 1)  \($1)" }.joined(separator: "\n")
}
