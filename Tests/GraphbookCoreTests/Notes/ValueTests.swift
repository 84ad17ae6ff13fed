import GraphbookCore
import Testing

private struct Mask: NoteValue {}

@Suite("Value")
struct ValueTests {
    @Test(
        "Equal are values that say the same, however they are held",
        arguments: [
            (.null, .null, true), (.null, false, false), (true, true, true), (true, false, false), (true, 1, false),
            (1, 1, true), (1, 1.0, true), (1.0, 1, true), (1, 1.5, false), ("1", 1, false), ("a", "a", true),
            ([], [], true), ([1], [1, 2], false), ([1, 2].noteValue, [1, 2], true), ([1, 2], [1, 3].noteValue, false),
            (["a": 1, "b": 2], ["b": 2, "a": 1], true), (["a": 1], ["a": 2], false), ([], [:], false),
            (.tensor(Tensor([1])), .tensor(Tensor([1])), true), (.tensor(Tensor([1])), .tensor(Tensor([2])), false),
            (.tensor(Tensor([1.0])), [1], false), (.double(.nan), .double(.nan), false),
            (Mask().noteValue, Mask().noteValue, false),
        ] as [(Value, Value, Bool)])
    func equality(left: Value, right: Value, isEqual: Bool) {
        #expect((left == right) == isEqual)
        #expect((right == left) == isEqual)
    }

    @Test(
        "A summary says the kind, and of short scalars the value",
        arguments: [
            (.null, "null"), (true, "true"), (12, "12"), (1.5, "1.5"), ("dog", "\"dog\""),
            (.string(String(repeating: "x", count: 60)), "\"\(String(repeating: "x", count: 60))\""),
            (.string(String(repeating: "x", count: 61)), "\"\(String(repeating: "x", count: 57))…\""),
            ([1, 2], "a list of 2"), ([1, 2, 3].noteValue, "a list of 3"), ([:], "an object with no keys"),
            (["a": 1, "b": 2], "an object with a, b"),
            (["a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6], "an object with a, b, c, d, e"),
            (.tensor(Tensor(zeros: .f32, shape: [3, 2])), "a tensor f32[3, 2]"), (Mask().noteValue, "a Mask"),
        ] as [(Value, String)])
    func summaries(value: Value, summary: String) { #expect(value.summary == summary) }

    @Test("Lists and fields are told apart from everything else")
    func kinds() {
        #expect(([1] as Value).list == [1])
        #expect([1].noteValue.list == [1])
        #expect((["a": 1] as Value).fields == ["a": 1])
        for other in [.null, 1, "a", .tensor(Tensor([1])), Mask().noteValue] as [Value] {
            #expect(other.list == nil)
            #expect(other.fields == nil)
        }
    }

    @Test("Literals of all kinds are values")
    func literals() {
        let name = "dog"
        let value: Value = [
            "null": .null, "bool": true, "int": 1, "double": 1.0, "text": "a \(name)", "list": [1, "a"],
        ]
        guard let fields = value.fields, case .null? = fields["null"], case .bool(true)? = fields["bool"],
            case .int(1)? = fields["int"], case .double(1)? = fields["double"], case .string("a dog")? = fields["text"],
            case .array(let list)? = fields["list"]
        else {
            Issue.record("\(value)")
            return
        }
        #expect(list == [1, "a"])
    }
}
