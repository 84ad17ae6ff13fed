import GraphbookCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A host that was started, and the conversation with it.
///
/// One thread at a time reads, by ``next(within:interrupts:)``; any thread may send.
public final class HostProcess: Sendable {
    /// Something that happened at the host.
    public enum Message: Sendable, Equatable {
        case reply(HostReply)
        /// It printed a line.
        case printed(LogLine)
        /// Its process ended. The last message.
        case ended(HostEnd)
    }

    /// The program's name.
    public let name: String
    /// The path of the program, without symbolic links.
    public let path: String
    private let endLimit: Duration
    private let process: ChildProcess
    private let socket: Descriptor
    private let output: Descriptor
    private let errors: Descriptor
    private let state = Mutex(State())
    private let outgoing = Mutex(Outgoing())

    private struct State {
        var intake = HostIntake()
        /// When it must have ended.
        var limit: ContinuousClock.Instant?
        var wasKilled = false
    }

    private struct Outgoing {
        var bytes: [UInt8] = []
        var isFinal = false
    }

    /// Most bytes that are read at once.
    private static let readSize = 64 << 10
    /// How often is read once the host has ended: more than its pipes and socket can hold.
    private static let lastReads = 16
    private static let argument = "--graphbook-host"
    /// How a Swift program that traps is to say where: briefly, and as plain text.
    private static let backtrace = (
        name: "SWIFT_BACKTRACE", value: "color=no,interactive=no,threads=crashed,registers=none,images=none,limit=16"
    )

    /// Starts a host.
    ///
    /// - Parameters:
    ///   - program: The path of the executable.
    ///   - folder: Where it works: paths in a workflow are relative to the workflow's folder.
    ///   - endLimit: How long it may take to end once it was told to, or has closed its end of the conversation.
    /// - Throws: ``GraphbookError`` with code `worker` when it can't be started.
    public init(_ program: String, folder: String, endLimit: Duration = .seconds(5)) throws {
        self.endLimit = endLimit
        name = program.split(separator: "/").last.map(String.init) ?? program
        path = try FileSystem.resolved(program)
        let pair = try SocketPair(), output = try PipeEnds(), errors = try PipeEnds()
        let input = try Descriptor.nothing()
        process = try ChildProcess(
            path, [HostProcess.argument], folder: folder,
            environment: getenv(HostProcess.backtrace.name) == nil ? [HostProcess.backtrace] : [],
            files: [input.number, output.writing.number, errors.writing.number, pair.far.number])
        socket = pair.near
        self.output = output.reading
        self.errors = errors.reading
        socket.doNotBlock()
        self.output.doNotBlock()
        self.errors.doNotBlock()
    }

    // MARK: - Telling

    /// Tells the host something. A host that has ended is told nothing; ``next(within:interrupts:)`` says that it ended.
    public func send(_ command: HostCommand) throws {
        let line = try JSON.text(of: ValueEncoder().encode(command)) + "\n"
        outgoing.withLock { $0.bytes += line.utf8 }
        flush()
    }

    /// Sends what the socket takes; the rest goes when it takes more.
    ///
    /// - Returns: Whether there is a rest.
    @discardableResult
    private func flush() -> Bool {
        outgoing.withLock { outgoing in
            if !outgoing.bytes.isEmpty {
                let count = transmit(outgoing.bytes, to: socket.number)
                if count >= 0 {
                    outgoing.bytes.removeFirst(count)
                } else if errno != EAGAIN && errno != EINTR {
                    // The host is gone, as reading will tell.
                    outgoing.bytes = []
                }
            }
            if outgoing.bytes.isEmpty && outgoing.isFinal { shutdown(socket.number, CInt(SHUT_WR)) }
            return !outgoing.bytes.isEmpty
        }
    }

    /// Tells the host that nothing more will come, so that it ends; one that takes too long for it is killed.
    public func finish() {
        outgoing.withLock { $0.isFinal = true }
        state.withLock { $0.limit = .now + endLimit }
        flush()
    }

    /// Ends the host and all it started, at once.
    public func kill() {
        state.withLock { $0.wasKilled = true }
        process.signal(SIGKILL)
    }

    // MARK: - Listening

    /// The next thing that happens at the host.
    ///
    /// - Parameters:
    ///   - limit: Longest wait.
    ///   - interrupts: Ends the wait when a signal has come.
    /// - Returns: nil when nothing happened until then.
    /// - Throws: ``GraphbookError`` with code `syntax` when the host says something that is no message.
    public func next(within limit: Duration? = nil, interrupts: Interrupts? = nil) throws -> Message? {
        let limit = limit.map { ContinuousClock.now + $0 }
        while true {
            if let message = try state.withLock({ try $0.intake.take() }) { return message }
            if let limit, limit <= .now { return nil }
            if waitForNews(until: limit, interrupts) { return nil }
            listen()
        }
    }

    /// - Returns: Whether an interrupt has come.
    private func waitForNews(until limit: ContinuousClock.Instant?, _ interrupts: Interrupts?) -> Bool {
        let hasMoreToSend = flush()
        let isOpen = state.withLock { $0.intake.isOpen }
        // A process can end without its socket being closed, when another has it too: look now and then, and often when
        // a closed socket says that it is about to.
        let isEnding = !isOpen[HostIntake.Channel.socket.rawValue]
        var pause: Duration = isEnding ? .milliseconds(2) : .milliseconds(250)
        if let limit { pause = min(pause, max(.zero, limit - .now)) }
        let files = zip([output.number, errors.number, socket.number], isOpen).map { $1 ? $0 : -1 }
        let ready = waitForAny(
            of: files + [interrupts?.file ?? -1], orRoomIn: hasMoreToSend ? socket.number : -1,
            milliseconds: CInt(pause / .milliseconds(1)) + 1)
        return ready[files.count]
    }

    private func listen() {
        // Asked first: what it wrote before it ended is then all there to be read.
        let end = process.endIfAny()
        state.withLock { state in
            // A program it left behind, in a session of its own, may write on for ever: that is not waited for.
            for _ in 0..<(end == nil ? 1 : HostProcess.lastReads) { readOnce(into: &state) }
            if let end {
                state.intake.finish(end, of: name, wasKilled: state.wasKilled)
            } else if let limit = state.limit, limit <= .now {
                state.wasKilled = true
                process.signal(SIGKILL)
            }
        }
    }

    private func readOnce(into state: inout State) {
        for (channel, isOpen) in zip(HostIntake.Channel.allCases, state.intake.isOpen) where isOpen {
            let file =
                switch channel {
                case .output: output.number
                case .errors: errors.number
                case .socket: socket.number
                }
            withUnsafeTemporaryAllocation(byteCount: HostProcess.readSize, alignment: 1) { chunk in
                let count = read(file, chunk.baseAddress, chunk.count)
                if count > 0 {
                    state.intake.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]), from: channel)
                } else if count == 0 || errno != EAGAIN && errno != EINTR {
                    state.intake.close(channel)
                    if channel == .socket, state.limit == nil { state.limit = .now + endLimit }
                }
            }
        }
    }
}

/// `send`, apart from the method of that name.
private func transmit(_ bytes: [UInt8], to socket: CInt) -> Int {
    send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL))
}
