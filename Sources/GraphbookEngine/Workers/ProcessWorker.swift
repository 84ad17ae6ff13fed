import Glibc
import GraphbookCore
import Synchronization

extension WorkerPool {
    /// Worker processes.
    ///
    /// - Throws: ``GraphbookError`` when there is no thread for the first of them.
    convenience init(
        processes count: Int, of program: WorkerProgram?, memory: BatchMemory, stages: [Stage], limit: Int
    ) throws {
        guard let program else { preconditionFailure("the engine has checked that there is a program") }
        try self.init(
            workers: (0..<count).map { ProcessWorker(index: $0, program: program, memory: memory, stages: stages) },
            limit: limit)
    }
}

/// A worker that feeds a process, replaces it when it dies, and finds out which job it died of.
///
/// Each has a few jobs under way at its process, so that this one never waits for the next. All but ``end(isAborted:)`` is
/// called on the worker's own thread.
final class ProcessWorker: Worker {
    /// What another thread may ask when the pool ends.
    private struct Shared: Sendable {
        var pid: pid_t?
        var isWriting = false
        /// The time limits of the jobs in its hands, by their numbers.
        var timeLimits: [UInt64: Double] = [:]
        var watch = JobWatch()
        /// Why it was ended from here, and at which job.
        var verdict: (job: UInt64, cause: String)?
    }

    let index: Int
    let program: WorkerProgram
    let memory: BatchMemory
    let stages: [Stage]
    private let shared = Mutex(Shared())

    /// A process that dies this often in a row without having done anything will not do anything.
    private static let mostIdleDeaths = 5

    init(index: Int, program: WorkerProgram, memory: BatchMemory, stages: [Stage]) {
        self.index = index
        self.program = program
        self.memory = memory
        self.stages = stages
    }

    func work(for pool: WorkerPool) {
        var connection: WorkerConnection?
        var underWay = JobsUnderWay()
        var idleDeaths = 0
        var spentBefore: UInt64 = 0
        defer { if let connection { finish(connection) } }

        while true {
            // As many jobs as fit the pace; wait for one only when there is nothing under way.
            if let lane = underWay.lane {
                if let more = pool.takeMore(holding: underWay.count, of: lane) { underWay.add(more) }
            } else {
                guard let chunk = pool.take(for: self) else { return }
                underWay.add(chunk)
            }
            do {
                if connection == nil { connection = try connect() }
            } catch {
                stages.first?.journal.log(.error, "\(error)")
                stages.first?.control.end(.failed)
                return
            }
            guard var live = connection else { return }
            shared.withLock { shared in
                shared.isWriting = underWay.hasDumps
                shared.timeLimits = underWay.timeLimits
            }
            for (job, outcome) in live.send(&underWay) { pool.complete([(job.job, outcome)], of: job.lane) }
            let replies = live.receive(while: underWay)
            connection = live
            let done = settle(replies, &underWay)
            if !done.isEmpty { idleDeaths = 0 }
            if !done.isEmpty {
                // Not by the host's clock: on its way a job waits for others, and for a processor.
                let spent = memory.timeSpent(byWorker: index)?.pointee.load(ordering: .relaxed) ?? 0
                let count = done.reduce(0) { $0 + $1.outcomes.count }
                let each = Double(spent &- spentBefore) * 1e-9 / Double(count)
                spentBefore = spent
                for (lane, outcomes) in done { pool.complete(outcomes, of: lane, in: each * Double(outcomes.count)) }
            }
            if live.isOpen { continue }

            // The process is gone, and all it had said has been read.
            let end = bury(live)
            connection = nil
            if pool.isClosed { return }
            let culprit = memory.currentJob(ofWorker: index)?.pointee.load(ordering: .acquiring)
            let verdict = shared.withLock { take(&$0.verdict) }
            // It may have gone on to its next job just before it was ended.
            if let verdict, verdict.job != culprit {
                underWay.resetSent()
                continue
            }
            let cause =
                verdict?.cause ?? "the worker process ended with \(end)\(live.lastWords.map { ": \($0)" } ?? "")"
            if let culprit, let blamed = underWay.remove(id: culprit) {
                stages[blamed.lane.stage.index].journal.log(
                    .warning, "worker \(index) ended with \(end); it is replaced", node: blamed.lane.stage.id)
                pool.complete([(blamed.job, .failed(cause))], of: blamed.lane)
            } else if done.isEmpty {
                idleDeaths += 1
                if idleDeaths >= ProcessWorker.mostIdleDeaths || live.brokenBecause != nil {
                    stages.first?.journal.log(
                        .error,
                        live.brokenBecause.map { "the workers can't make the workflow's nodes: \($0)" }
                            ?? "worker processes end before they do anything: \(cause)")
                    stages.first?.control.end(.failed)
                    return
                }
                pool.pause(for: Backoff.seconds(after: idleDeaths))
            }
            underWay.resetSent()
        }
    }

