import SwiftSyntax

/// A doc comment in its parts: the summary and discussion as Markdown, and what it says of each parameter.
struct DocComment {
    private(set) var text = ""
    private(set) var parameters: [String: String] = [:]

    /// The comment in front of a declaration: the last one, where an empty line stands between several.
    init(of declaration: some SyntaxProtocol) {
        var lines: [String] = [], newlines = 0
        for piece in declaration.leadingTrivia {
            switch piece {
            case .docLineComment(let line):
                if newlines > 1 { lines = [] }
                lines.append(DocComment.content(ofLine: line))
                newlines = 0
            case .docBlockComment(let block):
                if newlines > 1 { lines = [] }
                lines += DocComment.content(ofBlock: block)
                newlines = 0
            case .newlines(let count), .carriageReturnLineFeeds(let count): newlines += count
            case .lineComment, .blockComment: newlines = 0
            default: break
            }
        }
        parse(lines)
    }

    private static func content(ofLine line: String) -> String {
        let text = line.dropFirst(3)
        return String(text.hasPrefix(" ") ? text.dropFirst() : text)
    }

    /// The lines between `/**` and `*/`, without what they have in common on the left: spaces, and a `*` each.
    private static func content(ofBlock block: String) -> [String] {
        var lines = block.dropFirst(3).dropLast(2).split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.removeFirst().drop { $0 == " " }
        if lines.allSatisfy({ $0.isBlank || $0.trimmedLeft.hasPrefix("*") }) {
            lines = lines.map { $0.trimmedLeft.dropFirst() }
        }
        let margin = lines.filter { !$0.isBlank }.map(\.indentation).min() ?? 0
        return [String(first)] + lines.map { String($0.dropFirst(margin)) }
    }

    // MARK: - Sections

    /// What the lines being read belong to. Lines indented by more than `indentation` go on with a section.
    private enum Section {
        case text
        case parameters(indentation: Int)
        case parameter(String, indentation: Int, list: Int?)
        case ignored(indentation: Int)
    }

    private mutating func parse(_ lines: [String]) {
        var section = Section.text, text: [String] = [], entry: [String] = [], margin: Int?

        func finishEntry(of parameters: inout [String: String]) {
            if case .parameter(let name, _, _) = section { parameters[name] = entry.joinedTrimmed }
            (entry, margin) = ([], nil)
        }

        for line in lines {
            let indentation = line[...].indentation
            if line[...].isBlank {
                if case .text = section { text.append("") } else { entry.append("") }
                continue
            }
            // Back to the list or the text that the line is level with.
            switch section {
            case .parameter(_, let limit, let list?) where indentation <= limit:
                finishEntry(of: &parameters)
                section = indentation > list ? .parameters(indentation: list) : .text
            case .parameter(_, let limit, nil) where indentation <= limit:
                finishEntry(of: &parameters)
                section = .text
            case .parameters(let limit) where indentation <= limit, .ignored(let limit) where indentation <= limit:
                section = .text
            default: break
            }
            let item = ListItem(line)
            switch (section, item) {
            case (.text, let item?) where item.term == "parameters":
                section = .parameters(indentation: indentation)
            case (.text, let item?) where item.term.hasPrefix("parameter "):
                section = .parameter(item.name(after: "parameter "), indentation: indentation, list: nil)
                entry = [item.text]
            case (.text, let item?) where item.term == "returns" || item.term == "throws":
                section = .ignored(indentation: indentation)
            case (.parameters(let list), let item?):
                section = .parameter(item.name(after: ""), indentation: indentation, list: list)
                entry = [item.text]
            case (.text, _): text.append(line)
            case (.parameter, _):
                margin = margin ?? indentation
                entry.append(String(line.dropFirst(min(margin ?? 0, indentation))))
            case (.parameters, nil), (.ignored, _): break
            }
        }
        finishEntry(of: &parameters)
        self.text = text.joinedTrimmed
    }
}

/// A line of the form `- term: text`.
private struct ListItem {
    /// In lower case, without the marks of code.
    let term: String
    let text: String
    private let written: String

    init?(_ line: String) {
        let content = line[...].trimmedLeft
        guard let mark = content.first, "-*+".contains(mark), content.dropFirst().first == " " else { return nil }
        guard let colon = content.firstIndex(of: ":") else { return nil }
        written = String(content[..<colon].dropFirst().trimmed).filter { $0 != "`" }
        term = written.lowercased()
        text = String(content[content.index(after: colon)...].trimmedLeft)
    }

    func name(after prefix: String) -> String { String(written.dropFirst(prefix.count).trimmed) }
}

extension Substring {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
    fileprivate var indentation: Int { prefix { $0 == " " || $0 == "\t" }.count }
    fileprivate var trimmedLeft: Substring { drop(while: \.isWhitespace) }
    fileprivate var trimmedRight: Substring {
        self[..<(lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex)]
    }
    fileprivate var trimmed: Substring { trimmedLeft.trimmedRight }
}

extension [String] {
    /// The lines as one text, without empty ones at its ends and spaces at theirs.
    fileprivate var joinedTrimmed: String {
        let lines = map { String($0[...].trimmedRight) }
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        return lines[..<end].drop(while: \.isEmpty).joined(separator: "\n")
    }
}
