/// Cuts what comes in pieces into lines.
struct LineSplitter {
    /// A longer line is cut, so that a program that writes no line's end can't fill the memory.
    let limit: Int
    private var rest: [UInt8] = []

    /// - Parameter limit: Most bytes of a line.
    init(limit: Int) { self.limit = limit }

    /// The lines that these bytes complete, without their ends. What is no UTF-8 is replaced by U+FFFD.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> [String] {
        var lines: [String] = []
        var start = 0
        while start < bytes.count {
            let room = bytes[start..<min(bytes.count, start + limit - rest.count)]
            let end = room.firstIndex(of: UInt8(ascii: "\n"))
            rest += room[..<(end ?? room.endIndex)]
            start = end.map { $0 + 1 } ?? room.endIndex
            if end != nil || rest.count >= limit { lines.append(takeLine()) }
        }
        return lines
    }

    /// The last line, where its end is missing; nil when nothing is left.
    mutating func finish() -> String? { rest.isEmpty ? nil : takeLine() }

    private mutating func takeLine() -> String {
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        defer { rest.removeAll(keepingCapacity: true) }
        return String(decoding: rest, as: UTF8.self)
    }
}
