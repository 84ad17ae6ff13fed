import CSQLite
import Graphbook

/// An expression that SQLite has compiled.
///
/// It is compiled as a query on a table of one row, whose columns are the fields that it names. SQLite itself says which
/// these are, one after the other: each column that it misses is added, and the query compiled again.
struct SQLProgram: ~Copyable {
    private let text: String
    private let statement: OpaquePointer
    private let evaluation: Evaluation
    /// The fields it reads, in the order of their places in the query, from 1 on.
    let fields: [String]
    private var isKnownToBeMissing: [Bool]
    // Last, since a statement goes before its connection.
    private let connection: Connection

    fileprivate static let mostFields = 100
    fileprivate static let beginning = "SELECT graphbook_result((\n"

    /// - Throws: ``GraphbookError`` with code `syntax` that shows the expression and the place of the mistake.
    init(_ text: String) throws {
        if text.allSatisfy(\.isWhitespace) { throw GraphbookError(.syntax, "no SQL expression, but blank") }
        let evaluation = Evaluation()
        let connection = try Connection(evaluation)
        var fields: [String] = [], statement: OpaquePointer?
        while statement == nil {
            let columns = fields.enumerated().map { "?\($0 + 1) AS \"\($1.replacing("\"", with: "\"\""))\"" }
            let row = columns.isEmpty ? "" : " FROM (SELECT \(columns.joined(separator: ", ")))"
            do {
                statement = try connection.compile("\(SQLProgram.beginning)\(text)\n))\(row)")
            } catch .noColumn(let name) where !fields.contains(name) && fields.count < SQLProgram.mostFields {
                fields.append(name)
            } catch {
                throw GraphbookError(.syntax, "no SQL expression, “\(text)”: \(error.words(in: text))")
            }
        }
        guard let statement else { preconditionFailure("the loop ends with a statement") }
        self.text = text
        self.statement = statement
        self.evaluation = evaluation
        self.connection = connection
        self.fields = fields
        isKnownToBeMissing = fields.map { _ in false }
    }

    deinit { sqlite3_finalize(statement) }

    func value(for note: Fields) throws -> Value {
        defer { sqlite3_reset(statement) }
        for (index, name) in fields.enumerated() { try bind(note[name] ?? .null, as: name, at: Int32(index + 1)) }
        evaluation.begin()
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return evaluation.result
        case SQLITE_INTERRUPT:
            throw failure("it takes more than \(Evaluation.mostInstructions) of SQLite's instructions for one note")
        default: throw failure(connection.message)
        }
    }

    /// The fields that the note lacks, and no note lacked before.
    mutating func newlyMissing(in note: Fields) -> [String] {
        var missing: [String] = []
        for (index, name) in fields.enumerated() where !isKnownToBeMissing[index] && note[name] == nil {
            isKnownToBeMissing[index] = true
            missing.append(name)
        }
        return missing
    }

    private func bind(_ value: Value, as name: String, at place: Int32) throws {
        let status: Int32
        do {
            status = try value.bind(to: statement, at: place)
        } catch {
            throw failure("field '\(name)' is \(value.summary), which SQL can't read")
        }
        if status != SQLITE_OK { throw failure("field '\(name)' is longer than \(Connection.longestValue) bytes") }
    }

    private func failure(_ reason: String) -> GraphbookError {
        GraphbookError(.wrongType, "“\(text)” has no value: \(reason)")
    }
}

/// Why an expression can't be compiled.
private enum Mistake: Error {
    case noColumn(String)
    /// - Parameter offset: The byte of the query that it is about; negative where it is about none.
    case other(String, offset: Int)

    /// What it is and where.
    func words(in text: String) -> String {
        switch self {
        case .noColumn(let name):
            // A column that was added, and is still not found: SQL takes the name for a table's column.
            guard let dot = name.firstIndex(of: ".") else {
                return "it names more than \(SQLProgram.mostFields) fields"
            }
            let field = name[..<dot], part = name[name.index(after: dot)...]
            return "there is no '\(name)'; a part of a field is \(field) ->> '\(part)'"
        case .other(let message, let offset):
            // Behind the expression stands what it was put into: it has ended too early.
            if offset >= text.utf8.count || message == "incomplete input" { return "it is not complete" }
            if message.contains("\n))") { return "a quote is not closed" }
            if offset < 0 { return message }
            let place = text.utf8.index(text.startIndex, offsetBy: offset)
            return "\(message) (at character \(text.distance(from: text.startIndex, to: place) + 1))"
        }
    }
}

