import Testing

@testable import GraphbookCommand

@Suite("Text layout")
struct TextLayoutTests {
    @Test(
        "Text is cut to a width, wide characters counting two",
        arguments: [
            ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("写真です", 5, "写真…"), ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""),
        ])
    func truncates(text: String, width: Int, expected: String) {
        #expect(text.truncated(to: width) == expected)
    }

    @Test("What would move the cursor or change colours is left out of lines")
    func cleansLines() {
        #expect("a\u{1B}[31mred\r\n\tb\u{7}".printableLines == ["a[31mred", "    b"])
        #expect("".printableLines == [""])
    }

    @Test("Paragraphs are filled; lists, code and headings keep their lines")
    func wraps() {
        let text = """
            One two three
            four five six seven.

            - first of two
            - second that is longer

            ```
            let code = stays
            ```
            # Heading
            end
            """
        #expect(
            text.wrapped(to: 16) == [
                "One two three", "four five six", "seven.", "", "- first of two", "- second that is", "  longer", "",
                "let code = stays", "# Heading", "end",
            ])
        #expect("".wrapped(to: 10) == [])
        #expect("longerthanwidth".wrapped(to: 4) == ["longerthanwidth"])
    }

    @Test("A table's columns are as wide as ever, and empty columns take no room")
    func alignsTables() {
        var widths: [Int] = []
        let cell = { Table.Cell($0, isNumber: true) }
        #expect(
            Table.lines([["a", cell("10"), "", "x"], ["bcd", cell("9"), "", ""]], widths: &widths)
                == ["  a    10  x", "  bcd   9"])
        #expect(Table.lines([["a", cell("1")]], widths: &widths, limit: 6) == ["  a  …"])
        #expect(Table.lines([["ab", "", ""]], widths: &widths, limit: 6) == ["  ab"])
        #expect(widths == [3, 2, 0, 1])
    }
}
