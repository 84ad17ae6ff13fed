import Foundation

/// What is said where a decoder crashes: enough to make the same file again. One thread writes it, the handler reads it.
nonisolated(unsafe) private let text = UnsafeMutablePointer<CChar>.allocate(capacity: 4096)

enum CrashMessage {
    /// From now on, a signal that means a crash ends the program with what was last `set`.
    static func install() {
        text.initialize(repeating: 0, count: 4096)
        for number in [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGTRAP, SIGFPE] {
            signal(number) { _ in
                write(STDERR_FILENO, text, strlen(text))
                _exit(1)
            }
        }
    }

    static func set(_ message: String) { strncpy(text, message, 4095) }
}
