import Foundation
import GraphbookCore
import Testing

/// A package of `Examples`, run by the real program.
struct Example {
    let name: String
    /// The workflow's file, in the package's folder.
    let workflow: String

    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Examples")

    private var folder: URL { Example.examples.appendingPathComponent(name) }
    /// Where the workflow writes to.
    var out: URL { folder.appendingPathComponent("out") }

    func text(of file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    func bytes(of file: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(file))
    }

    /// The files below a folder of the example, by their paths from it, in order.
    func files(in subfolder: String) throws -> [String] {
        let top = folder.appendingPathComponent(subfolder).path
        return try FileManager.default.subpathsOfDirectory(atPath: top).filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(top)/\(path)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    /// Removes what an earlier run wrote, and runs the workflow.
    func run(_ arguments: String...) throws -> Program.Result {
        if FileManager.default.fileExists(atPath: out.path) { try FileManager.default.removeItem(at: out) }
        let (status, output, errors) = try Example.execute(
            Program.executable, ["run", folder.appendingPathComponent(workflow).path, "--json"] + arguments)
        return Program.Result(
            status: status,
            events: try output.split(separator: "\n").map { try RunEvent(value: JSON.value(of: String($0))) },
            errors: errors)
    }

    /// Builds the example's program, to be given to `--host`.
    ///
    /// Into a folder that the examples share: the second is built in two seconds, not in half a minute, since all but its
    /// few files is there already.
    func builtHost() throws -> String {
        let scratch = Example.examples.appendingPathComponent(".build").path
        let (status, output, errors) = try Example.execute(
            URL(fileURLWithPath: "/usr/bin/env"),
            [
                "swift", "build", "--package-path", folder.path, "--scratch-path", scratch, "--product", name,
                // What SwiftPM keeps there of its plan may be that of another example.
                "--disable-build-manifest-caching",
            ])
        try #require(status == 0, "\(output)\(errors)")
        return "\(scratch)/debug/\(name)"
    }

    private static func execute(
        _ program: URL, _ arguments: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        let process = Process(), output = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        // A file, not a second pipe: whatever is printed, nobody has to read it meanwhile.
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }  // A file that stays behind fails no test.
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, try String(contentsOf: errors, encoding: .utf8))
    }
}
