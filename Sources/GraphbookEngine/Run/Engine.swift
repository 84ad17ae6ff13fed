import GraphbookCore
import Synchronization

/// Runs a workflow.
///
/// An engine keeps the workflow's nodes and what its resources have made from one run to the next; one run at a time.
///
/// ```swift
/// let engine = Engine(try workflow.plan(with: .discovered()))
/// let summary = try await engine.run(RunOptions(workers: 4)) { event in … }
/// ```
public final class Engine: Sendable {
    private struct State: Sendable {
        var nodes: PreparedNodes?
        var control: RunControl?
    }

    public let plan: WorkflowPlan
    private let workerProgram: WorkerProgram?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - plan: The workflow, checked.
    ///   - workerProgram: The program whose processes load and dump; nil where there is none, as in a unit test, which
    ///     then runs with threads or in line.
    public init(_ plan: WorkflowPlan, workerProgram: WorkerProgram? = nil) {
        self.plan = plan
        self.workerProgram = workerProgram
    }

    /// Runs the workflow once, to its end.
    ///
    /// A failure of the workflow's nodes is no error here but in the summary. Cancelling the task aborts the run.
    ///
    /// - Parameter listener: Is told what happens, one event at a time, on any thread; the run waits for it.
    /// - Throws: ``WorkflowError`` when the workflow cannot run as the options say; ``GraphbookError`` when a run is under way.
    public func run(
        _ options: RunOptions = RunOptions(), listener: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunSummary {
        try check(options)
        let control = RunControl()
        let nodes = try state.withLock { state in
            if state.control != nil { throw GraphbookError(.contract, "workflow '\(plan.name)' is running already") }
            state.control = control
            return state.nodes ?? PreparedNodes()
        }
        let run = Run(
            plan: plan, options: options, control: control, workerProgram: workerProgram, nodes: nodes,
            listener: listener)
        let (summary, prepared) = await withTaskCancellationHandler {
            await run.run()
        } onCancel: {
            control.end(.aborted)
        }
        state.withLock { state in
            state.nodes = prepared
            state.control = nil
        }
        return summary
    }

    /// Stops the run under way: its sources stop, and what they have emitted is finished.
    public func stop() { state.withLock { $0.control }?.stop() }

    /// Lets the sources of the run under way wait, each before its next note; what they have emitted is finished.
    public func pause() { state.withLock { $0.control }?.pause.pause() }

    /// Lets the sources of a paused run go on.
    public func resume() { state.withLock { $0.control }?.pause.resume() }

    /// Ends the run under way at once.
    public func abort() { state.withLock { $0.control }?.end(.aborted) }

    /// Lets every node forget what it keeps between runs.
    ///
    /// - Throws: ``GraphbookError`` that names the nodes that failed to; all others have forgotten.
    public func clear() async throws {
        guard let nodes = state.withLock({ $0.nodes }) else { return }
        var problems: [String] = []
        for node in plan.nodes {
            do { try await nodes.lifecycle(of: node.id).clear() } catch {
                problems.append("'\(node.id)' failed to clear: \(error) [\(node.definition.location)]")
            }
        }
        if !problems.isEmpty { throw GraphbookError(.contract, problems.joined(separator: "; ")) }
    }

    /// What options and workflow together make impossible.
    private func check(_ options: RunOptions) throws {
        if let workers = options.workers, !(1...WorkerPool.mostWorkers).contains(workers) {
            throw WorkflowError(
                workflow: plan.name,
                problems: [WorkflowProblem("\(workers) workers; there can be 1 to \(WorkerPool.mostWorkers)")])
        }
        var problems = resumingProblems(options.checkpoints?.resumed ?? [])
        if options.isolation == .processes { problems += transferProblems() }
        if !problems.isEmpty { throw WorkflowError(workflow: plan.name, problems: problems) }
    }

    /// Notes are known by the numbers of their sources, also in what nodes remember of them.
    private func resumingProblems(_ resumed: [SourceProgress]) -> [WorkflowProblem] {
        resumed.filter { plan.sources[$0.node] != $0.source }.map { progress in
            WorkflowProblem(
                plan.sources[progress.node] == nil
                    ? "the run that is resumed had a source '\(progress.node)', which the workflow has no more"
                    : "source '\(progress.node)' stood at another place in the workflow of the run that is resumed",
                node: progress.node)
        }
    }

    /// What cannot cross to worker processes.
    private func transferProblems() -> [WorkflowProblem] {
        var problems: [WorkflowProblem] = []
        for node in plan.nodes {
            guard case .batch(let batch) = node.definition.body else { continue }
            for (verb, transfer) in [("loads", batch.load?.transfer), ("dumps", batch.dump?.transfer)] {
                guard let transfer, !transfer.isPossible else { continue }
                problems.append(
                    WorkflowProblem(
                        "batch step '\(node.id)' \(verb) \(transfer.typeName), which cannot cross to another process: "
                            + "make it Codable, or run with --isolation threads", node: node.id))
            }
        }
        if problems.isEmpty, workerProgram == nil, plan.usesWorkers {
            problems.append(
                WorkflowProblem(
                    "worker processes need a program of their own: run it through a GraphbookHost, or with threads"))
        }
        return problems
    }
}

extension WorkflowPlan {
    var usesWorkers: Bool { nodes.contains(where: \.usesWorkers) }
}

extension WorkflowPlan.Node {
    /// Whether it has functions that run in the worker pool.
    var usesWorkers: Bool {
        if case .batch(let batch) = definition.body { batch.load != nil || batch.dump != nil } else { false }
    }
}

extension Workflow {
    /// Checks and runs the workflow in this process: for programs and tests that build their workflows in code.
    ///
    /// Load and dump functions run on threads unless the options say otherwise.
    ///
    /// - Throws: ``WorkflowError`` with every problem there is.
    @discardableResult
    public func run(
        _ options: RunOptions = RunOptions(isolation: .threads),
        listener: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunSummary {
        try await Engine(plan(with: Catalogue([]))).run(options, listener: listener)
    }
}
