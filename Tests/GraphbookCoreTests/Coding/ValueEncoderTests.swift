import GraphbookCore
import Testing

@Suite("ValueEncoder")
struct ValueEncoderTests {
    private func json(_ value: some Encodable) throws -> String { try JSON.text(of: ValueEncoder().encode(value)) }

    @Test("A struct becomes an object whose keys are in the order of its declaration")
    func structs() throws {
        let photo = Photo(
            path: "a.jpg", score: 1, boxes: [Box(width: 2.5, height: 3, label: "dog"), Box(width: 1, height: 0)],
            split: .test, pixels: Tensor([1, 2] as [UInt8]), extra: ["b": 1, "a": .null],
            scores: ["dog": 0.1, "cat": 0.9, "ant": 0], counts: [2: 20, 1: 10], corner: Corner(x: -1, y: 7),
            isReviewed: true)
        #expect(
            try json(photo) == #"{"path":"a.jpg","score":1.0,"boxes":[{"width":2.5,"height":3,"label":"dog"},"#
                + #"{"width":1.0,"height":0}],"split":"test","pixels":[1,2],"extra":{"b":1,"a":null},"#
                + #""scores":{"ant":0.0,"cat":0.9,"dog":0.1},"counts":{"1":10,"2":20},"corner":{"x":-1,"y":7},"#
                + #""isReviewed":true}"#)
    }

    @Test("Scalars, optionals, lists and dictionaries are encoded alone, too")
    func alone() throws {
        #expect(try json(3) == "3")
        #expect(try json("a") == #""a""#)
        #expect(try json(Int?.none) == "null")
        #expect(try json(Int?.some(1)) == "1")
        #expect(try json([Int?]([1, nil])) == "[1,null]")
        #expect(try json([Int]()) == "[]")
        #expect(try json([String: Int]()) == "{}")
        #expect(try json(["a": [Corner(x: 1, y: 2)]]) == #"{"a":[{"x":1,"y":2}]}"#)
        #expect(try json([1: ["a"], 10: []]) == #"{"1":["a"],"10":[]}"#)
    }

    @Test(
        "Enums with payloads become an object with the case's name",
        arguments: [
            (.none, #"{"none":{}}"#), (.circle(radius: 2), #"{"circle":{"radius":2.0}}"#),
            (.polygon([Corner(x: 1, y: 2)], closed: false), #"{"polygon":{"_0":[{"x":1,"y":2}],"closed":false}}"#),
            (.group(.none, .named("a")), #"{"group":{"_0":{"none":{}},"_1":{"named":{"_0":"a"}}}}"#),
        ] as [(Shape, String)])
    func enums(shape: Shape, expected: String) throws { #expect(try json(shape) == expected) }

    @Test("Nested containers may be written to after their list has gone on")
    func nestedContainers() throws {
        #expect(try json(Nested(x: 1, inner: [2, 3], key: "k")) == #"[1,[2,3],{"key":"k"},null]"#)
    }

    @Test("What a class inherits is under \"super\"")
    func superclass() throws {
        #expect(try json(Dog(name: "Rex", age: 3)) == #"{"super":{"name":"Rex"},"age":3}"#)
    }

    @Test("Tensors are passed on with their storage, at any depth")
    func tensorsPass() throws {
        struct Holder: Encodable {
            let plain: Tensor
            let optional: Tensor?
            let list: [Tensor]
            let dictionary: [String: Tensor]
            let wrapped: Wrapper<Tensor>
            let value: Value
        }
        let tensor = Tensor([1.0, 2.0])
        let holder = Holder(
            plain: tensor, optional: tensor, list: [tensor], dictionary: ["a": tensor], wrapped: Wrapper(tensor),
            value: [.tensor(tensor)])
        let fields = try #require(ValueEncoder().encode(holder).fields)
        let found = [
            fields["plain"], fields["optional"], fields["list"]?.list?[0], fields["dictionary"]?.fields?["a"],
            fields["wrapped"], fields["value"]?.list?[0],
        ]
        for value in found {
            guard case .tensor(let found) = value else {
                Issue.record("no tensor but \(String(describing: value))")
                continue
            }
            #expect(found.storage === tensor.storage)
        }
        guard case .tensor = try ValueEncoder().encode(tensor) else {
            Issue.record("a tensor alone is not passed on")
            return
        }
    }

    @Test("Values are passed on, with what is boxed in them")
    func valuesPass() throws {
        struct Mask: NoteValue {}
        let values: [Value] = [.null, 1, [Mask().noteValue]]
        guard case .boxed? = try ValueEncoder().encode(Wrapper(values)).list?[2].list?[0] else {
            Issue.record("the box is lost")
            return
        }
    }

    @Test("A float is encoded as the shortest decimal, a number that is not finite as it is")
    func floats() throws {
        #expect(try ValueEncoder().encode(Float(0.1)) == .double(0.1))
        #expect(try ValueEncoder().encode(Double.infinity) == .double(.infinity))
    }

    @Test("An integer beyond Int is an error with its place")
    func overflow() {
        let error = #expect(throws: GraphbookError.self) {
            try ValueEncoder().encode(["corners": [Corner(x: 0, y: 1), Corner(x: 0, y: .max)]])
        }
        #expect(error?.description == "corners[1].y: 18446744073709551615 does not fit Int")
        #expect(error?.code == .wrongType)
    }

    @Test("Containers of two kinds for one value are an error")
    func twoKinds() {
        struct Odd: Encodable {
            func encode(to encoder: any Encoder) throws {
                _ = encoder.unkeyedContainer()
                _ = encoder.container(keyedBy: NoteID.Key.self)
            }
        }
        let error = #expect(throws: GraphbookError.self) { try ValueEncoder().encode(["a": Odd()]) }
        #expect(
            error?.description == "a: encode(to:) asks for containers of two kinds; one value is encoded in one")
    }

    @Test("A type that encodes nothing becomes an empty object")
    func nothing() throws {
        struct Empty: Encodable { func encode(to encoder: any Encoder) {} }
        #expect(try json(Empty()) == "{}")
    }

    @Test("What a type throws itself keeps its place")
    func ownErrors() {
        struct Odd: Encodable {
            func encode(to encoder: any Encoder) throws {
                throw EncodingError.invalidValue(
                    self, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "is odd"))
            }
        }
        let error = #expect(throws: GraphbookError.self) { try ValueEncoder().encode(["a": [Odd()]]) }
        #expect(error?.description == "a[0]: is odd")
    }
}

extension NoteID {
    fileprivate enum Key: CodingKey { case source }
}
