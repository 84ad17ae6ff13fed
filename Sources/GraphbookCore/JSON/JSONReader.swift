/// Reads one JSON text, byte by byte, without looking back.
struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws(JSONSyntaxError) -> Value {
        let value = try value()
        skipSpace()
        guard isAtEnd else { throw mistake("expected the end of the text after the value") }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> Value {
        skipSpace()
        switch current {
        case "\"": return .string(try string())
        case "{": return .object(try object())
        case "[": return .array(try list())
        case "-", "0"..."9": return try number()
        case "t" where takes(word: "true"): return .bool(true)
        case "f" where takes(word: "false"): return .bool(false)
        case "n" where takes(word: "null"): return .null
        case "/": throw mistake("JSON has no comments")
        case "'": throw mistake("strings stand in double quotes")
        case _ where isAtEnd: throw mistake("the text ends where a value is expected")
        default: throw mistake("expected a value")
        }
    }

    // MARK: - Bytes

    var isAtEnd: Bool { position == bytes.count }

    /// The byte to be read next, as the character it is in ASCII; NUL, which no JSON has, at the end.
    var current: Unicode.Scalar { isAtEnd ? "\0" : Unicode.Scalar(bytes[position]) }

    private mutating func skipSpace() {
        while current <= " ", current == " " || current == "\n" || current == "\r" || current == "\t" { position += 1 }
    }

    /// Moves behind a character if it comes next.
    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard current == character else { return false }
        position += 1
        return true
    }

    /// Moves behind a word if it comes next.
    private mutating func takes(word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position..<end].elementsEqual(word) else { return false }
        position = end
        return true
    }

    func mistake(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(at: offset ?? position, in: bytes, message)
    }

    // MARK: - Lists and objects

    private mutating func list() throws(JSONSyntaxError) -> [Value] {
        let start = position
        var elements: [Value] = []
        guard try enters(until: "]") else { return elements }
        repeat {
            elements.append(try value())
        } while try goesOn(until: "]", of: "list", from: start)
        return elements
    }

    private mutating func object() throws(JSONSyntaxError) -> Fields {
        let start = position
        var fields = Fields()
        guard try enters(until: "}") else { return fields }
        repeat {
            skipSpace()
            let keyStart = position
            guard current == "\"" else {
                throw mistake(isAtEnd ? "the text ends where a key is expected" : "expected a key in double quotes")
            }
            let key = try string()
            skipSpace()
            guard takes(":") else { throw mistake("expected ':' after a key") }
            guard fields.add(key, try value()) else { throw mistake("the key \"\(key)\" is there twice", at: keyStart) }
        } while try goesOn(until: "}", of: "object", from: start)
        return fields
    }

    /// Moves behind the bracket that opens a list or object; false, and behind both brackets, where it is empty.
    private mutating func enters(until bracket: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
        guard depth < JSON.deepestNesting else {
            throw mistake("lists and objects are nested deeper than \(JSON.deepestNesting)")
        }
        position += 1
        skipSpace()
        if takes(bracket) { return false }
        depth += 1
        return true
    }

    /// Moves behind the comma after an element, or behind the bracket that closes the list or object.
    private mutating func goesOn(
        until bracket: Unicode.Scalar, of kind: String, from start: Int
    ) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        if takes(bracket) {
            depth -= 1
            return false
        }
        let comma = position
        guard takes(",") else {
            throw isAtEnd
                ? mistake("this \(kind) is not closed", at: start)
                : mistake("expected ',' or '\(bracket)' after a value")
        }
        skipSpace()
        if current == bracket { throw mistake("there is no comma after the last value", at: comma) }
        return true
    }

    // MARK: - Strings

    private mutating func string() throws(JSONSyntaxError) -> String {
        let bytes = bytes
        let start = position
        var end = start + 1
        while end < bytes.count, case let byte = bytes[end], byte >= 0x20, byte != .quote, byte != .backslash {
            end += 1
        }
        position = end
        guard current == "\"" else { return try unusualString(from: start) }
        position += 1
        return try decoded(UnsafeBufferPointer(rebasing: bytes[(start + 1)..<end]), from: start)
    }

    /// A string with escapes, or none after all; the position is at the first character that is not plain.
    private mutating func unusualString(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[(start + 1)..<position])
        while !isAtEnd {
            switch bytes[position] {
            case .quote:
                position += 1
                return try text.withUnsafeBufferPointer { text throws(JSONSyntaxError) in
                    try decoded(text, from: start)
                }
            case .backslash: text += try escape().utf8
            case 0..<0x20: throw controlCharacter()
            case let byte:
                text.append(byte)
                position += 1
            }
        }
        throw mistake("this string is not closed", at: start)
    }

    private func decoded(_ text: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONSyntaxError) -> String {
        guard let string = String(utf8: text) else {
            throw mistake("this string is not valid UTF-8", at: start)
        }
        return string
    }

    private func controlCharacter() -> JSONSyntaxError {
        switch current {
        case "\n", "\r": mistake("a string ends in the line it begins in; a line break in it is written \\n")
        case "\t": mistake("a tab in a string is written \\t")
        default: mistake("a control character in a string is written \\u00\(hex(bytes[position], digits: 2))")
        }
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        position += 1
        let kind = current
        position += isAtEnd ? 0 : 1
        switch kind {
        case "\"", "\\", "/": return kind
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u": return try escapedScalar(from: start)
        default: throw mistake("no escape begins so; a backslash is written \\\\", at: start)
        }
    }

    /// What `\uXXXX` stands for, or two of them, as UTF-16 says characters beyond U+FFFF.
    private mutating func escapedScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try hexDigits(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if UTF16.isLeadSurrogate(first), takes(word: "\\u") {
            let second = try hexDigits(from: start)
            let code = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
            if UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(code) { return scalar }
        }
        throw mistake("\\u\(hex(first, digits: 4)) is half of a character; its other half is missing", at: start)
    }

    private mutating func hexDigits(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(current).hexDigitValue else {
                throw mistake("\\u is followed by four hexadecimal digits", at: start)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
