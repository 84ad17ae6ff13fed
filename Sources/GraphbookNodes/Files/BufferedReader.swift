import Glibc

/// Reads a file from its start in pieces.
final class BufferedReader {
    private let descriptor: Int32
    private let size: Int
    private var buffer: [UInt8] = []
    private var position = 0

    private static let bufferSize = 1 << 16

    /// - Returns: nil where the file cannot be opened.
    init?(path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        size = descriptor >= 0 && fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// - Returns: So many bytes; nil when fewer are left, or cannot be read.
    func read(_ count: Int) -> [UInt8]? {
        guard (0...size).contains(count) else { return nil }
        while buffer.count - position < count {
            buffer.removeFirst(position)
            position = 0
            let have = buffer.count, wanted = max(BufferedReader.bufferSize, count - have)
            buffer.append(contentsOf: repeatElement(0, count: wanted))
            let got = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + have }, wanted)
            }
            buffer.removeLast(wanted - max(got, 0))
            if got < 0, errno == EINTR { continue }
            if got <= 0 { return nil }
        }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }
}
