public import Graphbook

/// Makes a note of each line of a file of JSON lines.
///
/// A line is an object, whose keys become the note's fields. Blank lines are passed over. The file is read as the steps
/// behind ask for notes, and may be of any length.
///
/// - Parameters:
///   - path: The file, in UTF-8.
///   - badLines: Whether the run fails at a line that is no JSON object, or passes it over with a warning.
@Source("Files/Read JSON Lines")
public func readJSONLines(to emit: Emitter, path: FilePath, badLines: BadLines = .fail) async throws {
    var file = try InputFile(path: path.string), bad = BadLineLog(badLines), number = 0
    while let line = try file.line() {
        number += 1
        if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { continue }
        let value: Value
        do {
            value = try line.withUnsafeBytes(JSON.value(of:))
        } catch let mistake as JSONSyntaxError {
            try bad.add(GraphbookError(.syntax, "\(path):\(number):\(mistake.column): \(mistake.message)"))
            continue
        }
        guard let fields = value.fields else {
            try bad.add(GraphbookError(.syntax, "\(path):\(number): \(value.summary) is no object"))
            continue
        }
        try await emit(Note(fields))
    }
    bad.finish()
}
