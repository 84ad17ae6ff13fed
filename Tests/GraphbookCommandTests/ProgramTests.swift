import Foundation
import GraphbookCore
import GraphbookSupervisor
import Testing

@testable import GraphbookCommand

/// The whole program, with a host that follows a script in the place of the stock host.
@Suite("The program")
struct ProgramTests {
    private let program: InstalledProgram
    private let hello = "say {\"hello\":\(HostReply.version)}"
    private let finished = RunEvent.runFinished(Sample.summary(.succeeded))

    /// What is said of a run that has not finished all its notes.
    private static let advice = "to go on where it stopped: graphbook run --resume 1\n"

    init() throws { program = try InstalledProgram() }

    private func spoken(_ events: RunEvent...) throws -> String {
        try events.map { "say \(try HostReply.event($0).line())" }.joined(separator: "\n")
    }

    @Test("A run that succeeds ends with 0; what nodes log and the summary are the standard output")
    func runs() throws {
        try program.write(
            hello, "await run", spoken(Sample.started, Sample.log("9 words"), finished), "await end")
        let end = try program.run("run", "w.json")
        #expect(end.output == "classify: 9 words\n\ndigits succeeded in 2.00 s\n0 notes\n")
        #expect(end.errors == "")
        #expect(end.status == 0)
    }

    @Test(
        "Whether a run failed or was refused is told by the exit code",
        arguments: [
            (.event(.runFinished(Sample.summary(.failed))), 1, ProgramTests.advice),
            (.event(.runFinished(Sample.summary(.cancelled))), 130, ProgramTests.advice),
            (.refused("workflow 'w' can't run: no source"), 64, "error: workflow 'w' can't run: no source\n"),
        ] as [(HostReply, Int32, String)])
    func tellsStatus(reply: HostReply, status: Int32, errors: String) throws {
        try program.write(hello, "await run", "say \(reply.line())", "await end")
        let end = try program.run("run", "w.json")
        #expect(end.status == status)
        #expect(end.errors == errors)
    }

    @Test("With --json, a host that dies still ends the run with an event")
    func endsEventsOfDeadHost() throws {
        try program.write(
            "print early", hello, "await run", spoken(Sample.started), "complain oh", "die 9")
        let end = try program.run("run", "w.json", "--json")
        let events = try end.output.split(separator: "\n").map { try HostReply(line: String($0)) }
        #expect(events.prefix(2) == [.event(Sample.started), .event(Sample.log("oh", node: nil, level: .warning))])
        guard case .event(.runFinished(let summary)) = events.last else {
            Issue.record("the last event is \(String(describing: events.last))")
            return
        }
        #expect(events.count == 3)
        #expect(summary.status == .failed)
        #expect(summary.failures.first?.cause.hasPrefix("host 'graphbook-host' died of SIGKILL") == true)
        #expect(end.errors == "early\n" + ProgramTests.advice)
        #expect(end.status == 1)
    }