    private func connect() throws -> WorkerConnection {
        guard let descriptor = memory.descriptor else { preconditionFailure("processes need shared memory") }
        memory.currentJob(ofWorker: index)?.pointee.store(BatchMemory.noJob, ordering: .releasing)
        let process = try ChildProcess(program: program.path, index: index, memory: descriptor)
        shared.withLock { shared in
            shared.pid = process.pid
            shared.watch = JobWatch()
        }
        return try WorkerConnection(process, request: program.request, memory: memory, stages: stages)
    }

    /// Turns replies into outcomes, by lane.
    private func settle(
        _ replies: [WorkerReply], _ underWay: inout JobsUnderWay
    ) -> [(lane: Lane, outcomes: [(job: Job, outcome: Outcome)])] {
        var done: [(lane: Lane, outcomes: [(job: Job, outcome: Outcome)])] = []
        func settled(_ id: Int, _ outcome: (Lane) -> Outcome) {
            guard let entry = underWay.remove(id: UInt64(id)) else { return }
            if let last = done.indices.last, done[last].lane === entry.lane {
                done[last].outcomes.append((entry.job, outcome(entry.lane)))
            } else {
                done.append((entry.lane, [(entry.job, outcome(entry.lane))]))
            }
        }
        for reply in replies {
            switch reply {
            case .row(let id, let elementType, let shape, let changed):
                settled(id) { _ in .row(elementType, shape: shape, changed: changed) }
            case .value(let id, let value, let changed):
                settled(id) { lane in
                    do {
                        guard let decode = lane.transfer.decode else {
                            return .failed("what load returned cannot cross")
                        }
                        return .value(try decode(value), changed: changed)
                    } catch {
                        return .failed("what load returned did not arrive whole: \(error)")
                    }
                }
            case .dumped(let id): settled(id) { _ in .dumped }
            case .failed(let id, let cause): settled(id) { _ in .failed(cause) }
            case .log(let stage, let level, let message):
                guard stages.indices.contains(stage) else { continue }
                stages[stage].journal.log(level, message, node: stages[stage].id)
            case .broken: break  // the connection keeps it
            }
        }
        return done
    }

    /// Lets an idle process end.
    private func finish(_ connection: WorkerConnection) {
        var connection = connection
        shutdown(connection.process.socket, Int32(SHUT_RDWR))
        _ = bury(connection)
        connection.drain(for: nil)
    }

    private func bury(_ connection: WorkerConnection) -> String {
        // First of all nobody may send a signal to a number that is about to be somebody else's.
        shared.withLock { $0.pid = nil }
        return connection.process.reap()
    }

    func enforce(_ limits: WorkerLimits) {
        guard let job = memory.currentJob(ofWorker: index)?.pointee.load(ordering: .acquiring), job != BatchMemory.noJob
        else { return }
        shared.withLock { shared in
            guard let pid = shared.pid, shared.verdict == nil else { return }
            let elapsed = shared.watch.elapsed(of: job, at: Platform.now)
            guard let cause = limits.verdict(elapsed: elapsed, of: shared.timeLimits[job], process: pid) else { return }
            shared.verdict = (job, cause)
            kill(pid, SIGKILL)
        }
    }

    func end(isAborted: Bool) {
        shared.withLock { shared in
            if let pid = shared.pid, isAborted || !shared.isWriting { kill(pid, SIGKILL) }
        }
    }
}

/// The jobs that a process has, or is about to get.
struct JobsUnderWay {
    struct Entry {
        let id: UInt64
        let lane: Lane
        let job: Job
    }

    /// By their number; nil for those that are done, while an earlier one is not.
    private var entries = Window<Entry?>()
    private(set) var count = 0
    /// The number of the first that was not sent yet.
    private var unsent = 0

    var isEmpty: Bool { count == 0 }
    /// The lane of the job that is probably being worked on.
    var lane: Lane? { entries.first??.lane }
    var hasDumps: Bool { (entries.start..<entries.end).contains { entries[$0]?.lane.kind == .dump } }
    /// The time limits of the jobs that have one, by their numbers.
    var timeLimits: [UInt64: Double] {
        var limits: [UInt64: Double] = [:]
        for number in entries.start..<entries.end {
            if let entry = entries[number], let limit = entry.lane.stage.timeLimit { limits[entry.id] = limit }
        }
        return limits
    }

    mutating func add(_ chunk: PoolMachine.Chunk) {
        for job in chunk.jobs { entries.append(Entry(id: UInt64(entries.end), lane: chunk.lane, job: job)) }
        count += chunk.jobs.count
    }

    mutating func remove(id: UInt64) -> Entry? {
        guard let number = Int(exactly: id), entries.start <= number, number < entries.end,
            let entry = take(&entries[number])
        else { return nil }
        count -= 1
        while let first = entries.first, first == nil { entries.removeFirst() }
        return entry
    }

    /// The jobs that the process has not got yet; from now on it has.
    mutating func send() -> [Entry] {
        defer { unsent = entries.end }
        return (max(unsent, entries.start)..<entries.end).compactMap { entries[$0] }
    }

