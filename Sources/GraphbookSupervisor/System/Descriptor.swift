import CGraphbook
import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file, pipe or socket, closed when its owner lets go of it. Programs that this one starts do not get it unless
/// they are given it.
struct Descriptor: ~Copyable {
    let number: CInt

    deinit { close(number) }

    /// Takes over a descriptor, moved out of the way of the numbers a new program is given its own under.
    init(takingOver number: CInt) throws {
        let moved = fcntl(number, F_DUPFD_CLOEXEC, Descriptor.firstNumber)
        close(number)
        if moved < 0 { throw FileSystem.failure("can't open another file") }
        self.number = moved
    }

    /// A new program gets descriptors 0 to 3; a source below 10 could be overwritten before it is handed over.
    private static let firstNumber: CInt = 10

    /// Nothing to read, and a place for output that nobody wants.
    static func nothing() throws -> Descriptor {
        let number = open("/dev/null", O_RDWR | O_CLOEXEC)
        if number < 0 { throw FileSystem.failure("can't open /dev/null") }
        return try Descriptor(takingOver: number)
    }

    /// Lets go of the descriptor without closing it.
    consuming func release() -> CInt {
        let number = number
        discard self
        return number
    }

    /// Makes reads return at once when there is nothing.
    func doNotBlock() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
}

/// Waits until something can be read from one of the files, or their other ends are closed.
///
/// - Parameters:
///   - files: Descriptors; those below 0 are left out.
///   - target: A descriptor that may as well become able to take bytes; below 0 for none.
///   - milliseconds: Longest wait.
/// - Returns: For each of `files` whether it is ready.
func waitForAny(of files: [CInt], orRoomIn target: CInt = -1, milliseconds: CInt) -> [Bool] {
    var polled = files.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    polled.append(pollfd(fd: target, events: Int16(POLLOUT), revents: 0))
    if poll(&polled, nfds_t(polled.count), milliseconds) <= 0 { return files.map { _ in false } }
    return polled.dropLast().map { $0.revents != 0 }
}

/// A pipe between two programs.
struct PipeEnds: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws {
        var ends: [CInt] = [0, 0]
        if graphbook_pipe(&ends) != 0 { throw FileSystem.failure("can't open a pipe") }
        let first = try Descriptor(takingOver: ends[0]), second = try Descriptor(takingOver: ends[1])
        reading = first
        writing = second
    }
}

/// Two ends of a conversation.
struct SocketPair: ~Copyable {
    let near: Descriptor
    let far: Descriptor

    init() throws {
        var ends: [CInt] = [0, 0]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        if socketpair(AF_UNIX, kind, 0, &ends) != 0 { throw FileSystem.failure("can't open a pair of sockets") }
        let first = try Descriptor(takingOver: ends[0]), second = try Descriptor(takingOver: ends[1])
        near = first
        far = second
    }
}
