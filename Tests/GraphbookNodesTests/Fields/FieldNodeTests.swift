import Graphbook
import GraphbookNodes
import Testing

@Suite("Nodes that change fields")
struct FieldNodeTests {
    private let note: Fields = ["a": 1, "b": "x", "c": [1, 2]]

    @Test("Set sets fields, also to null and over what was there")
    func setting() async throws {
        let passage = try await Passage(of: [note], through: setFields(fields: ["b": .null, "d": ["e": 1]]))
        #expect(passage.out == [["a": 1, "b": .null, "c": [1, 2], "d": ["e": 1]]])
    }

    @Test("Compute works on the note as it came, so that two fields can change places")
    func computing() async throws {
        let passage = try await Passage(
            of: [note],
            through: computeFields(fields: ["a": "b", "b": "a", "sum": "a + (c ->> 1)", "pair": "json_array(a, b)"]))
        #expect(passage.out == [["a": "x", "b": 1, "c": [1, 2], "pair": [1, "x"], "sum": 3]])
    }

    @Test("Rename keeps values, and lets names change places")
    func renaming() async throws {
        let swapped = try await Passage(of: [note], through: renameFields(names: ["a": "b", "b": "a"]))
        #expect(swapped.out == [["c": [1, 2], "b": 1, "a": "x"]])
    }

    @Test(
        "Rename fails a note that lacks the field, or has one of the new name",
        arguments: [
            (["x": "y"], "the note has no field 'x'; it has 'a'"),
            (["a": "c"], "'a' can't be called 'c': the note has such a field"),
        ])
    func wrongRenaming(names: [String: String], cause: String) async throws {
        let passage = try await Passage(of: [note], through: renameFields(names: names))
        #expect(passage.causes == [cause])
        #expect(passage.out.isEmpty)
    }

    @Test("Drop and Keep pass over what is not there")
    func dropping() async throws {
        #expect(
            try await Passage(of: [note], through: dropFields(keys: ["a", "x"])).out == [["b": "x", "c": [1, 2]]])
        #expect(try await Passage(of: [note], through: keepFields(keys: ["a", "x"])).out == [["a": 1]])
    }

    @Test(
        "A constant is taken by parameters of every type that it fits; one that does not fit fails before the first note"
    )
    func constants() async throws {
        let made = Workflow("w") { w in
            let three = w.add(number(value: 3), as: "three")
            let source = w.source("s") { emit in for fields in numbers(5) { try await emit(Note(fields)) } }
            w.add(StepNode(Limit.definition, settings: ["count": .resource(three.id)]), as: "limit", after: source)
        }
        #expect(try await made.run().nodes.last?.notesIn == 5)
        let wrong = Workflow("w") { w in
            let half = w.add(text(value: "half"), as: "half")
            let source = w.source("s") { _ in }
            w.add(StepNode(Limit.definition, settings: ["count": .resource(half.id)]), as: "limit", after: source)
        }
        #expect(
            try await wrong.run().failures.map(\.cause) == [
                "parameter 'count', from resource 'half', takes an integer, not \"half\""
            ])
    }
}
