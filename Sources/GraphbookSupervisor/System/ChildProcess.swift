import CGraphbook
import GraphbookCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that was started, in a process group of its own, so that the terminal's signals do not reach it and that
/// whatever it starts can be ended with it.
final class ChildProcess: Sendable {
    private enum State {
        case running
        case ended(ProcessEnd)
    }

    private let number: pid_t
    /// Held while a signal is sent, so that the number is not another process's by then.
    private let state = Mutex(State.running)

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: A path, or a name to look up in `PATH`.
    ///   - folder: Where it works.
    ///   - environment: Variables it gets beside this program's own.
    ///   - files: The descriptors it gets, each under the number that is its place in the list.
    /// - Throws: ``GraphbookError`` with code `worker`.
    init(
        _ program: String, _ arguments: [String], folder: String, environment: [(name: String, value: String)] = [],
        files: [CInt]
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (place, file) in files.enumerated() { posix_spawn_file_actions_adddup2(&actions, file, CInt(place)) }
        graphbook_spawn_in(&actions, folder)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let variables = ChildProcess.variables(adding: environment)
        var number: pid_t = 0
        let problem = withCStrings([program] + arguments) { arguments in
            withCStrings(variables) { variables in
                posix_spawnp(&number, program, &actions, &attributes, arguments, variables)
            }
        }
        guard problem == 0 else {
            throw GraphbookError(.worker, "can't start '\(program)': \(String(cString: strerror(problem)))")
        }
        self.number = number
    }

    deinit {
        signal(SIGKILL)
        state.withLock { state in
            if case .running = state { while waitpid(number, nil, 0) < 0 && errno == EINTR {} }
        }
    }

    private static func variables(adding added: [(name: String, value: String)]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables.filter { variable in !added.contains { variable.hasPrefix("\($0.name)=") } }
            + added.map { "\($0.name)=\($0.value)" }
    }

    /// How the process ended; nil while it runs. What is left of its group is then ended too.
    func endIfAny() -> ProcessEnd? {
        state.withLock { state in
            if case .ended(let end) = state { return end }
            var info = siginfo_t()
            // Left unreaped at first: as long as it is, its number and its group's are no one else's.
            guard waitid(P_PID, id_t(number), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == SIGCHLD else {
                return nil
            }
            kill(-number, SIGKILL)
            var status: CInt = 0
            while waitpid(number, &status, 0) < 0 && errno == EINTR {}
            let end = ProcessEnd(waitStatus: status)
            state = .ended(end)
            return end
        }
    }

    /// Sends a signal to the process and what it started; nothing when it has ended.
    func signal(_ signal: CInt) {
        state.withLock { state in
            if case .running = state { kill(-number, signal) }
        }
    }
}

/// Calls `body` with a null-terminated array of C strings.
private func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
