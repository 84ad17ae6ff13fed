import Foundation
import GraphbookCore

@testable import GraphbookSupervisor

/// A folder of its own for one test, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/graphbook-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }  // left behind at worst

    func write(_ text: String, to name: String) throws {
        let path = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    func text(of name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
}

/// A fake host that follows a script.
struct ScriptedHost {
    let folder: TemporaryFolder
    let host: HostProcess

    static let program = FileSystem.folder(of: CommandLine.arguments[0]) + "/FakeHost"
    static let hello = "say {\"hello\":\(HostReply.version)}"

    init(_ script: String..., endLimit: Duration = .seconds(60)) throws {
        folder = try TemporaryFolder()
        try folder.write(script.joined(separator: "\n"), to: "script")
        host = try HostProcess(ScriptedHost.program, folder: folder.path, endLimit: endLimit)
    }

    /// The commands it was sent.
    var seen: [String] {
        get throws { try folder.text(of: "seen").split(separator: "\n").map(String.init) }
    }

    /// Runs a workflow in it.
    ///
    /// - Returns: All that was told, and the summary.
    func run(
        interrupts: Interrupts? = nil, abortLimit: Duration = .seconds(60),
        onEvent: (RunEvent) throws -> Void = { _ in },
        stopping: (StopStep) -> Void = { _ in }
    ) throws -> (events: [RunEvent], summary: RunSummary) {
        var events: [RunEvent] = []
        try host.greet(within: .seconds(60), interrupts: interrupts)
        let request = RunRequest(name: "w.json", text: "{}", overrides: [], options: RunOptions())
        let summary = try HostRun(host, interrupts: interrupts, abortLimit: abortLimit)(
            request,
            tell: {
                events.append($0)
                try onEvent($0)
            }, stopping: stopping)
        return (events, summary)
    }
}

/// Wishes to stop that come from a test.
final class Trigger {
    let interrupts: Interrupts
    private let pipe: PipeEnds

    init() throws {
        let pipe = try PipeEnds()
        interrupts = try Interrupts(from: pipe.reading.number)
        self.pipe = pipe
    }

    func pull() { _ = FileSystem.put("!", into: pipe.writing.number) }
}

extension RunEvent {
    /// As the script of a host says it.
    var spoken: String {
        get throws { "say " + (try HostReply.event(self).line()) }
    }
}

/// Events to tell.
enum Sample {
    static let started = RunEvent.runStarted(
        RunStarted(workflow: "w", nodes: ["texts", "count"], workers: 2, isolation: .processes))

    static func progress(_ counts: (node: String, notesIn: Int, notesOut: Int)..., seconds: Double = 1) -> RunEvent {
        .progress(
            RunProgress(
                seconds: seconds,
                nodes: counts.map { count in
                    var node = NodeProgress(node: count.node)
                    node.notesIn = count.notesIn
                    node.notesOut = count.notesOut
                    return node
                }))
    }

    static func summary(_ status: RunSummary.Status) -> RunSummary {
        RunSummary(
            status: status, notes: RunSummary.Notes(), items: RunSummary.Items(), failures: [], seconds: 1, nodes: [])
    }
}
