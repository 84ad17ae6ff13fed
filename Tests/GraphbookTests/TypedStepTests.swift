import Graphbook
import Testing

@Suite("Steps on types of the user's")
struct TypedStepTests {
    private func failure(_ name: String, _ fields: Fields) async -> String? {
        await #expect(throws: GraphbookError.self) { try await NodeCall(name).step(Note(fields)) }?.description
    }

    @Test("What is changed of an 'inout' value is changed in the note; fields the type does not know stay")
    func changes() async throws {
        let note = Note(["id": 7, "text": "a b c", "words": []])
        try await NodeCall("Typed/Grade").step(note)
        #expect(note.fields == ["id": 7, "text": "a b c", "words": ["a", "b", "c"], "score": 3])
    }

    @Test("A field that the value drops leaves the note; one that was no part of it does not")
    func drops() async throws {
        let note = Note(["text": "a", "score": 5, "words": [], "more": .null])
        try await NodeCall("Typed/Grade", ["least": 9]).step(note)
        #expect(note.fields == ["text": "a", "words": ["a"], "more": .null])
    }

    @Test("A value that is not changed leaves the note as it was, to the letter")
    func unchanged() async throws {
        let note = Note(["text": "", "score": 2, "words": ["x"].noteValue])
        #expect(try await NodeCall("Typed/By Score").step(note).ports == [0])
        #expect(note["text"] == "!")
        guard case .int? = note["score"] as Value?, case .boxed? = note["words"] as Value? else {
            Issue.record("\(note) was written anew")
            return
        }
    }

    @Test("A step that takes the value as it is only reads it")
    func reads() async throws {
        let note = Note(["text": "x", "id": 1])
        try await NodeCall("Typed/Read").step(note)
        try await NodeCall("Typed/Shared").step(note)
        #expect(note.fields == ["text": "x", "id": 1])
        #expect(await failure("Typed/Read", ["text": ""]) == "nothing to read on 1 pages")
    }

    @Test("The fields of a value that is returned are set in the note")
    func returned() async throws {
        let note = Note(["text": "four", "letters": "?"])
        #expect(try await NodeCall("Typed/Measure").step(note).ports == [0])
        #expect(note.fields == ["text": "four", "letters": 4, "isLong": true])
        try await NodeCall("Typed/Count Keys").step(note)
        #expect(note["keys"] == 3)
    }

    @Test("A value may be changed and routed at once", arguments: [(2.0, [0]), (0.5, [1]), (nil, [])])
    func routed(score: Double?, ports: [Int]) async throws {
        let note = Note(["text": "a", "words": []])
        note["score"] = score
        #expect(try definition("Typed/By Score").ports == ["sure", "unsure"])
        #expect(try await NodeCall("Typed/By Score").step(note).ports == ports)
        #expect(note["text"] == (score == nil ? "a" : "a!"))
    }

    @Test(
        "All fields that do not fit are named, with what was expected and what was found",
        arguments: [
            (["number": 1, "language": "german", "title": 3], #"field 'title': expected a string, found 3"#),
            (
                ["number": "one", "language": "french", "title": true, "next": 0.5],
                #"""
                field 'number': expected a whole number, found "one"; field 'language': expected one of "english", "german", \#
                found "french"; field 'title': expected a string, found true; field 'next': expected a whole number, found 0.5
                """#
            ),
            (
                ["titel": "x"],
                "field 'number': missing; field 'language': missing; field 'title': missing; it has 'titel'"
            ),
            ([:], "field 'number': missing; field 'language': missing; field 'title': missing; it has no fields"),
        ] as [(Fields, String)])
    func mistakes(fields: Fields, message: String) async {
        #expect(await failure("Typed/Turn", fields) == "the note is no Page: \(message)")
    }

    @Test("A step that throws leaves the note as it was")
    func thrown() async {
        let note = Note(["number": 9, "language": "german", "title": "x"])
        await #expect(throws: GraphbookError.self) { try await NodeCall("Typed/Turn").step(note) }
        #expect(note["number"] == 9)
    }

    @Test("A value without fields can be no note")
    func withoutFields() async throws {
        #expect(
            await failure("Typed/No Fields", ["a": 1]) == "Int encodes as 1, which has no fields that a note could have"
        )
        let note = Note(["a": 1])
        try await NodeCall("Typed/Fields").step(note)
        #expect(note.fields == ["all": ["a": 1]])
    }

    @Test("In a run, the failure names the note and the line of the step")
    func placed() async throws {
        let workflow = Workflow("pages") { workflow in
            let pages = workflow.source("pages") { emit in try await emit(Note(["number": "one"])) }
            workflow.add(turn(), as: "turn", after: pages)
        }
        let summary = try await workflow.run(RunOptions(isolation: .none))
        let line = try definition("Typed/Turn").location.line
        #expect(
            summary.failures.map(\.description) == [
                """
                'turn' failed on note 0: the note is no Page: field 'number': expected a whole number, found "one"; \
                field 'language': missing; field 'title': missing [GraphbookTests/TypedNodes.swift:\(line)]
                """
            ])
    }

    @Test("A step's function is still called as it is written")
    func call() {
        var essay = Essay(text: "a b")
        grade(&essay, least: 1)
        #expect(essay == Essay(text: "a b", score: 2, words: ["a", "b"]))
    }
}

@Suite("Sources and items of types of the user's")
struct TypedSourceTests {
    @Test("Values that a source returns or emits are notes with their fields")
    func sources() async throws {
        let returned = try await NodeCall("Typed/Essays", ["texts": ["a", "b"]]).notes()
        #expect(returned.map(\.fields) == [["text": "a", "words": []], ["text": "b", "words": []]])
        let emitted = try await NodeCall("Typed/Emitted").notes()
        #expect(emitted.map { $0["text"] } == ["0", "1"])
    }

    @Test("A load function may take what the item is")
    func scalars() async throws {
        let note = Note(["paths": ["a.png", ["value": "bc.png", "label": "cat"]]])
        try await NodeCall("Typed/Paths").batch(of: [note], key: "paths")
        #expect(
            note["paths"] == [
                ["value": "a.png", "length": 5], ["value": "bc.png", "label": "cat", "length": 6],
            ] as Value)
    }

    @Test("A load function may take the item's fields")
    func objects() async throws {
        let note = Note(["boxes": [["width": 2, "height": 3, "id": 1]]])
        try await NodeCall("Typed/Boxes", ["factor": 10]).batch(of: [note], key: "boxes")
        #expect(note["boxes"] == [["width": 2, "height": 3, "id": 1, "area": 60]] as Value)
    }

    @Test("An item that does not fit says why")
    func mistakes() async throws {
        let load = try #require(try NodeCall("Typed/Boxes").loadFunction())
        func message(_ item: Value) async -> String? {
            await #expect(throws: GraphbookError.self) { _ = try await load(Item(item)) }?.description
        }
        #expect(await message(["width": 2]) == "the item is no Box2D: field 'height': missing")
        #expect(await message("2 x 3") == #"the item is no Box2D: expected an object, found "2 x 3""#)
    }
}
