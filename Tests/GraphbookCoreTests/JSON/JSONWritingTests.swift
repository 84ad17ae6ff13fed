import GraphbookCore
import Testing

private struct Mask: NoteValue {}

private struct Mark: NoteValue, Codable, Equatable {
    var x: Double
}

@Suite("JSON that is written")
struct JSONWritingTests {
    @Test(
        "Every kind of value is written in one line without spaces",
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (-120, "-120"),
            (.int(.max), "9223372036854775807"),
            (.int(.min), "-9223372036854775808"), ("", #""""#), ([], "[]"), ([:], "{}"), ([1, [2]], "[1,[2]]"),
            (["b": 1, "a": ["c": .null]], #"{"b":1,"a":{"c":null}}"#), ([1.5, 2.5].noteValue, "[1.5,2.5]"),
            ([["a"], []].noteValue, #"[["a"],[]]"#),
        ] as [(Value, String)])
    func everyKind(value: Value, expected: String) throws {
        #expect(try JSON.text(of: value) == expected)
    }

    @Test(
        "Doubles read back as the same doubles",
        arguments: [
            1, -0.0, 0.1, 0.1 + 0.2, 1e16, 1e22, 1e23, 123456789.125, .leastNonzeroMagnitude, .leastNormalMagnitude,
            .greatestFiniteMagnitude, .pi, -1 / 3, 9_007_199_254_740_992, 4.35,
        ] as [Double])
    func doubles(number: Double) throws {
        guard case .double(let back) = try JSON.value(of: JSON.text(of: .double(number))) else {
            Issue.record("\(number) was read back as no double")
            return
        }
        #expect(back.bitPattern == number.bitPattern)
    }

    @Test("Any bits that are a finite double read back")
    func manyDoubles() throws {
        var random = SplitMix64(state: 1)
        let numbers = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
        let back: [Double]? = .init(noteValue: try JSON.value(of: JSON.text(of: numbers.noteValue)))
        #expect(back == numbers)
    }

    @Test("A whole double keeps its point, a float its few digits")
    func fewDigits() throws {
        #expect(try JSON.text(of: [1.0, 0.1, Float(0.1).noteValue]) == "[1.0,0.1,0.1]")
    }

    @Test(
        "Quotes, backslashes and control characters are escaped, all else stands as it is",
        arguments: [
            ("a \"b\" \\ /", #""a \"b\" \\ /""#), ("\n\r\t\0\u{1F}", #""\n\r\t\u0000\u001f""#),
            ("é 🐶 \u{7F}\u{2028}", "\"é 🐶 \u{7F}\u{2028}\""),
        ])
    func strings(text: String, expected: String) throws {
        #expect(try JSON.text(of: .string(text)) == expected)
        #expect(try JSON.text(of: [text: 1]) == "{\(expected):1}")
        #expect(try JSON.value(of: expected) == .string(text))
    }

    @Test(
        "Tensors are written as nested lists of their elements",
        arguments: [
            (Tensor([true, false]), "[true,false]"),
            (Tensor([0, 255] as [UInt8]), "[0,255]"),
            (Tensor([-128, 127] as [Int8]), "[-128,127]"),
            (Tensor([65535] as [UInt16]), "[65535]"),
            (Tensor([-32768] as [Int16]), "[-32768]"),
            (Tensor([4_294_967_295] as [UInt32]), "[4294967295]"),
            (Tensor([-2_147_483_648] as [Int32]), "[-2147483648]"),
            (Tensor([UInt64.max]), "[18446744073709551615]"),
            (Tensor([Int64.min, 9_007_199_254_740_993]), "[-9223372036854775808,9007199254740993]"),
            (Tensor([0.5, -2] as [Float16]), "[0.5,-2.0]"),
            (Tensor([0.5, 256] as [Float]).converted(to: .bf16), "[0.5,256.0]"),
            (Tensor([0.1, 1] as [Float]), "[0.1,1.0]"),
            (Tensor([0.1, 1e300]), "[0.1,1e+300]"),
            (Tensor([Double]()), "[]"),
            (Tensor(zeros: .u8, shape: []), "0"),
            (Tensor(zeros: .u8, shape: [2, 0]), "[[],[]]"),
            (Tensor(zeros: .u8, shape: [2, 1, 3]), "[[[0,0,0]],[[0,0,0]]]"),
        ])
    func tensors(tensor: Tensor, expected: String) throws {
        #expect(try JSON.text(of: .tensor(tensor)) == expected)
    }

    @Test("The views of a tensor are written as they are seen")
    func views() throws {
        let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(try JSON.text(of: .tensor(tensor.transposed([1, 0]))) == "[[1.0,4.0],[2.0,5.0],[3.0,6.0]]")
        #expect(try JSON.text(of: .tensor(tensor[1])) == "[4.0,5.0,6.0]")
        #expect(try JSON.text(of: .tensor(tensor[1][2])) == "6.0")
    }

    @Test(
        "What JSON has no word for is an error that says where it is",
        arguments: [
            (.double(.nan), "the value is nan, which is no number in JSON"),
            (["score": .double(-.infinity)], "score is -inf, which is no number in JSON"),
            (["a b": ["c.d": [.double(.nan)]]], #"["a b"]["c.d"][0] is nan, which is no number in JSON"#),
            (["scores": [[0.5, .nan]].noteValue], "scores[0][1] is nan, which is no number in JSON"),
            (["t": .tensor(Tensor([0, .infinity]))], "t[1] is inf, which is no number in JSON"),
            (
                Mask().noteValue,
                "the value holds a Mask, which JSON has no word for; make Mask Codable"
            ),
            (
                ["labels": [1, 2, 3, ["mask": Mask().noteValue]]],
                "labels[3].mask holds a Mask, which JSON has no word for; make Mask Codable"
            ),
            (
                [Mask()].noteValue,
                "[0] holds a Mask, which JSON has no word for; make Mask Codable"
            ),
        ] as [(Value, String)])
    func unwritable(value: Value, message: String) {
        let error = #expect(throws: GraphbookError.self) { try JSON.text(of: value) }
        #expect(error?.message == message)
        #expect(error?.code == .wrongType)
    }

    @Test("A boxed value that is Codable is written as it is encoded")
    func boxes() throws {
        #expect(try JSON.text(of: [Mark(x: 1).noteValue]) == #"[{"x":1.0}]"#)
        #expect(try JSON.text(of: [Mark(x: 1)].noteValue) == #"[{"x":1.0}]"#)
        let error = #expect(throws: GraphbookError.self) { try JSON.text(of: [Mark(x: .nan).noteValue]) }
        #expect(error?.message == "[0].x is nan, which is no number in JSON")
    }

    @Test("512 lists in each other are written, one more is an error")
    func nesting() throws {
        var value: Value = []
        for _ in 1..<512 { value = [value] }
        #expect(try JSON.value(of: JSON.text(of: value)) == value)
        let error = #expect(throws: GraphbookError.self) { try JSON.text(of: [value]) }
        #expect(error?.message.hasSuffix("[0] is nested deeper than 512 lists and objects") == true)
    }

    @Test("Appending adds to the bytes, and leaves them as they were when there is an error")
    func appending() throws {
        var bytes = Array("1\n".utf8)
        try JSON.append(["a": 2], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "1\n{\"a\":2}")
        #expect(throws: GraphbookError.self) { try JSON.append([1, 2, .double(.nan)], to: &bytes) }
        #expect(String(decoding: bytes, as: UTF8.self) == "1\n{\"a\":2}")
    }

    @Test("A pretty text is indented by two spaces, and keeps what is short in one line")
    func pretty() throws {
        let long = String(repeating: "x", count: 80)
        let value: Value = [
            "name": "Photos", "empty": [], "none": [:], "sizes": [224, 224],
            "nodes": [["id": "load", "at": ["x": 10, "y": 20.5]], ["id": "show", "parameters": [:]]],
            "long": ["first": .string(long), "second": [1]],
            "wide": ["first": .string(long), "second": "more than 100"],
            "tensor": .tensor(try Tensor([1, 2, 3, 4] as [UInt8], shape: [2, 2])),
        ]
        let text = try JSON.text(of: value, pretty: true)
        #expect(
            text == """
                {
                  "name": "Photos",
                  "empty": [],
                  "none": {},
                  "sizes": [224, 224],
                  "nodes": [
                    {
                      "id": "load",
                      "at": {"x": 10, "y": 20.5}
                    },
                    {
                      "id": "show",
                      "parameters": {}
                    }
                  ],
                  "long": {
                    "first": "\(long)",
                    "second": [1]
                  },
                  "wide": {
                    "first": "\(long)",
                    "second": "more than 100"
                  },
                  "tensor": [
                    [1, 2],
                    [3, 4]
                  ]
                }
                """)
        #expect(try JSON.value(of: text).fields?.keys == value.fields?.keys)
    }

    @Test("A list of 100 columns stays in one line, one more does not", arguments: [(96, false), (97, true)])
    func lineWidth(length: Int, isBroken: Bool) throws {
        let text = try JSON.text(of: [.string(String(repeating: "x", count: length))], pretty: true)
        #expect(text.contains("\n") == isBroken)
    }
}
