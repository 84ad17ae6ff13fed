public import Graphbook
import Synchronization

/// Writes each note as a row of a CSV file, as RFC 4180 has it, with the names of the columns in front.
///
/// Null, and a field that a note lacks, is an empty cell; lists, objects and tensors are JSON text. The file is replaced at
/// the start of a run, and its folder is made where it is missing. A run that is resumed goes on with the file: each note is
/// in it once.
@Node("Files/Write CSV")
public final class WriteCSV: Step, Checkpointing {
    /// The file to write.
    @Parameter public var path: FilePath
    /// The fields that are written, in this order. Where none are named, they are those of the first note, and a later note
    /// with a field that has no column fails.
    @Parameter public var columns: [String] = []
    /// What stands between cells: one character.
    @Parameter public var separator = ","

    private struct State {
        var file: OutputFile
        /// Empty until the first note has come, where none are named.
        var columns: [String]
    }

    private let state = Mutex<State?>(nil)

    public func start() async throws { try open(OutputFile(path: path.string), columns: columns) }

    public func start(from checkpoint: Checkpoint) async throws {
        let file = try OutputFile(path: path.string, checkpoint: checkpoint)
        var columns = columns
        if columns.isEmpty, !file.isEmpty {
            var written = try CSVReader(path: path.string, separator: separator)
            columns = try written.row()?.map(\.text) ?? []
        }
        try open(file, columns: columns)
    }

    private func open(_ file: OutputFile, columns: [String]) throws {
        try state.withLock { state in
            state = State(file: file, columns: columns)
            if file.isEmpty, !columns.isEmpty { try state?.file.write(header(columns), of: nil) }
        }
    }

    public func process(_ note: Note) async throws {
        let fields = note.fields
        try state.withLock { state in
            if state?.columns.isEmpty == true {
                state?.columns = fields.keys
                try state?.file.write(header(fields.keys), of: nil)
            }
            let names = state?.columns ?? []
            if columns.isEmpty, let extra = fields.keys.first(where: { !names.contains($0) }) {
                throw GraphbookError(
                    .contract,
                    "the note has a field '\(extra)', for which there is no column: name the columns to write")
            }
            try state?.file.write(line(try names.map { try cell(fields[$0] ?? .null) }), of: note.id)
        }
    }

    public func commit() async throws {
        let sync = try state.withLock { state in
            try state?.file.flush()
            return state?.file.sync
        }
        try sync?()
    }

    public func end() async throws {
        try state.withLock { state in
            defer { state = nil }
            try state?.file.close()
        }
    }

    private func header(_ columns: [String]) -> [UInt8] { line(columns.map(quoted)) }

    private func line(_ cells: [String]) -> [UInt8] { Array(cells.joined(separator: separator).utf8) + [0x0D, 0x0A] }

    private func cell(_ value: Value) throws -> String {
        switch value {
        case .null: return ""
        case .string(let text): return quoted(text)
        case .bool, .int, .double: return try JSON.text(of: value)
        case .array, .object, .tensor, .boxed: return quoted(try JSON.text(of: value))
        }
    }

    /// A text in quotes where it needs them; also where it is empty, or reads as a number, which it then is told from.
    private func quoted(_ text: String) -> String {
        let special = "\"\r\n\(separator)".utf8
        let isPlain =
            !text.utf8.contains(where: special.contains) && !CSVReader.Cell(text: text, isQuoted: false).isSpecial
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