    /// All are to be sent to the next process.
    mutating func resetSent() { unsent = entries.start }
}

/// The socket to a worker process, without ever waiting for one direction while the other has something to say.
struct WorkerConnection {
    let process: ChildProcess
    private let memory: BatchMemory
    private let stages: [Stage]
    private var input = FrameBuffer()
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var printed = LineBuffer(longest: 1 << 14)
    private var complained = LineBuffer(longest: 1 << 14)
    private(set) var isOpen = true
    /// The last line that tells of a fatal error.
    private(set) var lastWords: String?
    private(set) var brokenBecause: String?

    init(_ process: ChildProcess, request: RunRequest, memory: BatchMemory, stages: [Stage]) throws {
        self.process = process
        self.memory = memory
        self.stages = stages
        var writer = WireWriter()
        try writer.write(.setUp(request))
        outgoing = writer.bytes
    }

    /// Puts the jobs that were not sent yet behind what is to be sent.
    ///
    /// - Returns: The jobs that cannot cross, each with its failure.
    mutating func send(_ underWay: inout JobsUnderWay) -> [(job: JobsUnderWay.Entry, outcome: Outcome)] {
        var failed: [(job: JobsUnderWay.Entry, outcome: Outcome)] = []
        var writer = WireWriter(locating: { [memory] in memory.offset(of: $0) })
        swap(&writer.bytes, &outgoing)
        for entry in underWay.send() {
            let id = Int(entry.id), stage = entry.lane.stage.index
            do {
                switch entry.job.input {
                case .load(let element, let row):
                    let place = row.flatMap { row in
                        memory.offset(of: row.base).map { WorkerRequest.Place(offset: $0, byteCount: row.byteCount) }
                    }
                    try writer.write(.load(id: id, stage: stage, element, row: place))
                case .dump(let argument):
                    guard let encode = entry.lane.transfer.encode else { preconditionFailure("checked before the run") }
                    try writer.write(.dump(id: id, stage: stage, encode(argument)))
                }
            } catch {
                failed.append((entry, .failed("it cannot cross to a worker: \(error)")))
            }
        }
        swap(&writer.bytes, &outgoing)
        for (entry, _) in failed { _ = underWay.remove(id: entry.id) }
        return failed
    }

    /// Sends what is to be sent and waits until the process has said something, or is gone.
    mutating func receive(while underWay: JobsUnderWay) -> [WorkerReply] {
        var replies: [WorkerReply] = []
        let node = underWay.lane?.stage
        while isOpen, replies.isEmpty, !underWay.isEmpty {
            write()
            var descriptors = [
                pollfd(
                    fd: process.socket, events: Int16(POLLIN) | (sent < outgoing.count ? Int16(POLLOUT) : 0), revents: 0
                ),
                pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0),
            ]
            if !isPrinting { descriptors.removeLast(2) }
            guard poll(&descriptors, nfds_t(descriptors.count), -1) > 0 else { continue }
            // What was printed before an outcome was sent belongs before it.
            drain(for: node)
            if descriptors[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { replies = read() }
        }
        return replies
    }

    /// Whether the process still has its output open; a pipe that was closed would be ready for ever.
    private var isPrinting = true

    private mutating func write() {
        while sent < outgoing.count {
            let count = outgoing.withUnsafeBytes {
                Glibc.send(
                    process.socket, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { return }  // full, or gone: reading tells which
            sent += count
        }
        outgoing.removeAll(keepingCapacity: true)
        sent = 0
    }

    private mutating func read() -> [WorkerReply] {
        var replies: [WorkerReply] = []
        // Room for the outcomes of a full window, and left as it is: what is not written costs nothing.
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { chunk in
            while true {
                let count = recv(process.socket, chunk.baseAddress, chunk.count, 0)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN { return }
                if count <= 0 {
                    isOpen = false
                    return
                }
                input.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
                if count < chunk.count { return }
            }
        }
        do {
            while let reply = try input.next({ bytes in
                var reader = WireReader(bytes)
                return try reader.reply()
            }) {
                if case .broken(let cause) = reply {
                    brokenBecause = cause
                    isOpen = false
                    kill(process.pid, SIGKILL)
                } else {
                    replies.append(reply)
                }
            }
        } catch {
            // Somebody else wrote to the socket, or memory is corrupt: start anew.
            isOpen = false
            kill(process.pid, SIGKILL)
        }
        if !isOpen { drain(for: nil) }
        return replies
    }

    /// Passes on what the process has printed.
    mutating func drain(for stage: Stage?) {
        let journal = stages.first?.journal
        for line in printed.read(from: process.output) { journal?.log(.info, line, node: stage?.id) }
        var complaints = complained.read(from: process.errors)
        if !isOpen { complaints += complained.rest() }
        for line in complaints {
            if line.contains("Fatal error") { lastWords = line }
            journal?.log(.warning, line, node: stage?.id)
        }
    }
}
