import CSQLite
import Graphbook

extension Value {
    /// What SQLite marks the results of its JSON functions with: 'J'.
    private static let json: UInt32 = 74

    /// A value that SQLite has; nil for a BLOB.
    init?(sql value: OpaquePointer) {
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .int(Int(sqlite3_value_int64(value)))
        case SQLITE_FLOAT: self = .double(sqlite3_value_double(value))
        case SQLITE_TEXT:
            let text = sqlite3_value_text(value).map { String(cString: $0) } ?? ""
            // What SQLite says is JSON and is none stays text.
            let parsed = sqlite3_value_subtype(value) == Value.json ? try? JSON.value(of: text) : nil
            self = parsed ?? .string(text)
        default: return nil
        }
    }

    /// Gives the value to a statement; lists and objects as JSON text.
    ///
    /// - Returns: SQLite's status.
    /// - Throws: ``GraphbookError`` with code `wrongType` for what SQLite has no word for, a tensor for example.
    func bind(to statement: OpaquePointer, at place: Int32) throws -> Int32 {
        switch self {
        case .null: return sqlite3_bind_null(statement, place)
        case .bool(let value): return sqlite3_bind_int64(statement, place, value ? 1 : 0)
        case .int(let value): return sqlite3_bind_int64(statement, place, Int64(value))
        case .double(let value): return sqlite3_bind_double(statement, place, value)
        case .string(let text): return Value.bind(text, to: statement, at: place)
        case .array, .object, .boxed: return Value.bind(try JSON.text(of: self), to: statement, at: place)
        case .tensor: throw GraphbookError(.wrongType, "\(summary) is nothing that SQL can hold")
        }
    }

    private static func bind(_ text: String, to statement: OpaquePointer, at place: Int32) -> Int32 {
        guard let count = Int32(exactly: text.utf8.count) else { return SQLITE_TOOBIG }
        return text.withCString { graphbook_bind_text(statement, place, $0, count) }
    }
}
