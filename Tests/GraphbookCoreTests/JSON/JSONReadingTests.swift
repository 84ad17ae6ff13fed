import GraphbookCore
import Testing

@Suite("JSON that is read")
struct JSONReadingTests {
    @Test(
        "Every kind of value is read",
        arguments: [
            ("null", .null), ("true", true), ("false", false), (#""""#, ""), ("[]", []), ("{}", [:]),
            (" \t\r\n[ 1 , 2.5 ,\n\"a\" ] ", [1, 2.5, "a"]),
            (#"{"a":{"b":[null,{}]}}"#, ["a": ["b": [.null, [:]]]]),
        ] as [(String, Value)])
    func everyKind(text: String, expected: Value) throws {
        #expect(try JSON.value(of: text) == expected)
    }

    @Test(
        "Whole numbers that fit Int are integers, all others doubles",
        arguments: [
            ("0", .int(0)), ("-0", .int(0)), ("-0.0", .double(-0.0)), ("7", .int(7)), ("-12", .int(-12)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
            ("18446744073709551616", .double(18_446_744_073_709_551_616)),
            ("100000000000000000000", .double(1e20)),
            ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)), ("25e-1", .double(2.5)),
            ("0.1", .double(0.1)), ("1e22", .double(1e22)), ("1e23", .double(1e23)), ("1e-400", .double(0)),
            ("5e-324", .double(.leastNonzeroMagnitude)), ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
            ("0e99999999999999999999", .double(0)), ("1e-99999999999999999999", .double(0)),
            ("0.30000000000000004", .double(0.1 + 0.2)), ("9007199254740993", .int(9_007_199_254_740_993)),
            ("9007199254740993.0", .double(9_007_199_254_740_992)),
            ("3.14159265358979323846264338327950288", .double(.pi)),
        ] as [(String, Value)])
    func numbers(text: String, expected: Value) throws {
        let value = try JSON.value(of: text)
        switch (value, expected) {
        case (.int(let found), .int(let expected)): #expect(found == expected)
        case (.double(let found), .double(let expected)): #expect(found.bitPattern == expected.bitPattern)
        default: Issue.record("\(text) was read as \(value)")
        }
    }

    @Test(
        "Escapes stand for their characters",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC""#, "A\u{E9}€"),
            (#""dog: \ud83d\udc36!""#, "dog: 🐶!"),
            (#""\u0000""#, "\0"),
            ("\"é 🐶 \u{7F}\"", "é 🐶 \u{7F}"),
            (
                #""a longer string than fifteen bytes, with \n in it and é""#,
                "a longer string than fifteen bytes, with \n in it and é"
            ),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try JSON.value(of: text) == .string(expected))
    }

    @Test("Keys keep the order of the text, also when there are many")
    func keyOrder() throws {
        let keys = (0..<40).map { "key\(($0 * 17) % 40)" }
        let text = "{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(try JSON.value(of: text).fields?.keys == keys)
    }

    @Test(
        "A mistake is told with its line, its column and what was expected",
        arguments: [
            ("", "1:1: the text ends where a value is expected"),
            ("\n\n ", "3:2: the text ends where a value is expected"),
            ("nul", "1:1: expected a value"),
            ("True", "1:1: expected a value"),
            ("NaN", "1:1: expected a value"),
            ("\u{FEFF}{}", "1:1: expected a value"),
            ("+1", "1:1: expected a value"),
            (".5", "1:1: expected a value"),
            ("// note\n1", "1:1: JSON has no comments"),
            ("['a']", "1:2: strings stand in double quotes"),
            ("1 2", "1:3: expected the end of the text after the value"),
            ("{}\n}", "2:1: expected the end of the text after the value"),
            ("nullx", "1:5: expected the end of the text after the value"),
            ("[1 2]", "1:4: expected ',' or ']' after a value"),
            ("{\n  \"a\": 1\n  \"b\": 2\n}", "3:3: expected ',' or '}' after a value"),
            ("{\"é🐶\": 1 x", "1:10: expected ',' or '}' after a value"),
            ("[1,]", "1:3: there is no comma after the last value"),
            ("{\"a\": 1,\n}", "1:8: there is no comma after the last value"),
            ("[,1]", "1:2: expected a value"),
            ("[1", "1:1: this list is not closed"),
            ("{\"a\": [1,\n 2]", "1:1: this object is not closed"),
            ("[1,", "1:4: the text ends where a value is expected"),
            ("{", "1:2: the text ends where a key is expected"),
            ("{\"a\"", "1:5: expected ':' after a key"),
            ("{\"a\" 1}", "1:6: expected ':' after a key"),
            ("{\"a\":", "1:6: the text ends where a value is expected"),
            ("{a: 1}", "1:2: expected a key in double quotes"),
            ("{1: 1}", "1:2: expected a key in double quotes"),
            ("{\"a\": 1, \"b\": 2, \"a\": 3}", "1:18: the key \"a\" is there twice"),
            ("{\"a\": {\"a\": 1}, \"\\u0061\": 3}", "1:17: the key \"a\" is there twice"),
            ("01", "1:1: a number of several digits does not begin with 0"),
            ("-012", "1:2: a number of several digits does not begin with 0"),
            ("-", "1:2: expected a digit after '-'"),
            ("-x", "1:2: expected a digit after '-'"),
            ("[1.]", "1:4: expected a digit after '.'"),
            ("1e", "1:3: expected a digit after the exponent's 'e'"),
            ("1e+", "1:4: expected a digit after the exponent's 'e'"),
            ("[-1e999]", "1:2: -1e999 is too large for a number"),
            ("[1e99999999999999999999]", "1:2: 1e99999999999999999999 is too large for a number"),
            ("[\"abc", "1:2: this string is not closed"),
            ("[\"abc\\n", "1:2: this string is not closed"),
            ("\"a\nb\"", "1:3: a string ends in the line it begins in; a line break in it is written \\n"),
            ("\"a\\tb\r\n\"", "1:6: a string ends in the line it begins in; a line break in it is written \\n"),
            ("\"\t\"", "1:2: a tab in a string is written \\t"),
            ("\"\u{1}\"", "1:2: a control character in a string is written \\u0001"),
            ("\"\0\"", "1:2: a control character in a string is written \\u0000"),
            ("\"C:\\dir\"", "1:4: no escape begins so; a backslash is written \\\\"),
            ("\"\\", "1:2: no escape begins so; a backslash is written \\\\"),
            ("\"\\u12", "1:2: \\u is followed by four hexadecimal digits"),
            ("\"\\u12x4\"", "1:2: \\u is followed by four hexadecimal digits"),
            ("\"\\ud83d\"", "1:2: \\ud83d is half of a character; its other half is missing"),
            ("\"\\ud83d\\n\"", "1:2: \\ud83d is half of a character; its other half is missing"),
            ("\"\\ud83d\\u0041\"", "1:2: \\ud83d is half of a character; its other half is missing"),
            ("\"a\\udc36\"", "1:3: \\udc36 is half of a character; its other half is missing"),
        ])
    func mistakes(text: String, description: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON.value(of: text) }
        #expect(error?.description == description)
    }

    @Test(
        "Bytes that are no UTF-8 are a mistake",
        arguments: [[0xFF], [0xC3], [0xE2, 0x82], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
            as [[UInt8]])
    func invalidUTF8(content: [UInt8]) {
        for prefix in ["", "\\n"] {
            let bytes = Array("[\"\(prefix)".utf8) + content + Array("\"]".utf8)
            let error = #expect(throws: JSONSyntaxError.self) { try bytes.withUnsafeBytes { try JSON.value(of: $0) } }
            #expect(error?.description == "1:2: this string is not valid UTF-8")
        }
    }

    @Test("512 lists in each other are read, one more is a mistake")
    func nesting() throws {
        let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        _ = try JSON.value(of: deepest)
        for opening in ["[", "{\"a\":"] {
            let error = #expect(throws: JSONSyntaxError.self) {
                try JSON.value(of: String(repeating: opening, count: 100_000))
            }
            #expect(error?.message == "lists and objects are nested deeper than 512")
            #expect(error?.column == 512 * opening.count + 1)
        }
    }

    @Test("Neighbours in a list do not count as nesting")
    func neighbours() throws {
        let text = "[" + Array(repeating: "[],{}", count: 1000).joined(separator: ",") + "]"
        #expect(try JSON.value(of: text).list?.count == 2000)
    }

    @Test("A text that is cut off anywhere is a mistake, never a crash")
    func truncated() throws {
        let text = Array(#"{"a":[1,-2.5e3,"x\n\u00e9é",true,false,null],"b":{"c":{}}}"#.utf8)
        for count in text.indices {
            #expect(throws: JSONSyntaxError.self) {
                try text[..<count].withUnsafeBytes { try JSON.value(of: $0) }
            }
        }
        _ = try text.withUnsafeBytes { try JSON.value(of: $0) }
    }

    @Test("No bytes at all are a mistake")
    func nothing() {
        #expect(throws: JSONSyntaxError.self) { try JSON.value(of: UnsafeRawBufferPointer(start: nil, count: 0)) }
    }
}
