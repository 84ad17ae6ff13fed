import Foundation
import GraphbookCore
import Testing

@Suite("Values and tensors with coders of others")
struct ForeignCoderTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test(
        "A value is coded as JSON has it",
        arguments: [
            ([.null], "[null]"), (true, "true"), (1, "1"), (1.5, "1.5"), ("a", #""a""#), ([1, [], [:]], "[1,[],{}]"),
            (["a": 1, "b": ["c": [.null]]], #"{"a":1,"b":{"c":[null]}}"#),
        ] as [(Value, String)])
    func values(value: Value, expected: String) throws {
        #expect(try json(value) == expected)
        #expect(try JSONDecoder().decode(Value.self, from: Data(expected.utf8)) == value)
    }

    @Test("Typed lists in a value are coded as lists, Encodable boxes as themselves")
    func boxes() throws {
        struct Mark: NoteValue, Encodable { var x = 1 }
        #expect(
            try json(["list": [1.5].noteValue, "mark": Mark().noteValue] as Value) == #"{"list":[1.5],"mark":{"x":1}}"#)
    }

    @Test("A box of anything else is an error that names its type")
    func unencodable() {
        struct Mask: NoteValue {}
        let error = #expect(throws: EncodingError.self) { try json(["a": Mask().noteValue] as Value) }
        guard case .invalidValue(_, let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription == "a Mask cannot be encoded; make it Codable")
    }

    @Test("A tensor is coded as its element type, shape and elements", arguments: ElementType.allCases)
    func tensors(elementType: ElementType) throws {
        let tensor = try Tensor([1, 0, 1, 1, 0, 1] as [Double], shape: [2, 3]).converted(to: elementType)
        let elements = elementType == .bool ? "true,false,true,true,false,true" : "1,0,1,1,0,1"
        let expected = #"{"elementType":"\#(elementType)","elements":[\#(elements)],"shape":[2,3]}"#
        #expect(try json(tensor) == expected)
        #expect(try JSONDecoder().decode(Tensor.self, from: Data(expected.utf8)) == tensor)
        #expect(try json(["a": .tensor(tensor)] as Value) == #"{"a":\#(expected)}"#)
    }

    @Test("Integers beyond a double's reach are coded exactly")
    func largeIntegers() throws {
        let tensor = Tensor([UInt64.max, 9_007_199_254_740_993])
        #expect(try JSONDecoder().decode(Tensor.self, from: Data(json(tensor).utf8)) == tensor)
    }

    @Test(
        "A tensor whose elements do not fill its shape is an error",
        arguments: ["[2]", "[-1]", "[-1,-1]", "[0,9223372036854775807,9223372036854775807]", "[9223372036854775807,3]"])
    func wrongShape(shape: String) {
        let text = #"{"elementType":"u8","shape":\#(shape),"elements":[1]}"#
        let error = #expect(throws: GraphbookError.self) {
            try JSONDecoder().decode(Tensor.self, from: Data(text.utf8))
        }
        let described = shape.replacing(",", with: ", ")
        #expect(error?.description == "1 elements do not fill a tensor of shape \(described)")
    }
}
