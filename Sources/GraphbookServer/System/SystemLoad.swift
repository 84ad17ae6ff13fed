import GraphbookSupervisor

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How busy the machine is, and this program with what it has started: `SystemLoad` of Documentation/openapi.json.
struct SystemLoad: Encodable, Sendable {
    struct Memory: Encodable, Sendable {
        let used: Int
        let total: Int
    }

    struct Load: Encodable, Sendable {
        enum Role: String, Encodable, Sendable {
            case server, host, worker
        }

        let role: Role
        /// Cores in use: 1 is one core.
        let cpu: Double
        /// Resident bytes.
        let memory: Int
    }

    struct GPU: Encodable, Sendable {
        let name: String
        let utilisation: Double
        let memory: Memory
    }

    /// Of the machine, 0 to 1.
    let cpu: Double
    let memory: Memory
    let processes: [Load]
    let gpus: [GPU]
}

/// Measures the load between one look and the next. Linux: all is read from `/proc`; elsewhere there is nothing to tell.
struct SystemMeter {
    private var machine = (busy: 0, all: 0)
    /// Ticks that each process had used at the last look.
    private var ticks: [pid_t: Int] = [:]
    private var time = ContinuousClock.now
    private let ticksPerSecond = Double(max(1, sysconf(CInt(_SC_CLK_TCK))))
    private let pageSize = Int(sysconf(CInt(_SC_PAGESIZE)))

    mutating func load(gpus: [SystemLoad.GPU]) -> SystemLoad {
        let now = ContinuousClock.now, elapsed = max(1e-3, (now - time) / .seconds(1))
        time = now
        let before = machine
        machine = Self.machineTicks
        let all = max(1, machine.all - before.all)
        var processes: [SystemLoad.Load] = [], seen: [pid_t: Int] = [:]
        for (process, role) in Self.family {
            guard let (used, pages) = Self.process(process) else { continue }
            seen[process] = used
            processes.append(
                SystemLoad.Load(
                    role: role, cpu: Double(used - (ticks[process] ?? used)) / ticksPerSecond / elapsed,
                    memory: pages * pageSize))
        }
        ticks = seen
        return SystemLoad(
            cpu: min(1, max(0, Double(machine.busy - before.busy) / Double(all))), memory: Self.memory,
            processes: processes, gpus: gpus)
    }

    /// This process, the hosts it has started, and their workers.
    private static var family: [(pid_t, SystemLoad.Load.Role)] {
        let own = getpid(), hosts = children(of: own)
        return [(own, .server)] + hosts.map { ($0, .host) } + hosts.flatMap(children).map { ($0, .worker) }
    }

    private static func children(of parent: pid_t) -> [pid_t] {
        FileSystem.entries(of: "/proc/\(parent)/task").flatMap { task in
            words(of: "/proc/\(parent)/task/\(task.name)/children").compactMap { pid_t($0) }
        }
    }

    /// The ticks a process has used, and the pages it holds; nil when it is gone.
    private static func process(_ process: pid_t) -> (ticks: Int, pages: Int)? {
        guard let text = try? FileSystem.text(of: "/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else {
            return nil
        }
        // proc(5): the fields behind the name, which may hold anything; utime is the 14th of all, rss the 24th.
        let fields = text[name...].split(separator: " ").dropFirst().map { Int($0) ?? 0 }
        return fields.count > 21 ? (fields[11] + fields[12], fields[21]) : nil
    }

    private static var machineTicks: (busy: Int, all: Int) {
        let fields = words(of: "/proc/stat").prefix(9).dropFirst().map { Int($0) ?? 0 }
        guard fields.count == 8 else { return (0, 0) }
        let all = fields.reduce(0, +)
        // The 4th and 5th are idle time and time waiting for the disk.
        return (all - fields[3] - fields[4], all)
    }

    private static var memory: SystemLoad.Memory {
        let words = words(of: "/proc/meminfo")
        func bytes(_ name: Substring) -> Int {
            words.firstIndex(of: name).flatMap { Int(words[$0 + 1]) }.map { $0 << 10 } ?? 0
        }
        let total = bytes("MemTotal:")
        return SystemLoad.Memory(used: total - bytes("MemAvailable:"), total: total)
    }

    /// The words of a file; none where it can't be read, as for a process that is gone.
    private static func words(of file: String) -> [Substring] {
        ((try? FileSystem.text(of: file)) ?? "").split { $0 == " " || $0 == "\n" }
    }
}
