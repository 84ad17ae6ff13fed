import GraphbookCore
import Testing

@Suite("ValueDecoder")
struct ValueDecoderTests {
    private func decoded<T: Decodable>(_ type: T.Type = T.self, _ json: String) throws -> T {
        try ValueDecoder().decode(type, from: JSON.value(of: json))
    }

    private func roundTrip<T: Codable>(_ value: T) throws -> T {
        try ValueDecoder().decode(T.self, from: ValueEncoder().encode(value))
    }

    @Test("What was encoded is decoded")
    func roundTrips() throws {
        let photo = Photo(
            path: "a.jpg", score: 1, boxes: [Box(width: 2.5, height: 3, label: "dog"), Box(width: 1, height: 0)],
            split: .test, pixels: Tensor([1, 2] as [UInt8]), extra: ["b": 1, "a": .null],
            scores: ["dog": 0.1, "cat": 0.9], counts: [2: 20, 1: 10], corner: Corner(x: -1, y: 7), isReviewed: true)
        #expect(try roundTrip(photo) == photo)
        for shape in [
            Shape.none, .circle(radius: 2), .polygon([Corner(x: 1, y: 2)], closed: true), .group(.none, .named("a")),
        ] {
            #expect(try roundTrip(shape) == shape)
        }
        let nested = Nested(x: 1, inner: [2, 3], key: "k")
        #expect(try roundTrip(nested) == nested)
        let dog = try roundTrip(Dog(name: "Rex", age: 3))
        #expect(dog.name == "Rex" && dog.age == 3)
        #expect(try roundTrip([[1], []]) == [[1], []])
        #expect(try roundTrip(Wrapper([1: "a"])) == Wrapper([1: "a"]))
        #expect(try roundTrip([Int?.none, 1]) == [nil, 1])
    }

    @Test("Whole numbers are read as doubles, doubles as integers only where nothing is lost")
    func numbers() throws {
        #expect(try decoded(Double.self, "3") == 3)
        #expect(try decoded(Float.self, "0.1") == 0.1)
        #expect(try decoded(Int.self, "3.0") == 3)
        #expect(try decoded(UInt8.self, "255") == 255)
        #expect(try decoded(UInt64.self, "18446744073709549568") == 18_446_744_073_709_549_568)
    }

    @Test("A field that is missing or null leaves an optional nil")
    func optionals() throws {
        #expect(try decoded(Box.self, #"{"width":1,"height":2}"#) == Box(width: 1, height: 2))
        #expect(try decoded(Box.self, #"{"width":1,"height":2,"label":null}"#) == Box(width: 1, height: 2))
        #expect(try decoded(Box.self, #"{"width":1,"height":2,"more":3}"#) == Box(width: 1, height: 2))
    }

    @Test(
        "A value of another type is an error that says where, what was expected and what was found",
        arguments: [
            (#"{"boxes":[{},{},{"width":"wide"}]}"#, #"boxes[0].width: missing"#),
            (#"{"boxes":[{"width":"wide"}]}"#, #"boxes[0].width: expected a number, found "wide""#),
            (#"{"boxes":[{"width":1,"height":2.5}]}"#, "boxes[0].height: expected a whole number, found 2.5"),
            (#"{"boxes":[{"width":1,"height":1e30}]}"#, "boxes[0].height: 1e+30 does not fit Int"),
            (#"{"boxes":[{"width":1,"height":null}]}"#, "boxes[0].height: expected a whole number, found null"),
            (#"{"boxes":[{"width":1,"height":2,"label":3}]}"#, "boxes[0].label: expected a string, found 3"),
            (#"{"boxes":[1]}"#, "boxes[0]: expected an object, found 1"),
            (#"{"boxes":{}}"#, "boxes: expected a list, found an object with no keys"),
            ("{}", "boxes: missing"),
            ("[]", "expected an object, found a list of 0"),
        ])
    func mistakes(json: String, description: String) {
        struct Boxes: Decodable { let boxes: [Box] }
        let error = #expect(throws: GraphbookError.self) { try decoded(Boxes.self, json) }
        #expect(error?.description == description)
        #expect(error?.code == (description.hasSuffix("missing") ? .missing : .wrongType))
    }

    @Test("Scalars that do not fit are errors without a place where they stand alone")
    func alone() {
        func message<T: Decodable>(_ type: T.Type, _ json: String) -> String? {
            #expect(throws: GraphbookError.self) { try decoded(type, json) }?.description
        }
        #expect(message(UInt8.self, "300") == "300 does not fit UInt8")
        #expect(message(UInt.self, "-1") == "-1 does not fit UInt")
        #expect(message(Bool.self, "1") == "expected true or false, found 1")
        #expect(message(Tensor.self, "[1]") == "expected a tensor, found a list of 1")
        #expect(message(Wrapper<Tensor>.self, "[1]") == "expected a tensor, found a list of 1")
        #expect(message(Photo.Split.self, #""blue""#) == "Cannot initialize Split from invalid String value blue")
        #expect(
            message([Photo.Split].self, #"["test","blue"]"#)
                == "[1]: Cannot initialize Split from invalid String value blue")
        #expect(message(Nested.self, "[1,[2]]") == "[2]: missing")
        #expect(message(Nested.self, "[1,[2,true]]") == "[1][1]: expected a whole number, found true")
        #expect(message(Dog.self, #"{"age":1}"#) == "super: missing")
        #expect(message(Dog.self, #"{"age":1,"super":{}}"#) == "super.name: missing")
        #expect(message(Shape.self, #"{"circle":{}}"#) == "circle.radius: missing")
    }

    @Test("Tensors and values are passed on as they are")
    func passing() throws {
        struct Holder: Decodable {
            let tensor: Tensor
            let list: [Tensor]
            let wrapped: Wrapper<Tensor>
            let value: Value
        }
        struct Mask: NoteValue {}
        let tensor = Tensor([1.0])
        let holder = try ValueDecoder().decode(
            Holder.self,
            from: [
                "tensor": tensor.noteValue, "list": [tensor].noteValue, "wrapped": tensor.noteValue,
                "value": [Mask().noteValue],
            ])
        for found in [holder.tensor, holder.list[0], holder.wrapped.wrapped] {
            #expect(found.storage === tensor.storage)
        }
        guard case .boxed? = holder.value.list?.first else {
            Issue.record("the box is lost")
            return
        }
    }

    @Test("Typed lists and boxed values of the type that is asked for are decoded as they are")
    func boxes() throws {
        struct Mark: NoteValue, Codable, Equatable { var x = 1 }
        #expect(try ValueDecoder().decode([Double].self, from: [1.5].noteValue) == [1.5])
        #expect(try ValueDecoder().decode([Float].self, from: [1.5, 2].noteValue) == [1.5, 2])
        #expect(try ValueDecoder().decode([Mark].self, from: [.boxed(of: Mark(x: 3))]) == [Mark(x: 3)])
    }
}

extension Value {
    /// A value kept as it is, whatever else its type would make of it.
    fileprivate static func boxed(of content: some NoteValue) -> Value { [content].noteValue.list?.first ?? .null }
}
