public import Graphbook
import Synchronization

/// An expression of SQL over the fields of a note, such as `score > 0.5 AND label IN ('cat', 'dog')`, as a parameter.
///
/// SQLite evaluates it: its operators and functions are at <https://sqlite.org/lang_expr.html>. A column is a field of the
/// note: text, numbers, booleans (1 and 0), and null as they are, lists and objects as JSON text, which `->>` takes apart:
/// `box ->> 'width'`, `scores ->> 0`. A field that the note lacks is NULL. A name that is no plain word, or is one of SQL's,
/// stands in double quotes. As everywhere in SQL, text stands in single quotes, and names are the same in capitals or not.
///
/// An expression can read neither files nor anything else outside of the note, and one that would not end is stopped.
public struct SQLExpression: ParameterValue, ExpressibleByStringLiteral, CustomStringConvertible {
    public let text: String
    private let program: SharedProgram

    public init(_ text: String) {
        self.text = text
        program = SharedProgram()
    }

    public init(stringLiteral text: String) { self.init(text) }

    public var description: String { text }

    // MARK: - As a parameter

    public static var parameterType: ParameterType { .string }

    public init?(parameter: Value) {
        guard case .string(let text) = parameter else { return nil }
        self.init(text)
    }

    public var parameter: Value { .string(text) }

    /// A mistake in an expression is found here, before anything runs.
    public static func problem(with value: Value) -> String? {
        guard case .string(let text) = value else { return "takes an SQL expression, not \(value.summary)" }
        do {
            _ = try SQLProgram(text)
            return nil
        } catch {
            return "holds \(error)"
        }
    }

    // MARK: - Its value

    /// The value for a note. What is JSON in SQLite (the result of `json_array`, `json_object`, `->`) becomes a list or an
    /// object.
    ///
    /// The first note that lacks a field is told in the log: a name may be misspelled.
    ///
    /// - Throws: ``GraphbookError`` with code `syntax` where the expression is none, `wrongType` where a field, or the
    ///   result, is of a type that SQL has no word for, or the evaluation fails.
    public func value(for note: Note) throws -> Value {
        let fields = note.fields
        let (value, missing) = try program.state.withLock { state in
            if state.program == nil { state.program = try SQLProgram(text) }
            guard let value = try state.program?.value(for: fields) else {
                preconditionFailure("the program was just made")
            }
            return (value, state.program?.newlyMissing(in: fields) ?? [])
        }
        for name in missing {
            let nearest = name.nearest(among: fields.keys).map { "; it has '\($0)'" } ?? ""
            log("the note has no field '\(name)', which \(quoted) takes as NULL\(nearest)", level: .warning)
        }
        return value
    }

    /// Whether the expression is true for a note. NULL, as 0, is not.
    ///
    /// - Throws: As ``value(for:)`` does; `wrongType` also where the result is no number.
    public func isTrue(for note: Note) throws -> Bool {
        switch try value(for: note) {
        case .null: return false
        case .int(let number): return number != 0
        case .double(let number): return number != 0
        case let value:
            throw GraphbookError(.wrongType, "the condition \(quoted) is \(value.summary), neither true nor false")
        }
    }

    private var quoted: String { "“\(text)”" }
}

/// A program that is compiled when it is first used, and kept: a node has one expression for all its notes.
private final class SharedProgram: Sendable {
    struct State: ~Copyable {
        var program: SQLProgram?
    }

    let state = Mutex(State())
}
