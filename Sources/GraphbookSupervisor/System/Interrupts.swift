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
