import Glibc
import Graphbook

/// A file that is read once, from its start to its end, through a buffer.
struct InputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8]
    private var unread: Range<Int>
    private var isAtStart: Bool

    /// Opens the file. A byte order mark at its start is passed over.
    ///
    /// - Throws: ``GraphbookError`` with code `file` that names the path and the reason.
    init(path: String) throws {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        if opened < 0 { throw InputFile.failure(path) }
        descriptor = opened
        self.path = path
        buffer = [UInt8](repeating: 0, count: 1 << 16)
        unread = 0..<0
        isAtStart = true
    }

    deinit { close(descriptor) }

    /// The next byte; nil at the end.
    mutating func byte() throws -> UInt8? {
        if unread.isEmpty { try fill() }
        if unread.isEmpty { return nil }
        defer { unread.removeFirst() }
        return buffer[unread.lowerBound]
    }

    /// The bytes up to the next line feed, without it and a carriage return in front of it; nil at the end.
    mutating func line() throws -> [UInt8]? {
        var line: [UInt8] = []
        if unread.isEmpty { try fill() }
        if unread.isEmpty { return nil }
        while !unread.isEmpty {
            let end = buffer[unread].firstIndex(of: UInt8(ascii: "\n"))
            line += buffer[unread.lowerBound..<(end ?? unread.upperBound)]
            unread = (end.map { $0 + 1 } ?? unread.upperBound)..<unread.upperBound
            if end != nil { break }
            try fill()
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    private mutating func fill() throws {
        let descriptor = descriptor
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw InputFile.failure(path) }
            unread = 0..<count
            if isAtStart, buffer[unread].starts(with: [0xEF, 0xBB, 0xBF]) { unread.removeFirst(3) }
            isAtStart = false
            return
        }
    }

    private static func failure(_ path: String) -> GraphbookError {
        GraphbookError(.file, "'\(path)' cannot be read: \(String(cString: strerror(errno)))")
    }
}
