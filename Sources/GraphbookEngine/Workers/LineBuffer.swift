import Glibc

/// What a process prints, cut into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []
    private let longest: Int

    /// - Parameter longest: Most bytes of a line; a longer one is told in pieces.
    init(longest: Int = .max) { self.longest = longest }

    /// Reads what is there in a descriptor that does not wait.
    mutating func read(from descriptor: Int32) -> [String] {
        var lines: [String] = []
        while let more = wait(for: descriptor) { lines += more }
        return lines
    }

    /// Reads once, and waits for it if the descriptor does.
    ///
    /// - Returns: The lines that are whole now; nil at the end, and where there is nothing to read without waiting.
    mutating func wait(for descriptor: Int32) -> [String]? {
        var lines: [String] = []
        var count: Int
        repeat {
            count = withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { chunk in
                let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
                for byte in chunk.prefix(max(count, 0)) {
                    if byte == UInt8(ascii: "\n") || bytes.count >= longest {
                        lines.append(String(decoding: bytes, as: UTF8.self))
                        bytes.removeAll(keepingCapacity: true)
                    }
                    if byte != UInt8(ascii: "\n") { bytes.append(byte) }
                }
                return count
            }
        } while count < 0 && errno == EINTR
        return count > 0 ? lines : nil
    }

    /// What came after the last line's end.
    mutating func rest() -> [String] {
        defer { bytes = [] }
        return bytes.isEmpty ? [] : [String(decoding: bytes, as: UTF8.self)]
    }
}
