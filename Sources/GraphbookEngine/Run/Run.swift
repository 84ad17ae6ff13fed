import GraphbookCore

/// One execution of a workflow: makes what it needs, lets the notes through, and sums up. The one place that starts the
/// run's tasks.
struct Run: Sendable {
    let plan: WorkflowPlan
    let options: RunOptions
    let control: RunControl
    let workerProgram: WorkerProgram?
    let nodes: PreparedNodes
    let journal: RunJournal
    let stages: [Stage]
    let emitted = SharedCount()
    private let checkpoints: Checkpoints?

    /// How often is looked at what goes on, in milliseconds.
    private static let tick = 10

    init(
        plan: WorkflowPlan, options: RunOptions, control: RunControl, workerProgram: WorkerProgram?,
        nodes: PreparedNodes, listener: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.plan = plan
        self.options = options
        self.control = control
        self.workerProgram = workerProgram
        self.nodes = nodes
        let journal = RunJournal(policy: options.onFailure, listener: listener)
        self.journal = journal
        let emitted = emitted
        let checkpoints = options.checkpoints.map { options in
            Checkpoints(
                ledger: NoteLedger(sources: plan.sources, resumed: options.resumed), options: options)
        }
        self.checkpoints = checkpoints
        stages = plan.nodes.enumerated().map { index, node in
            Stage(
                index: index, id: node.id, location: node.definition.location, counters: StageCounters(),
                control: control, journal: journal, retries: options.onFailure.retries, emitted: emitted,
                timeLimit: node.stage.timeLimit, ledger: checkpoints?.ledger,
                previews: options.previews == true
                    ? PreviewSampler(node: node.id, ports: node.definition.ports, journal: journal) : nil)
        }
    }

    private var workerCount: Int { options.workers ?? Platform.coreCount }

    func run() async -> (summary: RunSummary, nodes: PreparedNodes) {
        let steps = plan.nodes.filter { $0.definition.kind != .resource }.map(\.id)
        journal.tell(
            .runStarted(
                RunStarted(
                    workflow: plan.name, nodes: steps, workers: workerCount, isolation: options.isolation,
                    sources: plan.sources,
                    locations: Dictionary(plan.nodes.map { ($0.id, $0.definition.location) }) { $1 })))
        let prepared = await whileRunning { await prepare() }
        var depths: @Sendable (Int) -> Depths = { _ in Depths() }
        var limit: RunLimit?, workers: Int?
        if let prepared {
            let started = await whileRunning { await start(prepared) }
            if started.count == stages.count, !control.phase.isEnded, let graph = graph(of: prepared) {
                depths = graph.depths(of:)
                limit = await execute(graph, prepared)
                workers = workersNow(of: graph)
            }
            // Nodes tidy up in peace, also when the task that runs the workflow was cancelled.
            await Task { await end(started, prepared) }.value
        }
        let progress = progress(depths, workers: workers, limit: limit)
        journal.tell(.progress(progress))
        let summary = summary(progress)
        journal.tell(.runFinished(summary))
        return (summary, prepared ?? nodes)
    }

    // MARK: - Before the first note and after the last

    /// Runs what comes before the first note: a stop cancels what it waits for.
    private func whileRunning<R: Sendable>(_ body: @escaping @Sendable () async -> R) async -> R {
        let task = Task { await body() }
        control.onStop { task.cancel() }
        return await task.value
    }

    private func prepare() async -> PreparedNodes? {
        var nodes = nodes
        for (node, stage) in zip(plan.nodes, stages) {
            let phase: NoteFailure.Phase = node.definition.kind == .resource ? .resource : .start
            do {
                nodes = try await LogContext.$sink.withValue(stage.logSink) {
                    var nodes = nodes
                    try await nodes.prepare(node)
                    return nodes
                }
            } catch {
                if control.phase == .running { failRun(stage, phase, error) }
                return nil
            }
            if control.phase != .running { return nil }
        }
        return nodes
    }

    /// - Returns: The stages whose node has started.
    private func start(_ nodes: PreparedNodes) async -> [Stage] {
        var started: [Stage] = []
        for stage in stages {
            do {
                try await LogContext.$sink.withValue(stage.logSink) {
                    let lifecycle = nodes.lifecycle(of: stage.id)
                    if let checkpoints, let start = lifecycle.startFrom {
                        try await start(checkpoints.checkpoint(of: stage.id))
                    } else {
                        try await lifecycle.start()
                    }
                }
                started.append(stage)
            } catch {
                if control.phase == .running { failRun(stage, .start, error) }
                break
            }
        }
        return started
    }

    private func end(_ started: [Stage], _ nodes: PreparedNodes) async {
        for stage in started {
            do {
                try await LogContext.$sink.withValue(stage.logSink) {
                    try await nodes.lifecycle(of: stage.id).end()
                }
            } catch {
                failRun(stage, .end, error)
            }
        }
    }

    /// A failure that no policy bears: there is no note to skip.
    private func failRun(_ stage: Stage, _ phase: NoteFailure.Phase, _ error: any Error) {
        _ = journal.record(
            NoteFailure(node: stage.id, phase: phase, note: nil, cause: "\(error)", location: stage.location),
            emitted: emitted.value)
        control.end(.failed)
    }

    // MARK: - The notes

    private func graph(of nodes: PreparedNodes) -> RunGraph? {
        do {
            return try RunGraph(
                plan: plan, stages: stages, nodes: nodes, options: options, workerCount: workerCount,
                workerProgram: workerProgram)
        } catch {
            journal.log(.error, "\(error)")
            control.end(.failed)
            return nil
        }
    }

