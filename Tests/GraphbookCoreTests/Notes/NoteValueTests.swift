import GraphbookCore
import Testing

@Suite("NoteValue")
struct NoteValueTests {
    private func roundTrip<T: NoteValue & Equatable>(_ value: T) -> Bool { T(noteValue: value.noteValue) == value }

    @Test("What is set is read as the same type")
    func roundTrips() {
        #expect(roundTrip(true))
        #expect(roundTrip(-3))
        #expect(roundTrip(0.1))
        #expect(roundTrip(Float(0.1)))
        #expect(roundTrip("text"))
        #expect(roundTrip(Tensor([1, 2] as [UInt8])))
        #expect(roundTrip(["a": 1] as Value))
        #expect(roundTrip([1, 2, 3]))
        #expect(roundTrip([Int]()))
        #expect(roundTrip([["a"], []]))
        #expect(roundTrip([1, nil] as [Int?]))
        #expect(roundTrip(["a": 1.5, "b": 2]))
        #expect(roundTrip(["a": ["b": [true]]]))
        #expect(roundTrip(Int?.none))
        #expect(roundTrip(Int?.some(3)))
    }

    @Test("Whole numbers are read as doubles, doubles as integers only where nothing is lost")
    func numbers() {
        #expect(Double(noteValue: 3) == 3)
        #expect(Float(noteValue: 3) == 3)
        #expect(Int(noteValue: 3.0) == 3)
        #expect(Int(noteValue: 3.5) == nil)
        #expect(Int(noteValue: 1e30) == nil)
        #expect(Int(noteValue: .double(.nan)) == nil)
        #expect([Double](noteValue: [1, 2.5]) == [1, 2.5])
        #expect([Int](noteValue: [1.0, 2.0].noteValue) == [1, 2])
    }

    @Test("A float is held as the shortest decimal that reads back as it")
    func floats() {
        #expect(Float(0.1).noteValue == 0.1)
        #expect(Float.infinity.noteValue == .double(.infinity))
        #expect(Float(noteValue: .double(0.1)) == 0.1)
    }

    @Test("What holds something else is read as nil")
    func otherTypes() {
        #expect(Bool(noteValue: 1) == nil)
        #expect(Int(noteValue: "1") == nil)
        #expect(Int(noteValue: true) == nil)
        #expect(Double(noteValue: .null) == nil)
        #expect(String(noteValue: 1) == nil)
        #expect(Tensor(noteValue: [1]) == nil)
        #expect([Int](noteValue: [1, "a"]) == nil)
        #expect([Int](noteValue: 1) == nil)
        #expect([String: Int](noteValue: ["a": "b"]) == nil)
        #expect([String: Int](noteValue: [1]) == nil)
        #expect(Int?(noteValue: "a") == nil as Int??)
        #expect(Int?(noteValue: .null) == .some(nil))
    }

    @Test("A dictionary is held in the order of its keys")
    func dictionaries() {
        let value = ["c": 1, "a": 2, "b": 3].noteValue
        #expect(value.fields?.keys == ["a", "b", "c"])
    }

    @Test("A list keeps its type, and is a list for others")
    func typedLists() {
        guard case .boxed = [1, 2].noteValue, case .array = ([1, 2] as [Value]).noteValue else {
            Issue.record("a list is not held as its type asks for")
            return
        }
        #expect([1, 2].noteValue.list == [1, 2])
        #expect([Value](noteValue: [1, 2].noteValue) == [1, 2])
    }

    @Test("A type of one's own is kept as it is, also in lists")
    func ownTypes() {
        final class Model: NoteValue {}
        let model = Model()
        #expect(Model(noteValue: model.noteValue) === model)
        #expect([Model](noteValue: [model].noteValue)?.first === model)
        #expect(Model(noteValue: 1) == nil)
    }

    @Test("A Codable type of one's own is decoded where it has been written and read")
    func codableTypes() throws {
        struct Mark: NoteValue, Codable, Equatable {
            var x: Int
            var label: String?
        }
        let marks = [Mark(x: 1), Mark(x: 2, label: "dog")]
        #expect(roundTrip(marks))
        #expect([Mark](noteValue: try JSON.value(of: JSON.text(of: marks.noteValue))) == marks)
        #expect(Mark(noteValue: ["x": 1, "label": .null]) == Mark(x: 1))
        #expect(Mark(noteValue: ["x": "1"]) == nil)
    }
}
