import Glibc
import GraphbookCore

/// A worker process, as its host holds it: its socket, and the pipes it prints to.
struct ChildProcess {
    let pid: pid_t
    let socket: Int32
    let output: Int32
    let errors: Int32

    /// Starts `program` as worker `index`, with its end of the socket as descriptor 3 and the batches' memory as 4.
    init(program: String, index: Int, memory: Int32) throws {
        var sockets: [Int32] = [-1, -1], output: [Int32] = [-1, -1], errors: [Int32] = [-1, -1]
        var opened: [Int32] = []
        func made(_ status: Int32, _ pair: [Int32]) throws {
            if status != 0 {
                for descriptor in opened { close(descriptor) }
                throw GraphbookError(.worker, "no worker process: \(Platform.describe(errno))")
            }
            opened += pair
        }
        // CLOEXEC on all: a sibling that held the other end would keep the end of file from being seen.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        try made(socketpair(AF_UNIX, type, 0, &sockets), sockets)
        try made(Platform.pipe(&output), output)
        try made(Platform.pipe(&errors), errors)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Moved above the targets first, so that no source is overwritten before it is duplicated.
        let sources = [sockets[1], memory, output[1], errors[1]].map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (source, target) in zip(sources, [3, 4, 1, 2] as [Int32]) {
            posix_spawn_file_actions_adddup2(&actions, source, target)
        }
        var pid = pid_t()
        let words = [program, WorkerProgram.workerArgument, "\(index)"]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        // The backtracer would hold a crashed worker for a while before the host can replace it.
        let environment = ChildProcess.environment(setting: "SWIFT_BACKTRACE", to: "enable=no")
        let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        let status = posix_spawn(&pid, program, &actions, nil, arguments, variables)
        for string in arguments + variables { free(string) }
        for descriptor in sources + [sockets[1], output[1], errors[1]] { close(descriptor) }
        guard status == 0 else {
            for descriptor in [sockets[0], output[0], errors[0]] { close(descriptor) }
            throw GraphbookError(.worker, "'\(program)' can't be started as a worker: \(Platform.describe(status))")
        }
        for descriptor in [sockets[0], output[0], errors[0]] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL, 0) | O_NONBLOCK)
        }
        self.pid = pid
        socket = sockets[0]
        self.output = output[0]
        self.errors = errors[0]
    }

    /// This process's environment with one variable added, unless it is set.
    private static func environment(setting name: String, to value: String) -> [String] {
        var variables: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            variables.append(String(cString: variable))
            entry += 1
        }
        if !variables.contains(where: { $0.hasPrefix("\(name)=") }) { variables.append("\(name)=\(value)") }
        return variables
    }

    /// Waits for the process's end and closes what led to it.
    ///
    /// - Returns: How it ended, in words.
    func reap() -> String {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        for descriptor in [socket, output, errors] { close(descriptor) }
        return Platform.describeEnd(status)
    }
}
