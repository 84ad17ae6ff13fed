import GraphbookCore
import Synchronization

/// A batch step's state, shared by its two tasks (one admits items, one works on batches) and the workers that load and
/// dump.
final class BatchCore: Sendable {
    private struct State: Sendable {
        var machine: BatchMachine
        var intake: (waiter: CheckedContinuation<Void, Never>, need: Need)?
        var driver: CheckedContinuation<Void, Never>?
        var isEnded = false
        /// The size of a tensor, once one was loaded; nil again for good when tensors differ in size.
        var rowBytes: Int?
        var hasUnequalRows = false
    }

    /// What the task that admits items waits for room for.
    enum Need: Sendable {
        case note, item
    }

    private let state: Mutex<State>
    private let stage: Stage
    private let memory: BatchMemory
    private let isTensor: Bool

    init(machine: BatchMachine, stage: Stage, memory: BatchMemory, isTensor: Bool) {
        state = Mutex(State(machine: machine))
        self.stage = stage
        self.memory = memory
        self.isTensor = isTensor
    }

    // MARK: - For the task that admits items

    /// - Returns: The note's number; nil while there is no room.
    func open(_ note: Note) -> Int? { state.withLock { $0.machine.mayOpen ? $0.machine.open(note) : nil } }

    func close(_ note: Int) { change { $0.machine.close(note) } }

    func finishIntake() { change { $0.machine.finishIntake() } }

    /// - Returns: The item's number and its row; nil while there is no room.
    func admit(_ item: Item, at index: Int?, of note: Int, owner: Note) -> (ticket: Int, row: BatchBuffer.Row?)? {
        state.withLock { state in
            guard state.machine.mayAdmit else { return nil }
            let rowBytes = state.rowBytes, size = state.machine.batchSize
            return state.machine.admit(item, at: index, of: note, owner: owner) {
                guard let rowBytes, rowBytes > 0 else { return nil }
                // Without shared memory left, tensors come through the socket: slower, and still right.
                guard let storage = try? memory.storage(byteCount: rowBytes * size) else { return nil }
                return BatchBuffer(storage: storage, rowBytes: rowBytes)
            }
        }
    }

    /// Waits until ``open(_:)`` or ``admit(_:at:of:owner:)`` has room.
    func room(for need: Need) async throws {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.isEnded || state.machine.hasRoom(for: need) { return true }
                state.intake = (continuation, need)
                return false
            }
            if isReady { continuation.resume() }
        }
        if state.withLock({ $0.isEnded }) { throw RunEnded() }
    }

    /// An item that needs no loading.
    func loaded(_ ticket: Int, _ value: any Sendable) { change { $0.machine.loaded(ticket, value) } }

    // MARK: - For the task that works on batches

    /// What to do next; waits until there is something.
    func next() async throws -> BatchMachine.Action {
        while true {
            let (action, intake) = try state.withLock {
                state -> (BatchMachine.Action, CheckedContinuation<Void, Never>?) in
                if state.isEnded { throw RunEnded() }
                let action = state.machine.next()
                return (action, awakenedIntake(&state))
            }
            intake?.resume()
            guard case .wait = action else { return action }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isEnded || state.machine.hasAction { return true }
                    state.driver = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    func processed(_ notes: [Int], dumps: Bool) { change { $0.machine.processed(notes, dumps: dumps) } }

    func bodyFailed(_ notes: [Int]) -> [(note: Note, isFirst: Bool)] { change { $0.machine.bodyFailed(notes) } }

    // MARK: - For the workers

    /// Takes what came of jobs of the load lane.
    ///
    /// - Returns: The jobs to try again.
    func loadsDone(_ outcomes: [(job: Job, outcome: Outcome)]) -> [Job] {
        var retries: [Job] = []
        for (job, outcome) in outcomes {
            switch outcome {
            case .row(let elementType, let shape, let changed):
                change(wakes: false) { state in
                    guard let buffer = state.machine.buffer(of: job.ticket) else { return }
                    let row = buffer.row(job.ticket % state.machine.batchSize)
                    let tensor = Tensor(
                        storage: row.storage, elementType: elementType, shape: shape, byteOffset: row.byteOffset)
                    state.machine.loaded(job.ticket, tensor, changed: changed)
                }
            case .value(let value, let changed):
                change(wakes: false) { state in
                    if isTensor, let tensor = value as? Tensor { learnRowSize(from: tensor, &state) }
                    state.machine.loaded(job.ticket, value, changed: changed)
                }
            case .failed(let cause):
                if job.attempt <= stage.retries {
                    retries.append(job.again)
                } else if report(.load, job, cause) {
                    change(wakes: false) { _ = $0.machine.loadFailed(job.ticket) }
                }
            case .dumped: preconditionFailure("a dump in the load lane")
            }
        }
        wake()
        return retries
    }

    /// Takes what came of jobs of the dump lane.
    ///
    /// - Returns: The jobs to try again.
    func dumpsDone(_ outcomes: [(job: Job, outcome: Outcome)]) -> [Job] {
        var retries: [Job] = []
        for (job, outcome) in outcomes {
            switch outcome {
            case .dumped:
                stage.counters.dumped.add()
                change(wakes: false) { $0.machine.dumped(for: job.note) }
            case .failed(let cause):
                if job.attempt <= stage.retries {
                    retries.append(job.again)
                } else if report(.dump, job, cause) {
                    change(wakes: false) { _ = $0.machine.dumpFailed(for: job.note) }
                }
            case .row, .value: preconditionFailure("a load in the dump lane")
            }
        }
        wake()
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
    private func change<R>(wakes: Bool = true, _ body: (inout State) -> R) -> R {
        let (result, driver, intake) = state.withLock { state in
            let result = body(&state)
            return wakes ? (result, awakened(&state), awakenedIntake(&state)) : (result, nil, nil)
        }
        driver?.resume()
        intake?.resume()
        return result
    }

    private func wake() { change { _ in } }

    private func awakened(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        state.driver != nil && state.machine.hasAction ? take(&state.driver) : nil
    }

    private func awakenedIntake(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        guard let need = state.intake?.need, state.machine.hasRoom(for: need) else { return nil }
        return take(&state.intake)?.waiter
    }

    /// Lets both tasks go.
    func end() {
        let (intake, driver) = state.withLock { state in
            state.isEnded = true
            return (take(&state.intake)?.waiter, take(&state.driver))
        }
        intake?.resume()
        driver?.resume()
    }

    /// Items being loaded, and items loaded that wait for their batch.
    var depths: (loading: Int, loaded: Int) { state.withLock { $0.machine.depths } }
}

extension BatchMachine {
    fileprivate func hasRoom(for need: BatchCore.Need) -> Bool {
        switch need {
        case .note: mayOpen
        case .item: mayAdmit
        }
    }
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
