extension String {
    /// How many columns of a terminal the text takes: two for the wide characters of East Asian scripts and for emoji.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The text filled up with spaces, or as it is where it is wider.
    func padded(to width: Int, atRight: Bool = true) -> String {
        let space = String(repeating: " ", count: Swift.max(0, width - columns))
        return atRight ? self + space : space + self
    }

    /// The text cut to a width, with `…` in the place of what is left out.
    func truncated(to width: Int) -> String {
        if columns <= width { return self }
        var kept = "", room = width - 1
        for character in self {
            room -= character.columns
            if room < 0 { break }
            kept.append(character)
        }
        return width > 0 ? kept + "…" : ""
    }

    /// The lines of the text, without the characters that would move a terminal's cursor or change its colours.
    var printableLines: [String] {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            var text = String.UnicodeScalarView()
            for scalar in line.unicodeScalars {
                if scalar == "\t" {
                    text.append(contentsOf: "    ".unicodeScalars)
                } else if scalar.properties.generalCategory != .control {
                    text.append(scalar)
                }
            }
            return String(text)
        }
    }

    /// The text with its further lines moved in by so many spaces.
    func withHangingIndent(_ count: Int) -> String {
        printableLines.joined(separator: "\n" + String(repeating: " ", count: count))
    }

    /// Markdown as lines of at most this width, where its words allow: paragraphs are filled; lists, code and headings keep
    /// their lines.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = [], isCode = false, isFilling = false
        for line in printableLines {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("```") {
                isCode.toggle()
                isFilling = false
            } else if isCode || line.hasPrefix("    ") {
                lines.append(line)
                isFilling = false
            } else if text.isEmpty {
                if lines.last?.isEmpty == false { lines.append("") }
                isFilling = false
            } else {
                let startsAnew = ["- ", "* ", "#", "|"].contains { text.hasPrefix($0) }
                if startsAnew || !isFilling { lines.append("") }
                // A list's further lines stand below its text, not below its dash.
                let indent = lines.last.map { $0.hasPrefix("- ") || $0.hasPrefix("  ") } == true || startsAnew ? 2 : 0
                for word in text.split(separator: " ") { lines.fill(with: word, to: width, indent: indent) }
                isFilling = !text.hasPrefix("#") && !text.hasPrefix("|")
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

extension [String] {
    fileprivate mutating func fill(with word: Substring, to width: Int, indent: Int) {
        let line = popLast() ?? ""
        if line.isEmpty {
            append(String(word))
        } else if line.columns + 1 + String(word).columns <= width {
            append("\(line) \(word)")
        } else {
            self += [line, String(repeating: " ", count: indent) + word]
        }
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case ..<0x300: return 1
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            return 2
        default: return 1
        }
    }
}

/// Rows of cells in columns.
struct Table {
    /// A cell, with its place in its column.
    struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        let text: String
        var isNumber = false
        var emphasis: Style.Emphasis?

        init(_ text: String, isNumber: Bool = false, emphasis: Style.Emphasis? = nil) {
            self.text = text
            self.isNumber = isNumber
            self.emphasis = emphasis
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    /// The rows as lines.
    ///
    /// - Parameters:
    ///   - widths: Least widths of the columns; set to those used, so that a table that is drawn again does not jump about.
    ///   - limit: Widest line.
    static func lines(_ rows: [[Cell]], widths: inout [Int], limit: Int = .max, style: Style = .plain) -> [String] {
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.text.columns)
            }
        }
        return rows.map { row in
            var line = "", room = limit
            let end = row.lastIndex { !$0.text.isEmpty }.map { $0 + 1 } ?? 0
            for (column, cell) in row[..<end].enumerated() where widths[column] > 0 {
                let padded = cell.text.padded(to: widths[column], atRight: !cell.isNumber)
                let text = ("  " + padded).truncated(to: room)
                room -= text.columns
                line += cell.emphasis.map { style(text, $0) } ?? text
            }
            return line.trimmingSpacesAtEnd
        }
    }
}

extension String {
    fileprivate var trimmingSpacesAtEnd: String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }
}
