import Glibc
import GraphbookCore
import GraphbookEngine
import Synchronization

/// The host's end of the socket to the program that started it: reads commands, answers, and tells what happens in a run.
///
/// When the other end is gone the process ends at once, and its workers with it: nobody is left to hear of the run.
struct HostSession: Sendable {
    static let argument = "--graphbook-host"
    private static let socket: Int32 = 3

    private let plan: @Sendable (RunRequest) throws -> WorkflowPlan
    private let current = CurrentRun()

    init(plan: @escaping @Sendable (RunRequest) throws -> WorkflowPlan) { self.plan = plan }

    /// Serves until the socket is closed.
    func serve() async {
        signal(SIGPIPE, SIG_IGN)
        Platform.printByLine()
        send(.hello(version: HostReply.version))
        for await line in Platform.lines(from: HostSession.socket) { handle(line) }
        exit(0)
    }

    private func handle(_ line: String) {
        let command: HostCommand
        do {
            command = try ValueDecoder().decode(HostCommand.self, from: JSON.value(of: line))
        } catch {
            return send(.refused("a command that this host does not know: \(error)"))
        }
        switch command {
        case .catalogue: send(.catalogue(Catalogue.discovered().definitions.map(NodeListing.init)))
        case .run(let request): Task { await run(request) }
        case .pause: current.engine?.pause()
        case .resume: current.engine?.resume()
        case .stop: current.engine?.stop()
        case .abort: current.engine?.abort()
        }
    }

    private func run(_ request: RunRequest) async {
        do {
            let engine = Engine(
                try plan(request), workerProgram: WorkerProgram(path: Platform.executable, request: request))
            current.engine = engine
            _ = try await engine.run(request.options) { send(.event($0)) }
        } catch {
            send(.refused("\(error)"))
        }
        current.engine = nil
    }

    /// Sends a message; waits while the other end does not read.
    private func send(_ reply: HostReply) {
        do {
            try Platform.write(Array(reply.line().utf8) + [UInt8(ascii: "\n")], to: HostSession.socket)
        } catch {
            exit(1)  // the other end is gone
        }
    }

    /// What the program says to someone who starts it by hand.
    static func explain(program: String, workflows: [String]) -> Never {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        var text = "\(name) holds nodes for graphbook, which starts it:\n\n"
        text += "  graphbook nodes               lists its nodes\n"
        text += "  graphbook run FILE            runs a workflow file\n"
        for workflow in workflows { text += "  graphbook run \(workflow)\n" }
        print(text, terminator: "")
        exit(64)
    }
}

/// The run under way, for commands that come meanwhile.
private final class CurrentRun: Sendable {
    private let state = Mutex<Engine?>(nil)

    var engine: Engine? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
