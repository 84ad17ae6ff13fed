import Glibc
import GraphbookCore
import Synchronization

/// The worker's side: what a process does that was started as a worker.
public struct WorkerProcess {
    private static let socket: Int32 = 3
    private static let memory: Int32 = 4

    private let index: Int
    private let plan: (RunRequest) throws -> WorkflowPlan
    private var input = FrameBuffer()
    private var functions: [Function: WorkerCall] = [:]
    private var nodes: WorkerNodes?

    private struct Function: Hashable {
        let stage: Int
        let kind: Lane.Kind
    }

    /// Works until the host closes the socket, then ends the process.
    ///
    /// - Parameter plan: Checks the workflow, as the host did.
    public static func run(plan: @escaping (RunRequest) throws -> WorkflowPlan) -> Never {
        Platform.endWithParent()
        // A line that is printed must not be lost in a buffer when the process dies.
        Platform.printByLine()
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let index = CommandLine.arguments.last.flatMap(Int.init) ?? 0
        var process = WorkerProcess(index: index, plan: plan)
        do {
            try process.work()
        } catch {
            // The host sees the end and what is said of it, and starts another worker.
            var errors = StandardError()
            print("Fatal error: \(error)", to: &errors)
            Platform.flushOutput()
            _exit(1)
        }
        Platform.flushOutput()
        _exit(0)
    }

    private init(index: Int, plan: @escaping (RunRequest) throws -> WorkflowPlan) {
        self.index = index
        self.plan = plan
    }

    private mutating func work() throws {
        let output = WorkerOutput(socket: WorkerProcess.socket)
        try LogContext.$sink.withValue(LogSink { output.log($0, $1) }) { try work(output) }
    }

