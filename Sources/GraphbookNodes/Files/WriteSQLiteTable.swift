public import Graphbook
import Synchronization

/// Writes each note as a row of a table in an SQLite file.
///
/// A field is a column of its name; columns are added as they come. Text, numbers, booleans (1 and 0) and null are what they
/// are, lists and objects are JSON text; tensors fail. The table is replaced at the start of a run; other tables of the file
/// stay. Rows are on the disk every 10,000 notes, and at the end of the run. A run that is resumed goes on with the table: each
/// note is in it once.
@Node("Files/Write SQLite Table")
public final class WriteSQLiteTable: Step, Checkpointing {
    /// The database file, which is made where it is missing, as is its folder.
    @Parameter public var path: FilePath
    /// The table's name.
    @Parameter public var table = "notes"

    private let writer = Mutex<TableWriter?>(nil)

    public func start() async throws { try open(nil) }
    public func start(from checkpoint: Checkpoint) async throws { try open(checkpoint) }

    private func open(_ checkpoint: Checkpoint?) throws {
        let (path, table) = (path.string, table)
        try writer.withLock { $0 = try TableWriter(path: path, table: table, checkpoint: checkpoint) }
    }

    public func process(_ note: Note) async throws {
        let fields = note.fields, id = note.id
        try writer.withLock { try $0?.write(fields, of: id) }
    }

    public func commit() async throws { try writer.withLock { try $0?.commit() } }

    public func end() async throws {
        try writer.withLock { writer in
            defer { writer = nil }
            try writer?.close()
        }
    }
}
