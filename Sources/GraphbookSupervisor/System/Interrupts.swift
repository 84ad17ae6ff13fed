import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The wishes to stop that this program gets: Ctrl-C, and SIGTERM.
///
/// From the moment it is made until the program ends, these signals no longer end the program; whoever waits for something
/// waits for ``file`` as well.
public final class Interrupts: Sendable {
    private let pipe: Descriptor
    /// Readable once a signal has come.
    var file: CInt { pipe.number }

    /// Must be made before any other thread is, since each thread starts with its maker's blocked signals.
    ///
    /// - Throws: ``GraphbookError`` when the system has no pipe or thread to give.
    public init() throws {
        let pipe = try PipeEnds()
        pipe.reading.doNotBlock()
        var signals = Interrupts.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // The thread lives as long as the program, and so does its end of the pipe.
        let end = pipe.writing.release()
        var thread = pthread_t()
        let problem = pthread_create(
            &thread, nil,
            { argument in
                let end = CInt(Int(bitPattern: argument))
                var signals = Interrupts.signals
                while true {
                    var signal: CInt = 0
                    if sigwait(&signals, &signal) == 0 { write(end, [UInt8(signal)], 1) }
                }
            }, UnsafeMutableRawPointer(bitPattern: Int(end)))
        if problem != 0 { throw GraphbookError(.worker, "can't watch for Ctrl-C: no thread is left") }
        pthread_detach(thread)
        self.pipe = pipe.reading
    }

    /// Interrupts that come from elsewhere: a byte each, from a copy of this descriptor.
    init(from file: CInt) throws {
        pipe = try Descriptor(takingOver: dup(file))
        pipe.doNotBlock()
    }

    /// Interrupts that come from this program itself: `interrupt` is one, from any thread.
    package static func made() throws -> (interrupts: Interrupts, interrupt: @Sendable () -> Void) {
        let pipe = try PipeEnds()
        let interrupts = try Interrupts(from: pipe.reading.number), end = Pressing(pipe)
        return (interrupts, { end.press() })
    }

    /// How many signals have come since this was last asked.
    func take() -> Int {
        var signals = [UInt8](repeating: 0, count: 16)
        return max(0, read(file, &signals, signals.count))
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}

/// The end of a pipe that wishes are written to; closed when nobody can wish any more.
private final class Pressing: Sendable {
    private let end: Descriptor

    init(_ pipe: consuming PipeEnds) { end = pipe.writing }

    /// The pipe holds more than anyone wishes; one wish too many is lost, and harmless.
    func press() { _ = write(end.number, [UInt8(SIGINT)], 1) }
}
