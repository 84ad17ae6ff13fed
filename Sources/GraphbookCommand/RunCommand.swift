import ArgumentParser
import GraphbookCore
import GraphbookSupervisor

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a workflow.",
        discussion: """
            What nodes log and the summary go to the standard output; progress, warnings and failures do not, so that a \
            pipe gets results only.

            The exit code is 0 when the run succeeded, 1 when it failed, 130 when it was stopped, and 64 when it could not \
            begin because of the arguments or the workflow. Ctrl-C stops the sources and finishes what is under way; a \
            second one stops at once.

              graphbook run words.json
              graphbook run digits.json --set classify.batchSize=32 --workers 8
              graphbook run digits.json --on-failure retry=2,skip=1%
              graphbook run digits.json --json | jq 'select(.event == "noteFailed")'
            """)

    @Argument(help: "A workflow file; or the name of a workflow that the package in this folder builds in code.")
    var workflow: String

    @OptionGroup(title: "Run options") var settings: RunSettings
    @OptionGroup(title: "Host options") var host: HostOptions

    @Flag(help: "Write one event a line, as JSON, and nothing else to the standard output.")
    var json = false

    func run() throws {
        try reportingFailures {
            let interrupts = try Interrupts()
            let source = try WorkflowSource(workflow)
            var view = view
            let options = settings.options
            let host = try host.launch(in: source.folder, interrupts: interrupts) { Terminal.tell($0.message) }
            let request = RunRequest(name: workflow, text: source.text, overrides: settings.overrides, options: options)
            let summary = try HostRun(host, interrupts: interrupts)(
                request, tell: { try Terminal.write(view.show($0)) },
                stopping: { step in
                    // A terminal that can't be told that the run stops is no reason not to stop it.
                    try? Terminal.write(view.show(notice: step.notice))
                })
            return summary.status.exitCode
        }
    }

    private var view: any RunView {
        if json { return JSONRunView() }
        if !Terminal.canDraw { return LineRunView(policy: settings.onFailure) }
        return TerminalRunView(
            policy: settings.onFailure, style: Terminal.style(of: .errors), outputStyle: Terminal.style(of: .standard),
            keepsBlock: !Terminal.isOutputATerminal, size: { Terminal.size })
    }
}

/// How a run is carried out.
struct RunSettings: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Set a parameter of a node; counts more than the workflow's own. May be given several times.",
            valueName: "node.parameter=value"))
    var overrides: [SettingOverride] = []

    @Option(help: ArgumentHelp("How many workers load and write. (default: one a core)", valueName: "n"))
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Where load and dump functions run: in processes of their own, on threads of the host, or (none) in line.",
            valueName: "where"))
    var isolation: Isolation = .processes

    @Option(
        help: ArgumentHelp(
            "What a failing note does: stop the run; be skipped, all or up to a number or share; be tried again first.",
            valueName: "stop|skip[=N|=P%]|retry=N[,…]"))
    var onFailure: FailurePolicy = .stop

    var options: RunOptions { RunOptions(workers: workers, isolation: isolation, onFailure: onFailure) }

    func validate() throws {
        if let workers, workers < 1 { throw ValidationError("--workers takes 1 or more, not \(workers).") }
    }
}

/// A workflow as the command line names it.
struct WorkflowSource: Equatable {
    /// The file's text; nil for a workflow built in code.
    let text: String?
    /// The folder of the file, or the current one.
    let folder: String

    /// - Throws: ``UsageProblem`` when it is the name of a file that can't be read.
    init(_ name: String) throws {
        if !FileSystem.exists(name), !name.hasSuffix(".json"), !name.contains("/") {
            (text, folder) = (nil, ".")
            return
        }
        if FileSystem.isFolder(name) { throw UsageProblem("'\(name)' is a folder, not a workflow file") }
        text = try wrongUse { try FileSystem.text(of: name) }
        folder = FileSystem.folder(of: name)
    }
}

extension StopStep {
    var notice: String {
        switch self {
        case .stop: "stopping: finishing what is under way (Ctrl-C again to stop now)"
        case .abort: "stopping now"
        case .kill: "the host did not stop: killed it"
        }
    }
}

extension RunSummary.Status {
    var exitCode: ExitCode {
        switch self {
        case .succeeded: .success
        case .failed: .failure
        case .cancelled: .cancelled
        }
    }
}

extension SettingOverride: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension FailurePolicy: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { self == .stop ? "stop" : "" }
}

extension Isolation: ExpressibleByArgument {}
