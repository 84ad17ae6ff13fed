import Testing

@testable import GraphbookSupervisor

@Suite("LineSplitter")
struct LineSplitterTests {
    private func lines(_ pieces: [String], limit: Int = 100) -> [String] {
        var splitter = LineSplitter(limit: limit)
        var lines = pieces.flatMap { piece in Array(piece.utf8).withUnsafeBytes { splitter.append($0) } }
        if let last = splitter.finish() { lines.append(last) }
        return lines
    }

    @Test(
        "Pieces become lines without their ends",
        arguments: [
            ([], []),
            ([""], []),
            (["one\n"], ["one"]),
            (["one\ntwo"], ["one", "two"]),
            (["o", "ne\nt", "wo\n"], ["one", "two"]),
            (["\n\n"], ["", ""]),
            (["one\r\n"], ["one"]),
        ] as [([String], [String])])
    func splitsLines(pieces: [String], expected: [String]) {
        #expect(lines(pieces) == expected)
    }

    @Test(
        "A line longer than the limit is cut",
        arguments: [
            ("abcd\n", ["abcd", ""]), ("abc\n", ["abc"]), ("abcde\n", ["abcd", "e"]), ("abcdefgh", ["abcd", "efgh"]),
        ])
    func cutsLongLines(text: String, expected: [String]) {
        #expect(lines([text], limit: 4) == expected)
    }

    @Test("Bytes that are no UTF-8 are replaced")
    func replacesBrokenText() {
        var splitter = LineSplitter(limit: 10)
        let lines = [UInt8(ascii: "a"), 0xff, UInt8(ascii: "\n")].withUnsafeBytes { splitter.append($0) }
        #expect(lines == ["a\u{FFFD}"])
    }
}