    @Test("Ctrl-C stops the run, and says how to stop it at once")
    func stops() throws {
        try program.write(
            hello, "await run", "say \(HostReply.event(Sample.started).line())", "print ready",
            "await stop",
            spoken(.runFinished(Sample.summary(.cancelled))), "await end")
        let end = try program.run("run", "w.json", interruptedAfter: "ready\n")
        #expect(end.output == "ready\n\ndigits was stopped after 2.00 s\n0 notes\n")
        #expect(
            end.errors == "stopping: finishing what is under way (Ctrl-C again to stop now)\n" + ProgramTests.advice)
        #expect(end.status == 130)
    }

    @Test(
        "A request that can't be met ends with 64 and the reason",
        arguments: [
            (["run", "none.json"], "error: can't read 'none.json': No such file or directory\n"),
            (
                ["run", "w.json", "--host", "Digits"],
                "error: there is no host 'Digits': '.' is in no package that uses Graphbook\n"
            ),
            (["nodes", "--package", "none"], "error: --package: there is no folder 'none'\n"),
            (
                ["new", "my-words"],
                "error: 'my-words' can't be a module's name, which has letters, digits and _ and begins "
                    + "with a letter: how about 'MyWords'?\n"
            ),
            (["new", "taken"], "error: 'taken' exists: choose another name, or another folder\n"),
            (["new", "Digits", "--graphbook", "."], "error: --graphbook: '.' is no checkout of Graphbook\n"),
        ] as [([String], String)])
    func refuses(arguments: [String], errors: String) throws {
        try program.write("hang")
        try FileManager.default.createDirectory(atPath: "\(program.folder)/taken", withIntermediateDirectories: true)
        let end = try program.run(arguments)
        #expect(end.errors == errors)
        #expect(end.output == "")
        #expect(end.status == 64)
    }

    @Test("The nodes of a host are listed, as a page or as JSON")
    func listsNodes() throws {
        let nodes = [
            NodeListing(
                NodeDefinition.step("Words/Count", location: CodeLocation(file: "W/S.swift", line: 3)) { _ in { _ in } }
            )
        ]
        try program.write(
            hello, "await catalogue", "say \(HostReply.catalogue(nodes).line())", "await end")
        let page = try program.run("nodes", "count")
        #expect(page.output == "Words/Count  step\n\n    W/S.swift:3\n")
        let json = try program.run("nodes", "--json")
        #expect(try ValueDecoder().decode([NodeListing].self, from: JSON.value(of: json.output)) == nodes)
        let unknown = try program.run("nodes", "Cuont")
        #expect(unknown.errors == "error: there is no node 'Cuont'; did you mean 'Words/Count'?\n")
        #expect(unknown.status == 64)
    }

    @Test("A new package has all its files, and says what to do next")
    func makesPackage() throws {
        let end = try program.run("new", "Digits")
        #expect(end.status == 0)
        #expect(end.output.hasSuffix("\n  cd Digits\n  graphbook run words.json\n"))
        let made = try FileManager.default.subpathsOfDirectory(atPath: "\(program.folder)/Digits").sorted()
        #expect(
            made == [
                ".gitignore", "Package.swift", "README.md", "Sources", "Sources/Digits", "Sources/Digits/Steps.swift",
                "texts", "texts/harbour.txt", "texts/night.txt", "texts/orchard.txt", "words.json",
            ])
    }
}

/// The program in a folder of its own, beside a fake host in the place of the stock host; and an empty folder to work in.
private final class InstalledProgram {
    private let root: String
    let folder: String

    init() throws {
        let files = FileManager.default
        let built = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
        // In no package: SwiftPM, asked about one, would wait for the `swift test` that runs this to end.
        root = files.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)").path
        folder = "\(root)/work"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try InstalledProgram.install("\(built)/graphbook", as: "\(root)/graphbook")
        try InstalledProgram.install("\(built)/FakeHost", as: "\(root)/graphbook-host")
        try "{}".write(toFile: "\(folder)/w.json", atomically: false, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }  // left behind at worst

    /// Links a program, or copies it where the folder is on another file system. By `cp`: a copy that this process writes
    /// is busy while another test's child, which was forked meanwhile, still has it open for writing.
    private static func install(_ program: String, as copy: String) throws {
        if (try? FileManager.default.linkItem(atPath: program, toPath: copy)) != nil { return }  // copied instead
        let cp = try Process.run(URL(fileURLWithPath: "/bin/cp"), arguments: [program, copy])
        cp.waitUntilExit()
        try #require(cp.terminationStatus == 0)
    }

    /// Tells the host what to do.
    func write(_ script: String...) throws {
        try script.joined(separator: "\n").write(toFile: "\(folder)/script", atomically: false, encoding: .utf8)
    }

    func run(
        _ arguments: String..., interruptedAfter output: String? = nil
    ) throws -> (output: String, errors: String, status: Int32) {
        try run(arguments, interruptedAfter: output)
    }

    /// Runs the program to its end.
    ///
    /// - Parameter output: What it must have written before it gets a SIGINT.
    func run(
        _ arguments: [String], interruptedAfter output: String? = nil
    ) throws -> (output: String, errors: String, status: Int32) {
        let process = Process(), standard = Pipe(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "\(root)/graphbook")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = standard
        process.standardError = errors
        try process.run()
        var written = Data()
        while let output, written != Data(output.utf8) { written += standard.fileHandleForReading.availableData }
        if output != nil { process.interrupt() }
        // What goes to the errors' pipe in these tests fits into it.
        written += try standard.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (
            String(decoding: written, as: UTF8.self), String(decoding: complaints, as: UTF8.self),
            process.terminationStatus
        )
    }
}
