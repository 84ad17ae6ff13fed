public import Graphbook

/// Makes a note of each row of a CSV file.
///
/// The columns' names are the fields. Cells may stand in double quotes, and then hold separators, line breaks and doubled
/// quotes (RFC 4180). An empty cell is null, unless it stands in quotes. The file is read as the steps behind ask for
/// notes, and may be of any length.
///
/// - Parameters:
///   - path: The file, in UTF-8, with or without a byte order mark.
///   - columns: The names of the columns, for a file whose first row does not say them.
///   - separator: What stands between cells: one character.
///   - numbers: Whether cells that are numbers, as JSON has them, become numbers. Those in quotes stay text, as does `007`.
///   - badLines: Whether the run fails at a row with another number of cells, or with wrong quotes, or passes it over with
///     a warning.
@Source("Files/Read CSV")
public func readCSV(
    to emit: Emitter, path: FilePath, columns: [String] = [], separator: String = ",", numbers: Bool = true,
    badLines: BadLines = .fail
) async throws {
    var file = try CSVReader(path: path.string, separator: separator), bad = BadLineLog(badLines)
    let columns = columns.isEmpty ? try file.row().map { $0.map(\.text) } ?? [] : columns
    let names = try columnNames(columns, in: path)
    while true {
        do {
            guard let row = try file.row() else { break }
            if row.count != names.count {
                throw GraphbookError(
                    .syntax, "\(path):\(file.line): \(row.count) cells; there are \(names.count) columns")
            }
            try await emit(Note(Fields(zip(names, row.map { $0.value(numbers: numbers) }))))
        } catch let error as GraphbookError where error.code == .syntax {
            try bad.add(error)
        }
    }
    bad.finish()
}

/// The columns' names; one without a name, as that of a data frame's index, is called by its number.
private func columnNames(_ columns: [String], in path: FilePath) throws -> [String] {
    let names = columns.enumerated().map { $1.isEmpty ? "column\($0 + 1)" : $1 }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
        throw GraphbookError(.syntax, "\(path): two columns are called '\(twice)'")
    }
    return names
}

extension CSVReader.Cell {
    fileprivate func value(numbers: Bool) -> Value {
        if isQuoted { return .string(text) }
        if text.isEmpty { return .null }
        guard numbers, let first = text.utf8.first, let last = text.utf8.last,
            first.isDigit || first == UInt8(ascii: "-"),
            last.isDigit
        else { return .string(text) }
        // What is no number stays text.
        return (try? JSON.value(of: text)) ?? .string(text)
    }
}

extension CSVReader.Cell {
    /// Whether it is read as something else than text.
    var isSpecial: Bool { if case .string = value(numbers: true) { false } else { true } }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
