import Glibc
import Graphbook

/// A file that is written from its start, through a buffer.
struct OutputFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 16

    /// Makes the file, or empties it; and its folder, where that is missing.
    ///
    /// - Throws: ``GraphbookError`` with code `file` that names the path and the reason.
    init(path: String) throws {
        try OutputFile.makeFolders(of: path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        self.path = path
        if descriptor < 0 { throw OutputFile.failure(path, "cannot be written") }
    }

    mutating func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= OutputFile.bufferSize { try flush() }
    }

    mutating func close() throws {
        try flush()
        if Glibc.close(descriptor) != 0 { throw OutputFile.failure(path, "is not written whole") }
    }

    private mutating func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw OutputFile.failure(path, "is not written whole") }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func makeFolders(of path: String) throws {
        for (index, character) in zip(path.indices, path) where character == "/" && index != path.startIndex {
            let folder = String(path[..<index])
            if mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure(folder, "cannot be made") }
        }
    }

    private static func failure(_ path: String, _ what: String) -> GraphbookError {
        GraphbookError(.file, "'\(path)' \(what): \(String(cString: strerror(errno)))")
    }
}
