import GraphbookCore

/// The stages of a run, connected.
///
/// Sources and batch steps have a task each. A plain step runs in the task of whoever hands it notes; one that several
/// tasks feed has a queue and a task of its own, so that no step ever works on two notes at once.
struct RunGraph: Sendable {
    let drivers: [any Driver]
    /// What waits in front of steps with a task of their own.
    let inlets: [any Inlet]
    let workers: any WorkerExecutor
    let inletOf: [Int: any Inlet]
    let stageCount: Int

    init(
        plan: WorkflowPlan, stages: [Stage], nodes: PreparedNodes, options: RunOptions, workerCount: Int,
        workerProgram: WorkerProgram?
    ) throws {
        let layout = StageLayout(plan)
        let usesWorkers = plan.usesWorkers
        let most = options.workers ?? max(workerCount, WorkerPool.mostTunedWorkers)
        let memory = try BatchMemory(isShared: usesWorkers && options.isolation == .processes)
        workers =
            switch options.isolation {
            case .threads where usesWorkers:
                try WorkerPool(workers: (0..<most).map { ThreadWorker(index: $0) }, limit: workerCount)
            case .processes where usesWorkers:
                try WorkerPool(
                    processes: most, of: workerProgram, memory: memory, stages: stages, limit: workerCount)
            default: InLineExecutor()
            }

        let ids = plan.nodes.map(\.id)
        let currents = plan.nodes.map { _ in CurrentStage(ids: ids) }
        var receivers: [Int: any NoteReceiver] = [:]
        var inletOf: [Int: any Inlet] = [:]
        var drivers: [any Driver] = []
        var emitting: [Int: [EmittingStage]] = [:]
        // From the last to the first, so that each finds the receivers behind it.
        for (index, node) in plan.nodes.enumerated().reversed() {
            let stage = stages[index]
            let outlets = Outlets(
                ports: node.definition.ports.map { port in
                    layout.listeners(of: Workflow.Outlet(node: node.id, port: port)).compactMap { receivers[$0] }
                }, counters: stage.counters, ledger: stage.ledger, previews: stage.previews)
            let feeds = layout.inlets(fedBy: index).compactMap { inletOf[$0] }
            let senders = layout.drivers(feeding: index).count
            switch nodes.nodes[node.id] {
            case nil: break  // a resource
            case .source(let notes):
                drivers.append(
                    SourceDriver(
                        stage: stage, number: index, notes: notes, outlets: outlets, current: currents[index],
                        feeds: feeds, emitting: emitting[index] ?? []))
            case .step(let function):
                receivers[index] = StepChain(
                    StepStage(stage: stage, function: function, outlets: outlets),
                    current: currents[layout.driver(of: index)])
            case .emitting(let instance):
                let driver = layout.driver(of: index)
                let step = EmittingStage(stage: stage, instance: instance, outlets: outlets, current: currents[driver])
                receivers[index] = step
                emitting[driver, default: []].insert(step, at: 0)
            case .batch(let instance):
                guard case .batch(let body) = node.definition.body else { break }
                let core = BatchCore(
                    machine: BatchMachine(batchSize: instance.batchSize, settings: node.stage),
                    inbox: Inbox(capacity: node.stage.queue, senders: senders), stage: stage, memory: memory,
                    load: body.load)
                inletOf[index] = core
                let parameters = nodes.parameters(of: node)
                let isHere = options.isolation != .processes
                let loads = try body.load.map { load in
                    Lane(
                        stage: stage, kind: .load, transfer: load.transfer,
                        function: isHere
                            ? .load(try load.prepare(parameters), isTensor: load.transfer.isTensor) : nil,
                        complete: { core.loadsDone($0) })
                }
                let dumps = try body.dump.map { dump in
                    Lane(
                        stage: stage, kind: .dump, transfer: dump.transfer,
                        function: isHere ? .dump(try dump.prepare(parameters)) : nil,
                        complete: { core.dumpsDone($0) })
                }
                receivers[index] = BatchReceiver(
                    stage: stage, itemKey: instance.itemKey, core: core, loads: loads, workers: workers)
                drivers.append(
                    BatchDriver(
                        stage: stage, current: currents[index], feeds: feeds, instance: instance, core: core,
                        loads: loads, dumps: dumps, workers: workers, outlets: outlets,
                        emitting: emitting[index] ?? []))
            }
            if node.definition.kind == .step, layout.hasInlet(index), let receiver = receivers[index] {
                let queue = NoteQueue(capacity: node.stage.queue, senders: senders)
                inletOf[index] = queue
                drivers.append(
                    QueuedStepDriver(
                        stage: stage, current: currents[index], queue: queue, receiver: receiver, feeds: feeds,
                        emitting: emitting[index] ?? []))
                receivers[index] = QueuedReceiver(queue: queue)
            }
            if nodes.lifecycle(of: node.id).remembersNotes, let ledger = stage.ledger, let receiver = receivers[index] {
                receivers[index] = RememberingReceiver(receiver: receiver, ledger: ledger)
            }
        }
        self.drivers = drivers
        self.inletOf = inletOf
        stageCount = stages.count
        inlets = Array(inletOf.values)
    }

    func depths(of index: Int) -> Depths {
        let inlet = inletOf[index], items = (inlet as? BatchCore)?.depths
        return Depths(queued: inlet?.count ?? 0, loading: items?.loading ?? 0, loaded: items?.loaded ?? 0)
    }
}

/// Which task runs each step, and which steps have a queue in front.
struct StageLayout {
    private let listeners: [Workflow.Outlet: [Int]]
    /// For each node the nodes whose tasks hand it notes; itself for a source.
    private var feeding: [Set<Int>] = []
    private let hasOwnTask: [Bool]

    init(_ plan: WorkflowPlan) {
        var listeners: [Workflow.Outlet: [Int]] = [:]
        let places = Dictionary(uniqueKeysWithValues: plan.nodes.enumerated().map { ($1.id, $0) })
        var hasOwnTask: [Bool] = []
        var feeding: [Set<Int>] = []
        for (index, node) in plan.nodes.enumerated() {
            for outlet in node.inputs { listeners[outlet, default: []].append(index) }
            let upstream = node.inputs.compactMap { places[$0.node] }
            // The plan's order guarantees that what stands before has been looked at.
            let tasks = upstream.reduce(into: Set<Int>()) { tasks, place in
                tasks.formUnion(hasOwnTask[place] ? [place] : feeding[place])
            }
            feeding.append(tasks)
            switch node.definition.kind {
            case .source, .batchStep: hasOwnTask.append(true)
            case .step: hasOwnTask.append(tasks.count > 1)
            case .resource: hasOwnTask.append(false)
            }
        }
        self.listeners = listeners
        self.feeding = feeding
        self.hasOwnTask = hasOwnTask
    }

    /// Whether notes wait in front of a node.
    func hasInlet(_ index: Int) -> Bool { hasOwnTask[index] && !feeding[index].isEmpty }

    func listeners(of outlet: Workflow.Outlet) -> [Int] { listeners[outlet] ?? [] }

    func drivers(feeding index: Int) -> Set<Int> { feeding[index] }

    /// The node in whose task a node runs.
    func driver(of index: Int) -> Int { hasOwnTask[index] ? index : feeding[index].first ?? index }

    /// The nodes that notes wait in front of, and that a node's task hands them to.
    func inlets(fedBy driver: Int) -> [Int] {
        hasOwnTask[driver] ? feeding.indices.filter { hasInlet($0) && feeding[$0].contains(driver) } : []
    }
}
