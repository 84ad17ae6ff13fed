import GraphbookCore
import GraphbookStore
import GraphbookSupervisor
import NIOPosix
import Synchronization

/// Starts runs, one at a time, and tells of them: of the one under way as it goes, of earlier ones from the store.
final class RunService: Sendable {
    private struct State {
        var active: ActiveRun?
        /// From the moment a run is asked for until it has begun or was refused.
        var isStarting = false
    }

    let project: ServedFolder
    let store: RunStore
    private let keeper: HostKeeper
    private let hub: EventHub
    private let state = Mutex(State())
    /// A run blocks its thread from beginning to end.
    private let thread = NIOThreadPool(numberOfThreads: 1)

    init(project: ServedFolder, keeper: HostKeeper, store: RunStore, hub: EventHub) {
        self.project = project
        self.keeper = keeper
        self.store = store
        self.hub = hub
        thread.start()
    }

    var isRunning: Bool { state.withLock { $0.active != nil || $0.isStarting } }

    // MARK: - Starting

    /// Starts a run.
    ///
    /// - Returns: The run, when it has begun.
    /// - Throws: ``APIError``: `refused`, `busy`, `unavailable`, `badRequest`.
    func start(_ wish: RunWish) async throws -> RunAnswer {
        try state.withLock { state in
            if state.active != nil || state.isStarting {
                throw APIError(.busy, "a run is under way: stop it, or wait for its end")
            }
            state.isStarting = true
        }
        do {
            let run = try await offThread { try self.prepare(wish) }
            return try await begin(run)
        } catch {
            state.withLock { $0.isStarting = false }
            throw error
        }
    }

    private func prepare(_ wish: RunWish) throws -> ActiveRun {
        let options = try wish.runOptions
        let file = try project.existing(wish.workflow)
        let text = try wish.upTo.map { try WorkflowPruning.text(wish.text, upTo: $0) } ?? wish.text
        let program = try keeper.program()
        let folder = FileSystem.folder(of: file)
        let host = try HostProcess(program, folder: folder)
        try host.greet()
        let plan = RecordedPlan(
            workflow: file, folder: folder, text: text, overrides: wish.overrides, options: options, host: program,
            versions: [:])
        let recording = try RunRecording(
            plan, in: store,
            versions: { [project] in
                CodeVersion.of(host: program, declaring: $0.locations ?? [:], below: project.root)
            },
            // The page is told with the run's other lines.
            notify: { [hub] message in hub.publish("notice", ["message": .string(message)]) })
        return try ActiveRun(host: host, recording: recording, plan: plan, wish: wish)
    }

    /// Hands the run to its thread, and waits until it has begun.
    private func begin(_ run: ActiveRun) async throws -> RunAnswer {
        try await withCheckedThrowingContinuation { continuation in
            let beginning = Beginning(continuation)
            thread.submit { [self] _ in
                do {
                    try run.carryOut { event in
                        if case .runStarted = event {
                            state.withLock { state in
                                state.active = run
                                state.isStarting = false
                            }
                            keeper.runs(true)
                            beginning.succeed(run.answer)
                        }
                    }
                    beginning.succeed(run.answer)
                } catch {
                    beginning.fail(error)
                }
                finish(run)
            }
        }
    }

    private func finish(_ run: ActiveRun) {
        tellChange()
        let wasActive = state.withLock { state in
            defer { if state.active === run { state.active = nil } }
            return state.active === run
        }
        if wasActive { keeper.runs(false, died: run.death) }
    }

    // MARK: - While it runs

    /// Tells all that has changed since this was last called.
    func tellChange() {
        guard let change = state.withLock({ $0.active })?.takeChange() else { return }
        // Counters, texts and numbers: nothing that JSON can't hold.
        try? hub.publish("run", change)
    }

    /// Pauses, resumes, stops or aborts a run.
    func act(_ action: RunAction, on id: String) throws -> RunAnswer {
        guard let active = state.withLock({ $0.active }), active.id == id else {
            _ = try record(id)
            throw APIError(.conflict, "run \(id) is over")
        }
        try active.act(action)
        tellChange()
        return active.answer
    }

    /// Ends the run under way, if any: the server ends.
    func stopAll() async {
        // A host that is gone can't be told, and needs not.
        try? state.withLock { $0.active }?.act(.abort)
        try? await thread.shutdownGracefully()  // which fails only where it was shut down before
    }

    // MARK: - Looking back

    /// The run of an id in the store.
    ///
    /// - Throws: ``APIError`` with code `notFound`.
    func record(_ id: String) throws -> RunRecord {
        guard let number = Int(id), let record = try store.run(number) else {
            throw APIError(.notFound, "there is no run '\(id)'")
        }
        return record
    }

    /// A run of an id, as it is now.
    func answer(of record: RunRecord) throws -> RunAnswer {
        if let active = state.withLock({ $0.active }), active.id == "\(record.number)" { return active.answer }
        return try RunAnswer(record, of: project, in: store)
    }

    func detail(_ id: String) throws -> RunDetailAnswer {
        if let active = state.withLock({ $0.active }), active.id == id { return active.detail }
        return try RunDetailAnswer(try record(id), of: project, in: store)
    }

    /// Deletes a run that is over.
    func delete(_ id: String) throws {
        let record = try record(id)
        if try store.delete([record.number]).isEmpty { throw APIError(.busy, "run \(id) is under way: stop it first") }
    }

    /// The nodes of a workflow, as the host has them now.
    func listings(in text: String) -> [NodeListing] {
        guard let nodes = (try? JSON.value(of: text))?.fields?["nodes"]?.fields else { return [] }
        let names = Set(nodes.compactMap { $0.1.fields?["node"].flatMap(String.init(noteValue:)) })
        // Without a host there are none to tell of; the page shows the nodes by their names.
        return ((try? keeper.catalogue())?.nodes ?? []).filter { names.contains($0.name) }
    }

    /// The latest run of each workflow, by the workflow's path.
    func lastRuns() throws -> [String: RunAnswer] {
        var last: [String: RunAnswer] = [:]
        for record in try store.runs(RunFilter(limit: RunRoutes.pageSize)) {
            guard let path = project.relative(record.plan.workflow), last[path] == nil else { continue }
            last[path] = try answer(of: record)
        }
        return last
    }
}

/// Tells once how a run has begun.
private final class Beginning: Sendable {
    private let continuation: Mutex<CheckedContinuation<RunAnswer, any Error>?>

    init(_ continuation: CheckedContinuation<RunAnswer, any Error>) { self.continuation = Mutex(continuation) }

    func succeed(_ answer: RunAnswer) { taken()?.resume(returning: answer) }
    func fail(_ error: any Error) { taken()?.resume(throwing: error) }

    private func taken() -> CheckedContinuation<RunAnswer, any Error>? {
        continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
    }
}
