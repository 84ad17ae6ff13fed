import GraphbookCore
import Synchronization

/// A batch step's state, shared by the tasks that hand it notes, its own task, and the workers that load and dump.
///
/// Whoever makes room lets the next items in; no task of its own has to be woken for that.
final class BatchCore: Inlet {
    private struct State: Sendable {
        var machine: BatchMachine
        var intake: BatchIntake
        var driver: CheckedContinuation<Void, Never>?
        var isEnded = false
        /// The size of a tensor, once one was loaded; nil again for good when tensors differ in size.
        var rowBytes: Int?
        var hasUnequalRows = false
        var lastArrival = 0.0
        /// Whether loads are so short that notes are better let in several at a time.
        var gathers = false
    }

    /// Jobs that load items, and whether more of them are to be expected at once.
    typealias Loads = (jobs: [Job], moreFollow: Bool)

    private let state: Mutex<State>
    private let stage: Stage
    private let memory: BatchMemory
    private let load: BatchBody.WorkerSide<Item, any Sendable>?

    /// Notes that follow each other within this many seconds are soon enough for several hand-overs to become one.
    private static let quickArrival = 20e-6

    init(
        machine: BatchMachine, inbox: Inbox<Arrival>, stage: Stage, memory: BatchMemory,
        load: BatchBody.WorkerSide<Item, any Sendable>?
    ) {
        state = Mutex(State(machine: machine, intake: BatchIntake(inbox)))
        self.stage = stage
        self.memory = memory
        self.load = load
    }

    // MARK: - For the tasks that hand over notes

    /// Hands over a note, if there is room for it.
    ///
    /// - Returns: What is to be loaded now; nil when there is no room, and ``wait(with:)`` is to be called.
    func send(_ arrival: Arrival) throws -> Loads? {
        let (loads, driver) = try state.withLock { state -> (Loads?, CheckedContinuation<Void, Never>?) in
            if state.isEnded { throw RunEnded() }
            guard state.intake.inbox.send(arrival) else { return (nil, nil) }
            let now = Platform.now, moreFollow = now - state.lastArrival < BatchCore.quickArrival
            state.lastArrival = now
            if state.gathers, moreFollow, !state.intake.inbox.isHalfFull { return (([], true), nil) }
            return ((admit(&state), moreFollow), awakened(&state))
        }
        driver?.resume()
        return loads
    }

    /// Waits until there is room for a note, and hands it over.
    func wait(with arrival: Arrival) async throws {
        let goesOn = await withCheckedContinuation { (sender: Inbox<Arrival>.Sender) in
            let (goesOn, driver) = state.withLock { state -> (Bool?, CheckedContinuation<Void, Never>?) in
                if state.isEnded { return (false, nil) }
                if state.intake.inbox.send(arrival) { return (true, awakened(&state)) }
                state.intake.inbox.suspend(sender, with: arrival)
                return (nil, nil)
            }
            driver?.resume()
            if let goesOn { sender.resume(returning: goesOn) }
        }
        if !goesOn { throw RunEnded() }
    }

    func finish() {
        change { state in
            state.intake.inbox.finish()
            if state.intake.inbox.isFinished { state.machine.finishIntake() }
        }
    }

    /// Lets in what there is room for.
    private func admit(_ state: inout State) -> [Job] {
        let rowBytes = state.rowBytes, size = state.machine.batchSize
        let (notes, jobs) = state.intake.admit(to: &state.machine, loads: load != nil) {
            guard let rowBytes, rowBytes > 0 else { return nil }
            // Without shared memory left, tensors come through the socket: slower, and still right.
            guard let storage = try? memory.storage(byteCount: rowBytes * size) else { return nil }
            return BatchBuffer(storage: storage, rowBytes: rowBytes)
        }
        if notes > 0 { stage.counters.notesIn.add(notes) }
        return jobs
    }

    // MARK: - For the task that works on batches