    /// - Returns: What has limited the run.
    private func execute(_ graph: RunGraph, _ nodes: PreparedNodes) async -> RunLimit? {
        control.onEnd { phase in
            for inlet in graph.inlets { inlet.end() }
            graph.workers.end(isAborted: phase == .aborted)
        }
        let watching = Task { await watch(graph) }
        let keeper = Task { await takeCheckpoints(nodes) }
        let watcher = Task { await watchWorkers(graph) }
        let work = Task {
            await withTaskGroup(of: Void.self) { group in
                for driver in graph.drivers { group.addTask { await driver.run() } }
            }
        }
        let calling = Task { await graph.workers.work() }
        // A step, or a call in line, may be waiting for something that never comes.
        control.onEnd { _ in
            work.cancel()
            calling.cancel()
        }
        await work.value
        await graph.workers.join()
        await calling.value
        watching.cancel()
        let limit = await watching.value
        keeper.cancel()
        await keeper.value
        watcher.cancel()
        await watcher.value
        // Also of a run that has failed or was aborted. In peace: the task may have been cancelled.
        _ = await Task { await takeCheckpoint(nodes) }.value
        return limit
    }

    private func watchWorkers(_ graph: RunGraph) async {
        let limits = WorkerLimits(memory: options.workerMemory, hasTimes: stages.contains { $0.timeLimit != nil })
        while limits.areSet, !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(WorkerLimits.interval)) } catch { return }
            graph.workers.enforce(limits)
        }
    }

    // MARK: - What is finished

    private func takeCheckpoints(_ nodes: PreparedNodes) async {
        guard let checkpoints else { return }
        while !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(checkpoints.options.interval)) } catch { return }
            // Not cancelled halfway: a node's writing is not to break off when the run ends.
            if await !Task(operation: { await takeCheckpoint(nodes) }).value { return }
        }
    }

    /// - Returns: Whether there can be another one.
    private func takeCheckpoint(_ nodes: PreparedNodes) async -> Bool {
        guard let checkpoints else { return false }
        let commits = stages.compactMap { stage in
            nodes.lifecycle(of: stage.id).commit.map { (stage: stage, commit: $0) }
        }
        do {
            if let finished = try await checkpoints.take(commits) { journal.tell(.notesFinished(finished)) }
            return true
        } catch let failed as CommitFailed {
            failRun(failed.stage, .commit, failed.cause)
        } catch {
            journal.log(.error, "\(error)")
            control.end(.failed)
        }
        return false
    }

    /// Looks at the run until it is over, and tells its progress.
    ///
    /// - Returns: What has limited it.
    private func watch(_ graph: RunGraph) async -> RunLimit? {
        var watch = RunWatch(
            graph, nodes: plan.limitingCauses,
            tuner: options.workers == nil
                ? WorkerTuner(cores: workerCount, most: max(workerCount, WorkerPool.mostTunedWorkers)) : nil)
        var looked = Platform.now, told = looked
        while true {
            do { try await Task.sleep(for: .milliseconds(Run.tick)) } catch { return watch.limit }
            let now = Platform.now
            watch.look(after: now - looked)
            looked = now
            if options.progressInterval > 0, now - told >= Double(options.progressInterval) / 1000 {
                told = now
                journal.tell(
                    .progress(
                        progress(graph.depths(of:), workers: workersNow(of: graph), limit: watch.limit)))
                for stage in stages { stage.previews?.tick() }
            }
        }
    }

    /// How many workers there are; nil where calls are in line, or there are none to make.
    private func workersNow(of graph: RunGraph) -> Int? {
        options.isolation == .none || !plan.usesWorkers ? nil : graph.workers.occupation.limit
    }

    private func progress(_ depths: (Int) -> Depths, workers: Int?, limit: RunLimit?) -> RunProgress {
        var progress = RunProgress(
            seconds: Platform.now - journal.started,
            nodes: zip(plan.nodes, stages).compactMap { node, stage in
                if node.definition.kind == .resource { return nil }
                var progress = stage.counters.progress(of: stage.id)
                let depths = depths(stage.index)
                (progress.queued, progress.loading, progress.loaded) = (depths.queued, depths.loading, depths.loaded)
                return progress
            })
        (progress.workers, progress.limit) = (workers, limit)
        return progress
    }

    private func summary(_ progress: RunProgress) -> RunSummary {
        let status: RunSummary.Status =
            switch control.phase {
            case .failed: .failed
            case .aborted, .stopping: .cancelled
            case .running: journal.bearsFailures(of: emitted.value) ? .succeeded : .failed
            }
        var notes = RunSummary.Notes(), items = RunSummary.Items()
        notes.emitted = emitted.value
        for node in progress.nodes {
            notes.failed += node.notesFailed
            notes.unrouted += node.notesUnrouted
            items.done += node.itemsDone
            items.failed += node.itemsFailed
            items.dumped += node.dumped
        }
        var summary = RunSummary(
            status: status, notes: notes, items: items, failures: journal.failures, seconds: progress.seconds,
            nodes: progress.nodes)
        summary.workers = progress.workers
        summary.limit = progress.limit
        return summary
    }
}

extension WorkflowPlan {
    /// The nodes' ids, and what limits a run that waits for their own code.
    fileprivate var limitingCauses: [(id: String, cause: RunLimit.Cause)] {
        let heard = Set(nodes.flatMap(\.inputs).map(\.node))
        return nodes.map { node in
            (node.id, node.definition.kind == .source ? .source : heard.contains(node.id) ? .step : .sink)
        }
    }
}

/// What waits at a stage at one moment.
struct Depths: Sendable {
    var queued = 0
    var loading = 0
    var loaded = 0
}
