import GraphbookCore
import Synchronization

/// A load or dump function, called with a job's input. The same for threads, processes and calls in line.
enum WorkerCall: Sendable {
    case load(WorkerFunction<Item, any Sendable>, isTensor: Bool)
    case dump(WorkerFunction<any Sendable, Void>)

    /// Calls the function and waits for it; an `async` one runs on the concurrency pool meanwhile.
    ///
    /// - Parameter call: Cancels an `async` function from another thread.
    func callAsFunction(_ input: Job.Input, as call: CancellableCall? = nil) -> Outcome {
        switch (self, input) {
        case (.load(.plain(let load), let isTensor), .load(let element, let row)):
            let item = Item(element)
            return Outcome {
                guard isTensor, let row else { return .value(try load(item), changed: item.changedElement) }
                return .placed(
                    try LoadDestination.loading(into: row.base, byteCount: row.byteCount) { try tensor(load(item)) },
                    changed: item.changedElement)
            }
        case (.dump(.plain(let dump)), .dump(let argument)):
            return Outcome {
                try dump(argument)
                return .dumped
            }
        default: return blocking(as: call, isLoad: input.isLoad) { await inLine(input) }
        }
    }

    /// Calls the function in the caller's task.
    func inLine(_ input: Job.Input) async -> Outcome {
        switch (self, input) {
        case (.load(.async(let load), let isTensor), .load(let element, let row)):
            let item = Item(element)
            return await Outcome {
                let value = try await load(item)
                guard isTensor, let row else { return .value(value, changed: item.changedElement) }
                // The function may have run on any thread, so its tensor is elsewhere, and is copied to its row.
                return .placed(
                    LoadDestination.loading(into: row.base, byteCount: row.byteCount) { tensor(value) },
                    changed: item.changedElement)
            }
        case (.dump(.async(let dump)), .dump(let argument)):
            return await Outcome {
                try await dump(argument)
                return .dumped
            }
        case (.load, .load), (.dump, .dump): return callAsFunction(input)
        case (.load, .dump), (.dump, .load): preconditionFailure("a job of the other kind")
        }
    }

    private func tensor(_ value: any Sendable) -> Tensor {
        guard let tensor = value as? Tensor else {
            preconditionFailure("a \(type(of: value)) where a tensor is loaded")
        }
        return tensor
    }
}

extension Outcome {
    fileprivate init(_ body: () throws -> Outcome) {
        do { self = try body() } catch { self = .failed("\(error)") }
    }

    fileprivate init(_ body: () async throws -> Outcome) async {
        do { self = try await body() } catch { self = .failed("\(error)") }
    }

    fileprivate static func placed(_ placement: LoadDestination.Placement, changed: Value?) -> Outcome {
        switch placement {
        case .row(let elementType, let shape): .row(elementType, shape: shape, changed: changed)
        case .elsewhere(let tensor): .value(tensor, changed: changed)
        }
    }
}

extension Item {
    /// The element, when a load function has written to it.
    fileprivate var changedElement: Value? { wasChanged ? element : nil }
}

/// Runs `body` as a task and blocks this thread, one of the pool's own, until it has returned.
///
/// - Parameter call: Cancels the task from another thread.
func blocking<R: Sendable>(
    as call: CancellableCall? = nil, isLoad: Bool = false, _ body: @escaping @Sendable () async -> R
) -> R {
    let result = Monitor<R?>(nil)
    let task = Task {
        let value = await body()
        result.withLock { $0 = value }
        result.signal()
    }
    call?.begin(task, isLoad: isLoad)
    return result.wait { $0 }
}

/// The `async` function that a worker's thread waits for, so that a run that ends need not wait for it for ever.
final class CancellableCall: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isLoad = false
        var endsLoads = false
        var endsDumps = false

        var isEnded: Bool { isLoad ? endsLoads : endsDumps }
    }

    private let state = Mutex(State())

    func begin(_ task: Task<Void, Never>, isLoad: Bool) {
        let isEnded = state.withLock { state in
            state.task = task
            state.isLoad = isLoad
            return state.isEnded
        }
        if isEnded { task.cancel() }
    }

    /// Gives up a load, now and from now on; a dump too when the run is aborted.
    func end(isAborted: Bool) {
        let task = state.withLock { state in
            state.endsLoads = true
            if isAborted { state.endsDumps = true }
            return state.isEnded ? state.task : nil
        }
        task?.cancel()
    }
}

extension Job.Input {
    fileprivate var isLoad: Bool {
        if case .load = self { true } else { false }
    }
}
