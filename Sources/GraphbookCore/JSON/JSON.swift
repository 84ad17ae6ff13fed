/// Reads and writes JSON (RFC 8259) as ``Value``: keys keep their order, and a mistake is told by line and column.
public enum JSON {
    /// How deep lists and objects may be nested, in texts that are read and in values that are written.
    public static let deepestNesting = 512

    /// The value that a text says. Whole numbers that fit `Int` become `.int`, all others `.double`.
    ///
    /// - Throws: ``JSONSyntaxError`` at the first mistake. A key that is there twice is one, and so is a number too large
    ///   for `Double`.
    public static func value(of text: String) throws -> Value {
        var text = text
        return try text.withUTF8 { try value(of: UnsafeRawBufferPointer($0)) }
    }

    /// The value that a text in UTF-8 says, without a byte order mark.
    ///
    /// - Throws: ``JSONSyntaxError``, as for a `String`.
    public static func value(of bytes: UnsafeRawBufferPointer) throws -> Value {
        try bytes.withMemoryRebound(to: UInt8.self) { bytes in
            var reader = JSONReader(bytes)
            return try reader.document()
        }
    }

    /// A value as text, without a line break at its end.
    ///
    /// Tensors are written as nested lists of their elements, typed lists as lists, boxed values that are `Encodable` as
    /// they are encoded. Doubles read back exactly.
    ///
    /// - Parameter pretty: Whether the text is for people to edit: indented by two spaces, with lists and objects of plain
    ///   values in one line where 100 columns hold them. Else it is one line without spaces.
    /// - Throws: ``GraphbookError`` with code `wrongType`, which says where in `value` there is something that JSON has no
    ///   word for: a number that is not finite, a boxed value of another type, nesting deeper than ``deepestNesting``.
    public static func text(of value: Value, pretty: Bool = false) throws -> String {
        var writer = JSONWriter(isPretty: pretty)
        try writer.document(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Appends a value as UTF-8 text in one line.
    ///
    /// - Throws: ``GraphbookError`` as ``text(of:pretty:)`` does; `bytes` are then as they were.
    public static func append(_ value: Value, to bytes: inout [UInt8]) throws {
        var writer = JSONWriter(appendingTo: bytes)
        bytes = []  // The writer has them alone now, and appends in place.
        defer { bytes = writer.bytes }
        try writer.document(value)
    }
}

/// A mistake in a JSON text. A file's name and a colon can be put in front of its description.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line of the mistake, from 1 on.
    public let line: Int
    /// The character of the line, from 1 on.
    public let column: Int
    public let message: String

    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    init(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, _ message: String) {
        let lineBreak = UInt8(ascii: "\n")
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: lineBreak).map { $0 + 1 } ?? 0
        self.init(
            line: before.count(where: { $0 == lineBreak }) + 1,
            column: String(decoding: bytes[lineStart..<offset], as: UTF8.self).count + 1,
            message: message)
    }

    public var description: String { "\(line):\(column): \(message)" }
}

/// A number's hexadecimal digits, with zeros in front.
func hex(_ number: some BinaryInteger, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
}

extension UInt8 {
    static var quote: UInt8 { UInt8(ascii: "\"") }
    static var backslash: UInt8 { UInt8(ascii: "\\") }
}
