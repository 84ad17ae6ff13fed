import CSQLite
import Graphbook

/// Adds rows to a table of an SQLite file.
///
/// In a run that is recorded, a second database beside it tells which note each row is from. Both are changed in the same
/// transactions, so that a run that is resumed finds them alike, whenever it was killed.
struct TableWriter: ~Copyable {
    private let database: SQLiteFile
    private let table: String
    private let isJournaled: Bool
    private var columns: [String]
    private var insertion: OpaquePointer?
    private var uncommitted: Int

    private static let rowsPerTransaction = 10_000

    /// Removes the table where there is one; in a resumed run, the rows of notes that were not finished.
    ///
    /// - Throws: ``GraphbookError`` with code `file` that names the path and the reason.
    init(path: String, table: String, checkpoint: Checkpoint? = nil) throws {
        try OutputFile.makeFolders(of: path)
        let database = try SQLiteFile(path: path)
        if let checkpoint { try database.run("ATTACH \(checkpoint.journal.asText) AS journal") }
        try database.run("BEGIN IMMEDIATE")
        var columns: [String] = []
        if let checkpoint, checkpoint.isResumed {
            columns = try database.texts("SELECT name FROM pragma_table_info(\(table.asText))")
            try TableWriter.removeUnfinished(from: table, isThere: !columns.isEmpty, of: database, checkpoint)
        } else {
            try database.run("DROP TABLE IF EXISTS main.\(table.asName)")
            if checkpoint != nil {
                try database.run("CREATE TABLE journal.rows (row INTEGER PRIMARY KEY, source INTEGER, number INTEGER)")
            }
        }
        self.database = database
        self.table = table
        isJournaled = checkpoint != nil
        self.columns = columns
        insertion = nil
        uncommitted = 0
    }

    deinit { sqlite3_finalize(insertion) }

    private static func removeUnfinished(
        from table: String, isThere: Bool, of database: borrowing SQLiteFile, _ checkpoint: Checkpoint
    ) throws {
        let rows = try database.numbers("SELECT row, ifnull(source, -1), ifnull(number, -1) FROM journal.rows")
        if rows.isEmpty { return }
        let lost = isThere ? "SELECT row FROM journal.rows EXCEPT SELECT _rowid_ FROM main.\(table.asName)" : "SELECT 1"
        if try !database.numbers(lost).isEmpty {
            throw database.failure("the run that is resumed has written rows that are not there any more", table)
        }
        for row in rows where !checkpoint.isFinished(NoteID(source: row[1], index: row[2])) {
            try database.run("DELETE FROM main.\(table.asName) WHERE _rowid_ = \(row[0])")
            try database.run("DELETE FROM journal.rows WHERE row = \(row[0])")
        }
    }

    mutating func write(_ fields: Fields, of note: NoteID?) throws {
        let added = fields.keys.filter { !columns.contains($0) }
        if !added.isEmpty || insertion == nil { try add(added) }
        guard let insertion else { preconditionFailure("an insertion was just prepared") }
        defer { sqlite3_reset(insertion) }
        for (index, column) in columns.enumerated() {
            try database.check((fields[column] ?? .null).bind(to: insertion, at: Int32(index + 1)), table)
        }
        try database.check(sqlite3_step(insertion), table)
        if isJournaled {
            let (source, number) = (note.map { "\($0.source)" } ?? "NULL", note.map { "\($0.index)" } ?? "NULL")
            try database.run("INSERT INTO journal.rows VALUES (\(database.lastRow), \(source), \(number))", table)
        }
        uncommitted += 1
        if uncommitted == TableWriter.rowsPerTransaction { try commit() }
    }

    /// Brings to the disk what was written.
    mutating func commit() throws {
        uncommitted = 0
        try database.run("COMMIT", table)
        try database.run("BEGIN IMMEDIATE", table)
    }

    /// Brings to the disk what was written. Nothing can be written any more.
    func close() throws { try database.run("COMMIT", table) }

    private mutating func add(_ added: [String]) throws {
        if columns.isEmpty {
            // A table has at least one column; a note may have no fields.
            columns = added.isEmpty ? ["note"] : added
            try database.run(
                "CREATE TABLE main.\(table.asName) (\(columns.map(\.asName).joined(separator: ", ")))", table)
        } else {
            for column in added {
                try database.run("ALTER TABLE main.\(table.asName) ADD COLUMN \(column.asName)", table)
                columns.append(column)
            }
        }
        sqlite3_finalize(insertion)
        insertion = nil
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let names = columns.map(\.asName).joined(separator: ", ")
        insertion = try database.compile("INSERT INTO main.\(table.asName) (\(names)) VALUES (\(places))", table)
    }
}