/// A database in memory, without tables, on which nothing but queries can be compiled.
private struct Connection: ~Copyable {
    private let pointer: OpaquePointer

    /// Bytes of the longest text, and of the longest value that an expression may make.
    static let longestValue: Int32 = 16 << 20

    init(_ evaluation: Evaluation) throws {
        var pointer: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        let status = sqlite3_open_v2(":memory:", &pointer, flags, nil)
        guard let pointer, status == SQLITE_OK else {
            sqlite3_close_v2(pointer)
            throw GraphbookError(.syntax, "SQLite can't be used: \(String(cString: sqlite3_errstr(status)))")
        }
        self.pointer = pointer
        _ = graphbook_refuse_quoted_texts(pointer)
        sqlite3_limit(pointer, SQLITE_LIMIT_LENGTH, Connection.longestValue)
        sqlite3_limit(pointer, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000)
        // These make tables of lists and objects; what SQLite does when one is first used, the authorizer would deny.
        sqlite3_exec(pointer, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nil, nil, nil)
        sqlite3_set_authorizer(pointer, mayCompile, nil)
        evaluation.attach(to: pointer)
    }

    deinit { sqlite3_close_v2(pointer) }

    var message: String { String(cString: sqlite3_errmsg(pointer)) }

    func compile(_ query: String) throws(Mistake) -> OpaquePointer {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v3(pointer, query, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard status == SQLITE_OK, let statement else {
            let message = message, missing = "no such column: "
            if message.hasPrefix(missing) { throw .noColumn(String(message.dropFirst(missing.count))) }
            let offset = Int(sqlite3_error_offset(pointer)) - SQLProgram.beginning.utf8.count
            throw .other(message, offset: offset)
        }
        guard sqlite3_column_count(statement) == 1 else {
            sqlite3_finalize(statement)
            throw .other("it has several values", offset: -1)
        }
        return statement
    }
}

/// Lets queries be compiled, and functions called, and nothing else: no writing, no other files, no pragmas, no
/// extensions.
private let mayCompile:
    @convention(c) (
        UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
        UnsafePointer<CChar>?
    ) -> Int32 = { _, action, _, name, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: SQLITE_OK
        case SQLITE_FUNCTION: name.map { String(cString: $0) } == "load_extension" ? SQLITE_DENY : SQLITE_OK
        default: SQLITE_DENY
        }
    }

/// What happens while SQLite evaluates an expression: it hands over the result, and reports how much it does.
private final class Evaluation {
    /// About a second's work. Without a bound, a recursive query could go on for ever.
    static let mostInstructions: Int = 50_000_000
    private static let instructionsPerReport = 10_000

    private(set) var result = Value.null
    private var instructions = 0

    func begin() {
        result = .null
        instructions = 0
    }

    /// The connection must not outlive this object.
    func attach(to connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            connection, Int32(Evaluation.instructionsPerReport),
            { context in
                guard let context else { return 1 }
                return Unmanaged<Evaluation>.fromOpaque(context).takeUnretainedValue().mayGoOn ? 0 : 1
            }, context)
        sqlite3_create_function_v2(
            connection, "graphbook_result", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY | SQLITE_SUBTYPE, context,
            { call, _, arguments in
                guard let context = sqlite3_user_data(call), let argument = arguments?[0] else { return }
                let value = Value(sql: argument)
                Unmanaged<Evaluation>.fromOpaque(context).takeUnretainedValue().result = value ?? .null
                if value == nil { sqlite3_result_error(call, "it is a BLOB", -1) }
            }, nil, nil, nil)
    }

    private var mayGoOn: Bool {
        instructions += Evaluation.instructionsPerReport
        return instructions < Evaluation.mostInstructions
    }
}