    private mutating func work(_ output: WorkerOutput) throws {
        let mapping = try SharedMapping(mapping: WorkerProcess.memory)
        let current = (mapping.base + 64 * index).assumingMemoryBound(to: Atomic<UInt64>.self), spent = current + 1
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { recv(WorkerProcess.socket, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            chunk.withUnsafeBytes { input.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            while let request = try input.next({ bytes in
                var reader = WireReader(bytes) { offset, byteCount in
                    TensorStorage(base: mapping.base + offset, byteCount: byteCount) { _ in _ = mapping }
                }
                return try reader.request()
            }) {
                let began = Platform.now
                switch request {
                case .setUp(let request):
                    do {
                        nodes = WorkerNodes(plan: try plan(request))
                    } catch {
                        output.send(.broken("\(error)"))
                        output.flush()
                    }
                    continue
                case .load(let id, let stage, let element, let row):
                    current.pointee.store(UInt64(id), ordering: .releasing)
                    let place = row.map {
                        BatchBuffer.Row(
                            storage: TensorStorage(
                                base: mapping.base + $0.offset, byteCount: $0.byteCount, release: nil),
                            byteOffset: 0, byteCount: $0.byteCount)
                    }
                    call(id, stage, .load, .load(element, into: place), output)
                case .dump(let id, let stage, let argument):
                    current.pointee.store(UInt64(id), ordering: .releasing)
                    dump(id, stage, argument, output)
                }
                current.pointee.store(BatchMemory.noJob, ordering: .releasing)
                let now = Platform.now
                spent.pointee.add(UInt64((now - began) * 1e9), ordering: .relaxed)
                if !input.hasWholeFrame || output.isDue(at: now) { output.flush() }
            }
            output.flush()
        }
    }

    private mutating func dump(_ id: Int, _ stage: Int, _ argument: Value, _ output: WorkerOutput) {
        do {
            guard let decode = nodes?.transfer(stage, .dump)?.decode else {
                return output.send(.failed(id: id, "no such dump"))
            }
            call(id, stage, .dump, .dump(try decode(argument)), output)
        } catch {
            output.send(.failed(id: id, "\(error)"))
        }
    }

    private mutating func call(_ id: Int, _ stage: Int, _ kind: Lane.Kind, _ input: Job.Input, _ output: WorkerOutput) {
        let outcome: Outcome
        do {
            output.enter(stage: stage)
            outcome = try function(stage, kind)(input)
        } catch {
            return output.send(.failed(id: id, "\(error)"))
        }
        switch outcome {
        case .row(let elementType, let shape, let changed):
            output.send(.row(id: id, elementType, shape: shape, changed: changed))
        case .value(let value, let changed):
            do {
                guard let encode = nodes?.transfer(stage, kind)?.encode else {
                    return output.send(.failed(id: id, "no such load"))
                }
                try output.trySend(.value(id: id, encode(value), changed: changed))
            } catch {
                output.send(.failed(id: id, "what load returned cannot cross to the host: \(error)"))
            }
        case .dumped: output.send(.dumped(id: id))
        case .failed(let cause): output.send(.failed(id: id, cause))
        }
    }

    private mutating func function(_ stage: Int, _ kind: Lane.Kind) throws -> WorkerCall {
        let key = Function(stage: stage, kind: kind)
        if let function = functions[key] { return function }
        guard let nodes else { throw GraphbookError(.worker, "the worker has no workflow") }
        let function = try nodes.call(stage, kind)
        functions[key] = function
        return function
    }
}

/// Where a worker's last words go.
private struct StandardError: TextOutputStream {
    mutating func write(_ text: String) {
        _ = text.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// The nodes as a worker makes them: only what its functions ask for.
private struct WorkerNodes: Sendable {
    private let plan: WorkflowPlan
    private let resources = ResourceCache()

    init(plan: WorkflowPlan) { self.plan = plan }

    private func body(_ stage: Int) -> BatchBody? {
        guard plan.nodes.indices.contains(stage), case .batch(let body) = plan.nodes[stage].definition.body else {
            return nil
        }
        return body
    }

    func transfer(_ stage: Int, _ kind: Lane.Kind) -> Transfer? {
        let body = body(stage)
        return kind == .load ? body?.load?.transfer : body?.dump?.transfer
    }

    func call(_ stage: Int, _ kind: Lane.Kind) throws -> WorkerCall {
        let body = body(stage), parameters = parameters(of: plan.nodes[stage])
        if kind == .load, let load = body?.load {
            return .load(try load.prepare(parameters), isTensor: load.transfer.isTensor)
        }
        if kind == .dump, let dump = body?.dump { return .dump(try dump.prepare(parameters)) }
        throw GraphbookError(.worker, "the worker's workflow is another than the host's")
    }

    private func parameters(of node: WorkflowPlan.Node) -> Parameters {
        Parameters(settings: node.settings) { [self] id in try resource(id) }
    }

    /// Makes a resource when a function first reads it.
    private func resource(_ id: String) throws -> any Sendable {
        try resources.value(id) {
            guard let node = plan.nodes.first(where: { $0.id == id }), case .resource(let body) = node.definition.body
            else {
                throw GraphbookError(.missing, "no resource '\(id)'")
            }
            let make = try body.prepare(parameters(of: node)).make
            return try blocking { await Result(awaiting: make) }.get()
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(awaiting body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

private final class ResourceCache: Sendable {
    private let values = Mutex<[String: any Sendable]>([:])

    func value(_ id: String, make: () throws -> any Sendable) throws -> any Sendable {
        if let value = values.withLock({ $0[id] }) { return value }
        let value = try make()
        values.withLock { $0[id] = value }
        return value
    }
}

/// What a worker has to say to the host; log lines may come from any thread.
private final class WorkerOutput: Sendable {
    private struct State {
        var writer = WireWriter()
        var flushed = Platform.now
    }

    private let state = Mutex(State())
    private let socket: Int32
    private let stage = Atomic<Int>(0)

    init(socket: Int32) { self.socket = socket }

    /// Whether the host has waited for outcomes long enough.
    func isDue(at now: Double) -> Bool {
        state.withLock { now - $0.flushed > 200e-6 || $0.writer.bytes.count > 1 << 16 }
    }

    func trySend(_ reply: WorkerReply) throws { try state.withLock { try $0.writer.write(reply) } }

    func send(_ reply: WorkerReply) {
        do {
            try trySend(reply)
        } catch {
            // Only a changed item can be unwritable here.
            if case .row(let id, _, _, _) = reply {
                send(.failed(id: id, "what load wrote to its item cannot cross: \(error)"))
            }
        }
    }

    /// The function of this stage is called next, and log lines are its.
    func enter(stage: Int) { self.stage.store(stage, ordering: .relaxed) }

    func log(_ level: LogLevel, _ message: String) {
        send(.log(stage: stage.load(ordering: .relaxed), level, message))
        flush()
    }

    /// Sends all; waits while the host does not read.
    func flush() {
        Platform.flushOutput()
        state.withLock { state in
            var sent = 0
            while sent < state.writer.bytes.count {
                let count = state.writer.bytes.withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count < 0, errno == EINTR { continue }
                if count <= 0 { _exit(0) }  // the host is gone
                sent += count
            }
            state.writer.bytes.removeAll(keepingCapacity: true)
            state.flushed = Platform.now
        }
    }
}
