import Foundation
import GraphbookCore
import Testing

/// The real program, run in a folder of its own.
struct Program {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("out"), withIntermediateDirectories: true)
    }

    /// Where the build put its programs: beside the test's own.
    static let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    static let executable = products.appendingPathComponent("graphbook")

    /// What a run came to.
    struct Result {
        let status: Int32
        let events: [RunEvent]
        let errors: String

        /// The last event.
        var summary: RunSummary {
            get throws {
                guard case .runFinished(let summary)? = events.last else {
                    throw GraphbookError(.missing, "no runFinished; the program said:\n\(errors)")
                }
                return summary
            }
        }

        var failures: [NoteFailure] {
            events.compactMap { if case .noteFailed(let failure) = $0 { failure } else { nil } }
        }

        var log: [LogLine] { events.compactMap { if case .log(let line) = $0 { line } else { nil } } }
    }

    /// Writes a workflow of the fault host and runs it with `--json`.
    ///
    /// - Parameter meanwhile: Is called with the running program.
    func run(
        _ nodes: Value, _ arguments: [String] = [], meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> Result {
        try write(nodes)
        return try run(named: "faults.json", arguments, meanwhile: meanwhile)
    }

    /// Writes a workflow of the fault host.
    func write(_ nodes: Value) throws {
        let file = folder.appendingPathComponent("faults.json")
        try JSON.text(of: ["graphbook": 1, "nodes": nodes]).write(to: file, atomically: true, encoding: .utf8)
    }

    func run(
        named workflow: String, _ arguments: [String] = [], meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> Result {
        try run(["run", workflow] + arguments, meanwhile: meanwhile)
    }

    /// Goes on with a run of this folder.
    func resume(
        _ number: Int, _ arguments: [String] = [], meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> Result {
        try run(["run", "--resume", "\(number)"] + arguments, meanwhile: meanwhile)
    }

    private func run(_ arguments: [String], meanwhile: (Process) throws -> Void) throws -> Result {
        let status = try execute(
            arguments + ["--json", "--host", Program.products.appendingPathComponent("FaultHost").path],
            meanwhile: meanwhile)
        // What was killed may have left half a line.
        let lines = try text(of: "stdout").split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return Result(
            status: status, events: try lines.map { try RunEvent(value: JSON.value(of: String($0))) },
            errors: try text(of: "stderr"))
    }

    /// Runs the program with any arguments, its outputs going to the files `stdout` and `stderr`.
    ///
    /// - Returns: The exit status; for a signal, its number.
    func execute(_ arguments: [String], meanwhile: (Process) throws -> Void = { _ in }) throws -> Int32 {
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        // Files, not pipes: whatever is printed, nobody has to read it meanwhile.
        let output = folder.appendingPathComponent("stdout"), errors = folder.appendingPathComponent("stderr")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        try meanwhile(process)
        process.waitUntilExit()
        return process.terminationStatus
    }

    func text(of file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    /// The numbers whose output was written, and whether each holds what it should.
    func written() throws -> Set<Int> {
        let out = folder.appendingPathComponent("out")
        return Set(
            // Files with a leading dot are what a killed worker had not finished.
            try FileManager.default.contentsOfDirectory(atPath: out.path).filter { !$0.hasPrefix(".") }.map { name in
                let number = try #require(Int(name))
                let text = try String(contentsOf: out.appendingPathComponent(name), encoding: .utf8)
                #expect(text == "\(number * 1024)")
                return number
            })
    }
}

/// Numbers through the faulty batch step, to a step that writes each note down.
func numbersWorkflow(_ parameters: Fields, source: Value = ["node": "Fault/Numbers"]) -> Value {
    [
        "numbers": source,
        "batch": ["node": "Fault/Batch", "after": ["numbers"], "parameters": .object(parameters)],
        "write": ["node": "Files/Write JSON Lines", "after": ["batch"], "parameters": ["path": "notes.jsonl"]],
    ]
}
