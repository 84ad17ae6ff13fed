import CSQLite
import Graphbook

/// An SQLite file that is open for writing.
struct SQLiteFile: ~Copyable {
    private let connection: OpaquePointer
    private let path: String

    /// Milliseconds that another program may have the file locked.
    private static let patience: Int32 = 5000

    /// Opens the file, or makes it.
    ///
    /// - Throws: ``GraphbookError`` with code `file` that names the path and the reason.
    init(path: String) throws {
        var connection: OpaquePointer?
        let status = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        guard let connection, status == SQLITE_OK else {
            sqlite3_close_v2(connection)
            throw GraphbookError(.file, "'\(path)' cannot be opened: \(String(cString: sqlite3_errstr(status)))")
        }
        sqlite3_busy_timeout(connection, SQLiteFile.patience)
        self.connection = connection
        self.path = path
    }

    deinit { sqlite3_close_v2(connection) }

    var lastRow: Int64 { sqlite3_last_insert_rowid(connection) }

    func run(_ statement: String, _ table: String = "") throws {
        try check(sqlite3_exec(connection, statement, nil, nil, nil), table)
    }

    /// A statement, which the caller finalizes.
    func compile(_ text: String, _ table: String = "") throws -> OpaquePointer {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(connection, text, -1, &statement, nil), table)
        guard let statement else { preconditionFailure("an empty statement") }
        return statement
    }

    /// The rows of a query, whose columns are whole numbers.
    func numbers(_ query: String) throws -> [[Int]] {
        try rows(query) { row in (0..<sqlite3_column_count(row)).map { Int(sqlite3_column_int64(row, $0)) } }
    }

    /// The rows of a query, whose column is text.
    func texts(_ query: String) throws -> [String] {
        try rows(query) { row in sqlite3_column_text(row, 0).map { String(cString: $0) } ?? "" }
    }

    private func rows<Row>(_ query: String, _ read: (OpaquePointer) -> Row) throws -> [Row] {
        let statement = try compile(query)
        defer { sqlite3_finalize(statement) }
        var rows: [Row] = []
        while true {
            let status = sqlite3_step(statement)
            try check(status, "")
            if status == SQLITE_DONE { return rows }
            rows.append(read(statement))
        }
    }

    /// - Throws: ``GraphbookError`` with code `file` where the status is an error.
    func check(_ status: Int32, _ table: String) throws {
        if [SQLITE_OK, SQLITE_DONE, SQLITE_ROW].contains(status) { return }
        throw failure(String(cString: sqlite3_errmsg(connection)), table)
    }

    func failure(_ message: String, _ table: String) -> GraphbookError {
        GraphbookError(.file, "'\(path)'\(table.isEmpty ? "" : ", table '\(table)'"): \(message)")
    }
}

extension String {
    /// The text as a name in SQL.
    var asName: String { "\"\(replacing("\"", with: "\"\""))\"" }
    /// The text as text in SQL.
    var asText: String { "'\(replacing("'", with: "''"))'" }
}
