import Glibc
import GraphbookCore

/// What worker processes are held to, from outside: a process that is stuck can't watch itself.
struct WorkerLimits: Sendable {
    /// Most memory of its own that a process may take, in bytes.
    let memory: Int?
    /// Whether any stage limits the time of its calls.
    let hasTimes: Bool

    var areSet: Bool { memory != nil || hasTimes }

    /// How often is looked, in milliseconds. A limit is so exceeded by as much at most.
    static let interval = 50

    /// Why a process has to end; nil when it may go on.
    ///
    /// - Parameters:
    ///   - elapsed: Seconds that it has worked on its job.
    ///   - limit: How long it may.
    func verdict(elapsed: Double, of limit: Double?, process: pid_t) -> String? {
        if let limit, elapsed > limit {
            return "it took longer than its time limit of \(limit) s: the worker was ended"
        }
        if let memory, let taken = WorkerLimits.memory(of: process), taken > memory {
            return
                "the worker took \(taken >> 20) MiB of memory, more than its limit of \(memory >> 20) MiB: it was ended"
        }
        return nil
    }

    /// The memory that a process has to itself, in bytes: not the batches, which it shares with the host.
    ///
    /// An address space limit (RLIMIT_AS) would count the room that is reserved for batches, hundreds of gigabytes.
    private static func memory(of process: pid_t) -> Int? {
        let file = open("/proc/\(process)/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let pages = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        // The second is what is resident, the third what of that is shared.
        return pages.count > 2 ? (pages[1] - pages[2]) * Int(getpagesize()) : nil
    }
}

/// How long a process has been seen at one job.
struct JobWatch: Sendable {
    private var job: UInt64?
    private var since = 0.0

    /// - Returns: Seconds since the job was first seen here.
    mutating func elapsed(of job: UInt64, at now: Double) -> Double {
        if self.job != job {
            self.job = job
            since = now
        }
        return now - since
    }
}

/// How long is waited before a process is replaced that has died without having done anything.
enum Backoff {
    /// 0.05 s after the first death, and twice as long after each further one.
    static func seconds(after deaths: Int) -> Double { 0.05 * Double(1 << min(max(deaths - 1, 0), 10)) }
}

extension WorkerPool {
    /// Waits so many seconds, or until the pool is closed.
    func pause(for seconds: Double) {
        let end = Platform.now + seconds
        while Platform.now < end, !isClosed { usleep(10_000) }
    }
}
