import Graphbook

/// The rows of a CSV file, as RFC 4180 has them: cells between separators, in double quotes where they hold a separator, a
/// line break or a quote, which is then doubled. Lines end with LF or CRLF; blank ones are no rows.
struct CSVReader: ~Copyable {
    struct Cell: Equatable {
        var text: String
        var isQuoted: Bool
    }

    private var file: InputFile
    private let path: String
    private let separator: UInt8
    private var nextLine: Int
    /// The line that the last row began in, from 1 on.
    private(set) var line: Int

    /// - Parameter separator: One character of ASCII.
    init(path: String, separator: String) throws {
        guard separator.utf8.count == 1, let separator = separator.utf8.first, separator < 0x80,
            !"\"\r\n".utf8.contains(separator)
        else {
            throw GraphbookError(
                .contract, "a separator is one character of ASCII, and no quote or line break, not \"\(separator)\"")
        }
        file = try InputFile(path: path)
        self.path = path
        self.separator = separator
        nextLine = 1
        line = 0
    }

    /// The next row; nil at the end.
    ///
    /// - Throws: ``GraphbookError`` with code `syntax` for a row that is none, with the line it begins in; the next call
    ///   goes on behind the line that is wrong. ``GraphbookError`` with code `file`.
    mutating func row() throws -> [Cell]? {
        while let row = try anyRow() {
            if row != [Cell(text: "", isQuoted: false)] { return row }
        }
        return nil
    }

    private enum State { case start, plain, quoted, closed }

    private mutating func anyRow() throws -> [Cell]? {
        line = nextLine
        var state = State.start, bytes: [UInt8] = [], cells: [Cell] = [], isFirstByte = true
        while let byte = try file.byte() {
            isFirstByte = false
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            switch (state, byte) {
            case (.quoted, UInt8(ascii: "\"")): state = .closed
            case (.quoted, _): bytes.append(byte)
            case (.closed, UInt8(ascii: "\"")):
                bytes.append(byte)
                state = .quoted
            case (.start, UInt8(ascii: "\"")): state = .quoted
            case (_, separator):
                cells.append(try cell(&bytes, state))
                state = .start
            case (_, UInt8(ascii: "\n")):
                cells.append(try cell(&bytes, state))
                return cells
            // In front of a line feed, it is a part of the line's end.
            case (.closed, UInt8(ascii: "\r")): break
            case (.closed, _): throw try mistake("there is text behind a closing quote")
            case (_, UInt8(ascii: "\"")):
                throw try mistake("there is a quote within a cell that does not begin with one")
            default:
                bytes.append(byte)
                state = .plain
            }
        }
        if isFirstByte { return nil }
        if state == .quoted { throw failure("a quote is not closed") }
        cells.append(try cell(&bytes, state))
        return cells
    }

    private func cell(_ bytes: inout [UInt8], _ state: State) throws -> Cell {
        if state == .plain, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw failure("a cell is no UTF-8") }
        bytes.removeAll(keepingCapacity: true)
        return Cell(text: text, isQuoted: state == .closed)
    }

    /// Goes on behind the line.
    private mutating func mistake(_ message: String) throws -> GraphbookError {
        if try file.line() != nil { nextLine += 1 }
        return failure(message)
    }

    private func failure(_ message: String) -> GraphbookError { GraphbookError(.syntax, "\(path):\(line): \(message)") }
}
