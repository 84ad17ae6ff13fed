import Graphbook
import GraphbookNodes
import Testing

@Suite("Nodes to look at notes")
struct InspectNodeTests {
    @Test("Log tells fields by kind and size, and passes the notes on")
    func logging() async throws {
        let notes: [Fields] = [["a": "x", "b": [1, 2]], [:], ["a": .tensor(Tensor(zeros: .f32, shape: [3]))]]
        let passage = try await Passage(of: notes, through: LogNotes())
        #expect(
            passage.messages == [
                "note 0: a: \"x\", b: a list of 2", "note 1 has no fields", "note 2: a: a tensor f32[3]",
            ])
        #expect(passage.out == notes)
        let some = try await Passage(of: numbers(7), through: LogNotes(fields: ["n", "m"], every: 3))
        #expect(some.messages == ["note 0: n: 0, m: missing", "note 3: n: 3, m: missing", "note 6: n: 6, m: missing"])
    }

    @Test("Count leaves the number as a note", arguments: [(0, "0 notes"), (1, "1 note"), (3, "3 notes")])
    func counting(count: Int, message: String) async throws {
        let passage = try await Passage(of: numbers(count), through: CountNotes())
        #expect(passage.out == [["count": .int(count)]])
        #expect(passage.messages == [message])
    }

    @Test("Count by a field has the most frequent first, and null for notes without it")
    func countingByField() async throws {
        let notes: [Fields] = [["k": "a"], ["k": "b"], [:], ["k": "b"], ["k": .null], ["k": "b"]]
        let passage = try await Passage(of: notes, through: CountNotes(by: "k"))
        #expect(passage.out == [["k": "b", "count": 3], ["k": .null, "count": 2], ["k": "a", "count": 1]])
        #expect(passage.messages == ["k \"b\": 3", "k null: 2", "k \"a\": 1"])
    }

    @Test("Statistics are exact, also where the numbers are large beside their spread")
    func statistics() async throws {
        let notes: [Fields] =
            [4, 7, 13, 16].map { ["x": .double(1e9 + $0), "list": [5, 5, 5]] } + [["x": "text"], [:]]
        let passage = try await Passage(of: notes, through: Statistics(fields: ["x", "list", "none"]))
        let x: Fields = [
            "field": "x", "count": 4, "missing": 2, "min": .double(1e9 + 4), "max": .double(1e9 + 16),
            "mean": .double(1e9 + 10), "deviation": .double(30.0.squareRoot()),
        ]
        let list: Fields = [
            "field": "list", "count": 12, "missing": 2, "min": 5, "max": 5, "mean": 5, "deviation": 0,
        ]
        let none: Fields = [
            "field": "none", "count": 0, "missing": 6, "min": .null, "max": .null, "mean": .null, "deviation": .null,
        ]
        #expect(passage.out == [x, list, none])
        #expect(passage.messages.last == "none: count 0, missing 6, min null, max null, mean null, deviation null")
    }

    @Test("One number has no deviation")
    func oneNumber() async throws {
        let out = try await Passage(of: [["n": 2]], through: Statistics(fields: ["n"])).out
        #expect(out == [["field": "n", "count": 1, "missing": 0, "min": 2, "max": 2, "mean": 2, "deviation": .null]])
    }
}
