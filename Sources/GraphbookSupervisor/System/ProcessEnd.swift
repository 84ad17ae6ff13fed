#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a process ended.
public enum ProcessEnd: Sendable, Equatable, CustomStringConvertible {
    /// It exited, with this status: 0 for success.
    case exited(CInt)
    /// A signal ended it.
    case killed(signal: CInt)

    /// Reads the status that `waitpid` gives.
    init(waitStatus: CInt) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .killed(signal: signal)
    }

    /// What to put behind the name of what ended: `exited with status 3`, `died of SIGKILL (…)`.
    public var description: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .killed(let signal): "died of \(ProcessEnd.name(of: signal))"
        }
    }

    private static func name(of signal: CInt) -> String {
        switch signal {
        case SIGILL: "SIGILL (a trap: an index out of range, an overflow, a nil unwrapped, a failed precondition)"
        case SIGTRAP: "SIGTRAP (a trap: an index out of range, an overflow, a nil unwrapped, a failed precondition)"
        case SIGSEGV: "SIGSEGV (a bad memory access, or a stack that is too deep)"
        case SIGBUS: "SIGBUS (a bad memory access, or a mapped file that was cut short)"
        case SIGABRT: "SIGABRT (abort was called)"
        case SIGFPE: "SIGFPE (a bad calculation in C code)"
        case SIGKILL: "SIGKILL (killed from outside: by someone, or by the system when memory ran out)"
        case SIGTERM: "SIGTERM (told to end from outside)"
        case SIGINT: "SIGINT (interrupted from outside)"
        default: "signal \(signal)"
        }
    }
}
