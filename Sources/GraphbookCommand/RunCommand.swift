import ArgumentParser
import GraphbookConversion
import GraphbookCore
import GraphbookStore
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
              graphbook run --resume 12
              graphbook run digits.json --json | jq 'select(.event == "noteFailed")'
            """)

    @Argument(help: "A workflow file; or the name of a workflow that the package in this folder builds in code.")
    var workflow: String?

    @Option(
        help: ArgumentHelp(
            "Go on with a run of this number (see graphbook runs): with the notes that were not finished.",
            valueName: "run"))
    var resume: Int?

    @Flag(help: "Resume although the workflow, a parameter or code has changed since.")
    var changedAnyway = false

    @Flag(help: "Do not record the run: it can't be looked at later, nor resumed.")
    var noStore = false

    @OptionGroup(title: "Run options") var settings: RunSettings
    @OptionGroup(title: "Host options") var host: HostOptions
    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    @Flag(help: "Write one event a line, as JSON, and nothing else to the standard output.")
    var json = false

    func validate() throws {
        if workflow == nil && resume == nil { throw ValidationError("Say which workflow, or --resume RUN.") }
        if workflow != nil && resume != nil {
            throw ValidationError("--resume takes the workflow of its run: leave out '\(workflow ?? "")'.")
        }
        if resume != nil && noStore { throw ValidationError("--resume and --no-store exclude each other.") }
    }

    func run() throws {
        try reportingFailures {
            let interrupts = try Interrupts()
            guard let resume else { return try start(interrupts) }
            return try self.resume(resume, interrupts)
        }
    }

    private func start(_ interrupts: Interrupts) throws -> ExitCode {
        let name = workflow ?? "", source = try WorkflowSource(name)
        if let conversion = source.conversion { try check(conversion, in: source.folder, interrupts) }
        let host = try launch(in: source.folder, interrupts)
        let options = settings.options(over: RunOptions())
        let plan = RecordedPlan(
            workflow: source.text == nil ? name : try FileSystem.resolved(name),
            folder: try FileSystem.resolved(source.folder), text: source.text, overrides: settings.overrides,
            options: options, host: host.path, versions: [:])
        return try carryOut(plan, as: name, at: host, recording: recording(plan), interrupts)
    }

    private func resume(_ number: Int, _ interrupts: Interrupts) throws -> ExitCode {
        let store = try storeOptions.open()
        let resumption = try Resumption(number, in: store), old = resumption.record.plan
        if resumption.isComplete {
            Terminal.tell("run \(resumption.record.number) has finished all its notes: there is nothing to resume")
            return .success
        }
        let text = try old.text.flatMap { _ in try WorkflowSource(old.workflow).text }
        let host = try launch(in: old.folder, interrupts)
        let project = FileSystem.folder(of: store.folder)
        let plan = RecordedPlan(
            workflow: old.workflow, folder: old.folder, text: text, overrides: old.overrides + settings.overrides,
            options: settings.options(over: old.options), host: host.path,
            versions: CodeVersion.of(
                host: host.path, declaring: resumption.record.started?.locations ?? [:], below: project))
        let finished = try resumption.finished(for: plan, changedAnyway: changedAnyway)
        let recording = try RunRecording(
            plan, in: store, resuming: (resumption.record, finished), versions: versions(of: host.path, below: project),
            notify: { Terminal.tell($0) })
        return try carryOut(plan, as: old.workflow, at: host, recording: recording, interrupts)
    }

    /// - Throws: ``UsageProblem`` that tells all that is left to do before a workflow of Graphbook for Python can run.
    private func check(_ conversion: Conversion, in folder: String, _ interrupts: Interrupts) throws {
        let nodes = try launch(in: folder, interrupts).catalogue(interrupts: interrupts)
        let left = conversion.leftToDo(knowing: nodes.map(\.name))
        if left.isEmpty { return }
        throw UsageProblem(
            "'\(conversion.workflow.name)' is a workflow of Graphbook for Python, which can't run yet\n\n\(list(left))")
    }

    private func versions(of host: String, below project: String) -> @Sendable (RunStarted) -> [String: String] {
        { CodeVersion.of(host: host, declaring: $0.locations ?? [:], below: project) }
    }

    private func launch(in folder: String, _ interrupts: Interrupts) throws -> HostProcess {
        try host.launch(in: folder, interrupts: interrupts) { Terminal.tell($0.message) }
    }

    /// The recording of a run that begins anew; nil where the store can't be used, which the user is told.
    private func recording(_ plan: RecordedPlan) -> RunRecording? {
        if noStore { return nil }
        do {
            let project = try ProjectFolder.containing(storeOptions.project ?? plan.folder)
            guard let store = try RunStore.open(project: project, making: true) else { return nil }
            return try RunRecording(
                plan, in: store, versions: versions(of: plan.host, below: project), notify: { Terminal.tell($0) })
        } catch {
            Terminal.tell("warning: this run is not recorded: \(error)")
            return nil
        }
    }

    private func carryOut(
        _ plan: RecordedPlan, as name: String, at host: HostProcess, recording: RunRecording?, _ interrupts: Interrupts
    ) throws -> ExitCode {
        var view = view(plan.options.onFailure)
        let request = RunRequest(
            name: name, text: plan.text, overrides: plan.overrides,
            options: recording?.options(plan.options) ?? plan.options)
        do {
            let summary = try HostRun(host, interrupts: interrupts)(
                request,
                tell: { event in
                    recording?.observe(event)
                    try Terminal.write(view.show(event))
                },
                stopping: { step in
                    // A terminal that can't be told that the run stops is no reason not to stop it.
                    try? Terminal.write(view.show(notice: step.notice))
                })
            if let recording, summary.status != .succeeded {
                try Terminal.write(
                    view.show(notice: "to go on where it stopped: graphbook run --resume \(recording.number)"))
            }
            return summary.status.exitCode
        } catch let refused as WorkflowRefused {
            try recording?.discard()
            throw refused
        }
    }

    private func view(_ policy: FailurePolicy) -> any RunView {
        if json { return JSONRunView() }
        if !Terminal.canDraw { return LineRunView(policy: policy) }
        return TerminalRunView(
            policy: policy, style: Terminal.style(of: .errors), outputStyle: Terminal.style(of: .standard),
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

    @Option(
        help: ArgumentHelp(
            "How many workers load and write; auto begins with one a core and finds by measurement how many do most. "
                + "(default: auto)",
            valueName: "n|auto"))
    var workers: WorkerCount?

    @Option(
        help: ArgumentHelp(
            "Where load and dump functions run: in processes of their own, on threads of the host, or (none) in line. "
                + "(default: processes)",
            valueName: "where"))
    var isolation: Isolation?

    @Option(
        help: ArgumentHelp(
            "What a failing note does: stop the run; be skipped, all or up to a number or share; be tried again first. "
                + "(default: stop)",
            valueName: "stop|skip[=N|=P%]|retry=N[,…]"))
    var onFailure: FailurePolicy?

    @Option(
        help: ArgumentHelp(
            "Most memory that a worker process may take of its own, batches not counted: 800M, 2G. (default: no limit)",
            valueName: "size"))
    var workerMemory: ByteCount?

    /// The options given here, and of the others those of `base`.
    func options(over base: RunOptions) -> RunOptions {
        var options = base
        if let workers { options.workers = workers.fixed }
        if let isolation { options.isolation = isolation }
        if let onFailure { options.onFailure = onFailure }
        if let workerMemory { options.workerMemory = workerMemory.bytes }
        return options
    }

    func validate() throws {
        if let count = workers?.fixed, count < 1 { throw ValidationError("--workers takes 1 or more, not \(count).") }
    }
}

/// A workflow as the command line names it.
struct WorkflowSource {
    /// The file's text; nil for a workflow built in code. That of a file of Graphbook for Python is converted.
    let text: String?
    /// How it was converted; nil for a file of ours.
    let conversion: Conversion?
    /// The folder of the file, or the current one.
    let folder: String

    /// - Throws: ``UsageProblem`` when it is the name of a file that can't be read.
    init(_ name: String) throws {
        if !FileSystem.exists(name), !name.hasSuffix(".json"), !name.contains("/") {
            (text, conversion, folder) = (nil, nil, ".")
            return
        }
        if FileSystem.isFolder(name) { throw UsageProblem("'\(name)' is a folder, not a workflow file") }
        let written = try wrongUse { try FileSystem.text(of: name) }
        conversion = Conversion.isNeeded(for: written) ? try Conversion(reading: written, of: name) : nil
        text = try conversion?.workflow.json() ?? written
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

/// How many workers there are, as the command line says it.
enum WorkerCount: Equatable {
    case auto
    case count(Int)

    /// nil where the run is to find it.
    var fixed: Int? { if case .count(let count) = self { count } else { nil } }
}

extension WorkerCount: ExpressibleByArgument {
    init?(argument: String) {
        if argument == "auto" {
            self = .auto
        } else if let count = Int(argument) {
            self = .count(count)
        } else {
            return nil
        }
    }
}

extension FailurePolicy: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Isolation: ExpressibleByArgument {}
