import Graphbook
import GraphbookNodes
import Testing

@Suite("SQL expressions")
struct SQLExpressionTests {
    @Test(
        "The fields of a note are columns, of the type they have",
        arguments: [
            ("score", ["score": 0.5], 0.5),
            ("score + n", ["score": 0.5, "n": 2], 2.5),
            ("n * 2", ["n": 4_000_000_000_000], 8_000_000_000_000),
            ("label || '!'", ["label": "größe"], "größe!"),
            ("label", ["label": ""], ""),
            ("seen", ["seen": true], 1),
            ("seen AND NOT n", ["seen": true, "n": 0], 1),
            ("gone IS NULL", ["gone": .null], 1),
            ("gone", ["gone": .null], .null),
            ("1 + 1", [:], 2),
            ("sqrt(n)", ["n": 16], 4.0),
            ("typeof(n)", ["n": 1.0], "real"),
            ("\"group\" || \"a b\" || \"it\"\"s\"", ["group": "g", "a b": "b", "it\"s": "c"], "gbc"),
            ("SCORE > 0.4 AND score < 0.6", ["SCORE": 0.5], 1),
            ("CASE WHEN score > 0.4 THEN 'sure' ELSE 'unsure' END -- why", ["score": 0.5], "sure"),
        ] as [(String, Fields, Value)])
    func values(text: String, fields: Fields, value: Value) throws {
        #expect(try SQLExpression(text).value(for: Note(fields)) == value)
    }

    @Test(
        "Lists and objects are JSON, and results that are JSON become lists and objects",
        arguments: [
            ("box ->> 'width'", 30),
            ("box ->> 'name'", "a"),
            ("box ->> '$.size[1]'", 2),
            ("scores ->> 0", 0.25),
            ("json_array_length(scores)", 2),
            ("(SELECT max(value) FROM json_each(scores))", 0.75),
            ("(SELECT count(*) FROM json_each(words) WHERE value LIKE 'b%')", 2),
            ("box -> 'size'", [1, 2]),
            ("json_object('a', json_array(1, NULL))", ["a": [1, .null]]),
            ("'[1]'", "[1]"),
        ] as [(String, Value)])
    func json(text: String, value: Value) throws {
        let note = Note(["box": ["width": 30, "name": "a", "size": [1, 2]], "scores": [0.25, 0.75]])
        note["words"] = ["bat", "cat", "bee"]
        #expect(try SQLExpression(text).value(for: note) == value)
    }

    @Test(
        "A condition is true where it is a number other than 0; NULL is not",
        arguments: [
            ("n > 1", true), ("n > 2", false), ("n", true), ("n - 2", false), ("n - 1.5", true), ("other > 1", false),
            ("other IS NULL", true), ("NULL", false), ("true", true),
        ])
    func conditions(text: String, holds: Bool) throws {
        #expect(try SQLExpression(text).isTrue(for: Note(["n": 2])) == holds)
    }

    @Test("A condition that is text is an error that shows it")
    func textCondition() {
        let error = #expect(throws: GraphbookError.self) {
            try SQLExpression("label").isTrue(for: Note(["label": "x"]))
        }
        #expect(error?.description == "the condition “label” is \"x\", neither true nor false")
    }

    @Test(
        "A mistake is told with the expression and its place, before anything runs",
        arguments: [
            ("score >", "it is not complete"),
            ("score > > 2", "near \">\": syntax error (at character 9)"),
            ("ö = lenght(b)", "no such function: lenght (at character 5)"),
            ("max(a", "it is not complete"),
            ("a, b", "row value misused"),
            ("a)), ((b", "it has several values"),
            ("a /* b", "it is not complete"),
            ("'a", "a quote is not closed"),
            ("box.width > 3", "there is no 'box.width'; a part of a field is box ->> 'width'"),
            ("a; DROP TABLE b", "near \";\": syntax error (at character 2)"),
            ("(SELECT a FROM files)", "no such table: files"),
            ("load_extension('x')", "not authorized to use function: load_extension (at character 1)"),
            ("(SELECT * FROM pragma_database_list)", "not authorized"),
        ])
    func mistakes(text: String, problem: String) {
        let found = SQLExpression.problem(with: .string(text)) ?? "no problem"
        #expect(found == "holds no SQL expression, “\(text)”: \(problem)")
    }

    @Test(
        "A value that is no text, or blank, is no expression",
        arguments: [(.int(3), "takes an SQL expression, not 3"), (.string(" "), "holds no SQL expression, but blank")]
            as [(Value, String)])
    func noExpression(value: Value, problem: String) {
        #expect(SQLExpression.problem(with: value) == problem)
    }

    @Test("What SQL can't read or give is an error that names the field")
    func wrongTypes() throws {
        let note = Note(["image": .tensor(Tensor(zeros: .f32, shape: [2, 2])), "n": 1])
        #expect(try SQLExpression("n").value(for: note) == 1)
        let field = #expect(throws: GraphbookError.self) { try SQLExpression("image").value(for: note) }
        #expect(
            field?.description == "“image” has no value: field 'image' is a tensor f32[2, 2], which SQL can't read")
        let blob = #expect(throws: GraphbookError.self) { try SQLExpression("zeroblob(n)").value(for: note) }
        #expect(blob?.description == "“zeroblob(n)” has no value: it is a BLOB")
    }

    @Test("An expression that would not end, or takes all memory, is stopped")
    func bounds() throws {
        let endless = "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c)"
        let error = #expect(throws: GraphbookError.self) { try SQLExpression(endless).value(for: Note()) }
        #expect(
            error?.description
                == "“\(endless)” has no value: it takes more than 50000000 of SQLite's instructions for one note")
        let large = #expect(throws: GraphbookError.self) {
            try SQLExpression("hex(zeroblob(n))").value(for: Note(["n": 9_000_000]))
        }
        #expect(large?.description.hasSuffix("has no value: string or blob too big") == true)
        let text = String(repeating: "x", count: 17 << 20)
        let field = #expect(throws: GraphbookError.self) {
            try SQLExpression("a").value(for: Note(["a": .string(text)]))
        }
        #expect(field?.description == "“a” has no value: field 'a' is longer than 16777216 bytes")
    }

    @Test("After an error, the next note is evaluated as ever")
    func afterError() throws {
        let expression = SQLExpression("abs(n)")
        #expect(throws: GraphbookError.self) { try expression.value(for: Note(["n": .int(.min)])) }
        #expect(try expression.value(for: Note(["n": -2])) == 2)
    }
}
