internal import CGraphbook
import Glibc
import GraphbookCore

// All that is particular to Linux. A port to macOS replaces memfd by shm_open + shm_unlink, the death signal by the end
// of the socket alone, and the environment's name for the executable; nothing of that is tested.
package enum Platform {
    /// Cores this process may use, 1 or more.
    static var coreCount: Int { Int(graphbook_core_count()) }

    /// Seconds of a clock that never goes back.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The path of the program that runs.
    package static var executable: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        return length > 0
            ? String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) : CommandLine.arguments[0]
    }

    /// What errno says, as text.
    static func describe(_ code: Int32) -> String { String(cString: strerror(code)) }

    static func memoryFile(named name: String) throws -> Int32 {
        let descriptor = graphbook_memory_file(name)
        guard descriptor >= 0 else {
            throw GraphbookError(.worker, "no shared memory for batches: \(describe(errno))")
        }
        return descriptor
    }

    /// A pipe whose ends no other program inherits; -1 with errno on failure.
    static func pipe(_ ends: inout [Int32]) -> Int32 { graphbook_pipe(&ends) }

    /// Prints line by line, so that little is lost when the process dies.
    package static func printByLine() { graphbook_print_by_line() }

    /// Writes what was printed and is still in a buffer.
    static func flushOutput() { graphbook_flush_output() }

    /// Lets the kernel end this process when the thread that started it ends.
    static func endWithParent() { _ = graphbook_end_with_parent(SIGKILL) }

    static func nameThread(_ name: String) { graphbook_name_thread(String(name.prefix(15))) }

    /// How a process ended that was waited for: `exit status 3`, `signal 9 (Killed)`.
    static func describeEnd(_ status: Int32) -> String {
        if graphbook_exited(status) != 0 { return "exit status \(graphbook_exit_status(status))" }
        let signal = graphbook_signal(status)
        return "signal \(signal) (\(String(cString: strsignal(signal))))"
    }

    /// The lines that come through a descriptor, read on a thread of its own; ends with the descriptor.
    package static func lines(from descriptor: Int32) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let read: @Sendable () -> Void = {
            var lines = LineBuffer()
            while let more = lines.wait(for: descriptor) { for line in more { continuation.yield(line) } }
            continuation.finish()
        }
        do { pthread_detach(try startThread(named: "graphbook read", read)) } catch { continuation.finish() }
        return stream
    }

    /// Writes all bytes, waiting where it must.
    ///
    /// - Throws: ``GraphbookError`` when the other end is gone.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw GraphbookError(.file, "nothing can be written any more: \(describe(errno))") }
            written += count
        }
    }

    /// Runs `body` on a thread of its own.
    static func startThread(named name: String, _ body: @escaping @Sendable () -> Void) throws -> pthread_t {
        let box = Unmanaged.passRetained(ThreadBody(name: name, body: body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                let box = Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue()
                Platform.nameThread(box.name)
                box.body()
                return nil
            }, box.toOpaque())
        if status != 0 {
            box.release()
            throw GraphbookError(.worker, "no thread for a worker: \(describe(status))")
        }
        return thread
    }

    private final class ThreadBody: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