    /// What to load, and then what to do; waits until there is something.
    ///
    /// - Parameter isQuick: Whether the step's body takes so little time that items are better let in several batches at a
    ///   time.
    func next(isQuick: Bool) async throws -> (jobs: [Job], action: BatchMachine.Action) {
        while true {
            let (action, jobs, senders) = try state.withLock { state in
                if state.isEnded { throw RunEnded() }
                var action = state.machine.next(), jobs: [Job] = [], senders: [Inbox<Arrival>.Sender] = []
                if action.isWait || !isQuick || state.machine.hasMuchRoom {
                    var refilled: [Inbox<Arrival>.Sender]
                    repeat {
                        jobs += admit(&state)
                        refilled = state.intake.inbox.refill()
                        senders += refilled
                    } while !refilled.isEmpty
                    if action.isWait { action = state.machine.next() }
                }
                return (action, jobs, senders)
            }
            for sender in senders { sender.resume(returning: true) }
            if !jobs.isEmpty || !action.isWait { return (jobs, action) }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isEnded || hasWork(state) { return true }
                    state.driver = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    private func hasWork(_ state: State) -> Bool {
        state.machine.hasAction || state.intake.canAdmit(to: state.machine)
    }

    func processed(_ notes: [Int], dumps: Bool) { change { $0.machine.processed(notes, dumps: dumps) } }

    func bodyFailed(_ notes: [Int]) -> [(note: Note, isFirst: Bool)] { change { $0.machine.bodyFailed(notes) } }

    // MARK: - For the workers

    /// Takes what came of jobs of the load lane.
    ///
    /// - Returns: The jobs to try again.
    func loadsDone(_ outcomes: [(job: Job, outcome: Outcome)]) -> [Job] {
        var failed: [(job: Job, cause: String)] = []
        change { state in
            for (job, outcome) in outcomes {
                switch outcome {
                case .row(let elementType, let shape, let changed):
                    guard let buffer = state.machine.buffer(of: job.ticket) else { continue }
                    let row = buffer.row(job.ticket % state.machine.batchSize)
                    let tensor = Tensor(
                        storage: row.storage, elementType: elementType, shape: shape, byteOffset: row.byteOffset)
                    state.machine.loaded(job.ticket, tensor, changed: changed)
                case .value(let value, let changed):
                    if load?.transfer.isTensor == true, let tensor = value as? Tensor {
                        learnRowSize(from: tensor, &state)
                    }
                    state.machine.loaded(job.ticket, value, changed: changed)
                case .failed(let cause): failed.append((job, cause))
                case .dumped: preconditionFailure("a dump in the load lane")
                }
            }
        }
        return settle(failed, .load) { _ = $0.machine.loadFailed($1.ticket) }
    }

    /// Takes what came of jobs of the dump lane.
    ///
    /// - Returns: The jobs to try again.
    func dumpsDone(_ outcomes: [(job: Job, outcome: Outcome)]) -> [Job] {
        var failed: [(job: Job, cause: String)] = []
        for case (let job, .failed(let cause)) in outcomes { failed.append((job, cause)) }
        stage.counters.dumped.add(outcomes.count - failed.count)
        change { state in
            for case (let job, .dumped) in outcomes { state.machine.dumped(for: job.note) }
        }
        return settle(failed, .dump) { _ = $0.machine.dumpFailed(for: $1.note) }
    }

    /// Counts and tells the failures of jobs that are not to be tried again.
    private func settle(
        _ failed: [(job: Job, cause: String)], _ phase: NoteFailure.Phase, _ body: (inout State, Job) -> Void
    ) -> [Job] {
        var retries: [Job] = []
        for (job, cause) in failed {
            if job.attempt <= stage.retries {
                retries.append(job.again)
            } else if report(phase, job, cause) {
                change { body(&$0, job) }
            }
        }
        return retries
    }

    private func learnRowSize(from tensor: Tensor, _ state: inout State) {
        if state.hasUnequalRows { return }
        if state.rowBytes == nil {
            state.rowBytes = tensor.byteCount
        } else if state.rowBytes != tensor.byteCount {
            state.hasUnequalRows = true
            state.rowBytes = nil
        }
    }

    /// Counts and tells a failure; first of all, so that the one which ends the run is among the counts.
    ///
    /// - Returns: Whether the run goes on.
    private func report(_ phase: NoteFailure.Phase, _ job: Job, _ cause: String) -> Bool {
        if stage.control.phase.isEnded { return false }
        let (note, isFirst) = state.withLock { ($0.machine.note(job.note), $0.machine.fail(job.note)) }
        if phase == .load { stage.counters.itemsFailed.add() }
        do {
            try stage.fail(
                phase, note: note, isFirst: isFirst, item: job.index, value: job.preview, cause: cause,
                attempts: job.attempt)
            return true
        } catch {
            return false  // RunEnded: the run's end has been told, and wakes whoever waits
        }
    }

    // MARK: - Waking

    @discardableResult
    private func change<R>(_ body: (inout State) -> R) -> R {
        let (result, driver) = state.withLock { state in (body(&state), awakened(&state)) }
        driver?.resume()
        return result
    }

    private func awakened(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        state.driver != nil && hasWork(state) ? take(&state.driver) : nil
    }

    func end() {
        let (senders, driver) = state.withLock { state in
            state.isEnded = true
            return (state.intake.inbox.end(), take(&state.driver))
        }
        for sender in senders { sender.resume(returning: false) }
        driver?.resume()
    }

    var count: Int { state.withLock { $0.intake.inbox.count } }

    var waiting: (receiver: Bool, senders: Double) {
        state.withLock { ($0.driver != nil, $0.intake.inbox.waitingSenders) }
    }

    /// Makes the items that may be in the step enough for so many jobs in the workers' hands, and lets in what waits for
    /// others.
    ///
    /// - Parameter gathers: Whether loads are so short that notes are better let in several at a time.
    /// - Returns: What is to be loaded.
    func prefetch(for jobsInHand: Int, gathers: Bool) -> [Job] {
        change { state in
            state.machine.prefetch(for: jobsInHand)
            state.gathers = gathers
            return admit(&state)
        }
    }

    /// Items being loaded, and items loaded that wait for their batch.
    var depths: (loading: Int, loaded: Int) { state.withLock { $0.machine.depths } }
}

extension Job {
    fileprivate var again: Job {
        var job = self
        job.attempt += 1
        return job
    }

    /// The item, where it is a short text such as a path.
    fileprivate var preview: String? {
        guard case .load(let element, _) = input else { return nil }
        return Item(element).preview
    }
}

extension Item {
    /// The item's value, where it is a short text such as a path: what a failure names. Other values stay private.
    var preview: String? {
        guard case .string(let text) = value, text.count <= 200 else { return nil }
        return text
    }
}

/// Takes what is there, and leaves nil.
func take<T>(_ place: inout T?) -> T? {
    defer { place = nil }
    return place
}
