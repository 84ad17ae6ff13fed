/// Writes one value as JSON text.
struct JSONWriter {
    private(set) var bytes: [UInt8]
    private let isPretty: Bool
    private var depth = 0
    private var lineStart = 0

    /// How many columns a list or object may take to stand in one line of a pretty text.
    private static let lineWidth = 100

    init(appendingTo bytes: [UInt8] = [], isPretty: Bool = false) {
        self.bytes = bytes
        self.isPretty = isPretty
    }

    /// Writes a value, or nothing if there is an error.
    mutating func document(_ value: Value) throws(GraphbookError) {
        let start = bytes.count
        do {
            try write(value)
        } catch {
            bytes.removeSubrange(start...)
            throw error.graphbookError
        }
    }

    private mutating func write(_ value: Value) throws(UnwritableValue) {
        switch value {
        case .null: write(word: "null")
        case .bool(let value): write(word: value ? "true" : "false")
        case .int(let value): write(whole: value)
        case .double(let value): try write(float: value)
        case .string(let text): write(text)
        case .array(let elements): try write(elements)
        case .object(let fields): try write(fields)
        case .tensor(let tensor): try write(tensor)
        case .boxed(let box): try write(box.unboxed(otherwise: "JSON has no word for"))
        }
    }

    /// Writes the value that a list or object has at a step, which an error then names.
    private mutating func write(_ value: Value, at step: @autoclosure () -> ValuePath.Step) throws(UnwritableValue) {
        do { try write(value) } catch { throw error.inside(step()) }
    }

    // MARK: - Scalars

    mutating func write(word: StaticString) {
        bytes += UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    }

    mutating func write(whole number: some FixedWidthInteger) {
        if number < 0 { write(word: "-") }
        // UInt64.max has 20 digits. `String(number)` takes several times as long.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number.magnitude
            var first = digits.endIndex
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes += digits[first...]
        }
    }

    mutating func write(
        float number: some BinaryFloatingPoint & CustomStringConvertible
    ) throws(UnwritableValue) {
        guard number.isFinite else { throw UnwritableValue("is \(number), which is no number in JSON") }
        // Swift describes a float by the shortest decimal that reads back as the same.
        bytes += number.description.utf8
    }

    private mutating func write(_ text: String) {
        bytes.append(.quote)
        var text = text
        text.withUTF8 { text in
            var plain = 0
            for (position, byte) in text.enumerated() {
                guard let escape = escape(byte) else { continue }
                bytes += text[plain..<position]
                bytes += escape.utf8
                plain = position + 1
            }
            bytes += text[plain...]
        }
        bytes.append(.quote)
    }

    /// How a byte is written in a string; nil where it stands for itself.
    private func escape(_ byte: UInt8) -> String? {
        switch byte {
        case .quote: "\\\""
        case .backslash: "\\\\"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        case 0..<0x20: "\\u00\(hex(byte, digits: 2))"
        default: nil
        }
    }

    // MARK: - Lists and objects

    private mutating func write(_ list: [Value]) throws(UnwritableValue) {
        try write(list.indices, between: "[", "]", isFlat: list.allSatisfy(\.isScalar)) {
            writer, index throws(UnwritableValue) in
            try writer.write(list[index], at: .index(index))
        }
    }

    private mutating func write(_ fields: Fields) throws(UnwritableValue) {
        try write(fields.indices, between: "{", "}", isFlat: fields.allSatisfy(\.value.isScalar)) {
            writer, index throws(UnwritableValue) in
            let (key, value) = fields[index]
            writer.write(key)
            writer.write(word: writer.isPretty ? ": " : ":")
            try writer.write(value, at: .key(key))
        }
    }

    /// - Parameter isFlat: Whether no element is a list or object, so that a pretty text may have them all in one line.
    mutating func write(
        _ indices: Range<Int>, between open: Unicode.Scalar, _ close: Unicode.Scalar, isFlat: Bool,
        element: (inout JSONWriter, Int) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        depth += 1
        guard depth <= JSON.deepestNesting else { throw .tooDeep }
        bytes.append(UInt8(ascii: open))
        let start = bytes.count
        if isFlat || !isPretty { try writeInLine(indices, element) }
        if isPretty, !indices.isEmpty, !isFlat || bytes.count - lineStart >= JSONWriter.lineWidth {
            bytes.removeSubrange(start...)
            try writeInLines(indices, element)
        }
        bytes.append(UInt8(ascii: close))
        depth -= 1
    }

    private mutating func writeInLine(
        _ indices: Range<Int>, _ element: (inout JSONWriter, Int) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        for index in indices {
            if index > 0 { write(word: isPretty ? ", " : ",") }
            try element(&self, index)
        }
    }

    private mutating func writeInLines(
        _ indices: Range<Int>, _ element: (inout JSONWriter, Int) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        for index in indices {
            if index > 0 { write(word: ",") }
            startLine(indent: depth)
            try element(&self, index)
        }
        startLine(indent: depth - 1)
    }

    private mutating func startLine(indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        lineStart = bytes.count
        for _ in 0..<indent { write(word: "  ") }
    }
}

extension Value {
    /// Whether JSON writes the value without brackets.
    fileprivate var isScalar: Bool {
        switch self {
        case .null, .bool, .int, .double, .string: true
        case .array, .object, .boxed: false
        case .tensor(let tensor): tensor.shape.isEmpty
        }
    }
}
