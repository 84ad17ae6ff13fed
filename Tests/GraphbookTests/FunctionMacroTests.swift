import Graphbook
import Testing

@Suite("@Step on a function")
struct StepMacroTests {
    @Test("The definition has the name, the documentation, and the line of the function's name")
    func definitionOfStep() throws {
        let node = try definition("Steps/Prefix")
        #expect(node.kind == .step)
        #expect(node.ports == ["out"])
        #expect(
            node.documentation
                == """
                Writes what stands in front of a note's text.

                Nothing else of the note is changed.
                """)
        #expect(node.location == CodeLocation(file: "GraphbookTests/FunctionNodes.swift", line: 25))
    }

    @Test("Parameters are named by their labels, and by their names where they have none")
    func names() throws {
        #expect(try definition("Steps/Prefix").parameters.map(\.name) == ["prefix", "times"])
        #expect(try definition("Steps/Async").parameters.map(\.name) == ["parameters", "note"])
        #expect(try definition("Steps/All Parameters").parameters.last?.name == "in")
    }

    @Test("Parameters are documented by the doc comment, continued lines included")
    func parameterDocumentation() throws {
        let node = try definition("Steps/Prefix")
        #expect(node.parameters.map(\.documentation) == ["What to write,\non one line.", "How often, 0 or more."])
    }

    @Test("Parameters have the types and defaults of the function's")
    func parameterTypes() throws {
        let parameters = try definition("Steps/All Parameters").parameters
        #expect(
            parameters.map(\.type) == [
                .string, .number, .number, .integer, .boolean, .choice(["stretch", "crop"]), .list(.number),
                .dictionary(.list(.integer)), .path, .any, .integer, .integer, .string,
            ])
        #expect(
            parameters.map(\.defaultValue) == [
                "a \"b\"\n", -0.5, 0.25, 3, true, "crop", [1, 2], ["a": [1]], "in", ["a": 1], nil, 4, nil,
            ])
        #expect(parameters.filter(\.isRequired).map(\.name) == ["in"])
    }

    @Test("Values that are given count, also 0, false, empty text and null")
    func values() async throws {
        let note = Note()
        try await NodeCall("Steps/All Parameters", ["in": "x"]).step(note)
        #expect(
            note["all"]
                == "a \"b\"\n|-0.5|0.25|3|true|crop|[1.0, 2.0]|[\"a\": [1]]|in|an object with a|nil|4|x")
        try await NodeCall(
            "Steps/All Parameters",
            [
                "text": "", "number": 0, "small": 0, "count": 0, "flag": false, "fit": "stretch", "list": [],
                "table": [:], "path": "", "any": .null, "optional": 0, "preset": .null, "in": "",
            ]
        ).step(note)
        #expect(note["all"] == "|0.0|0.0|0|false|stretch|[]|[:]||null|0|nil|")
    }

    @Test("A value of another type is an error that names the parameter")
    func wrongValue() async throws {
        let error = await #expect(throws: GraphbookError.self) {
            try await NodeCall("Steps/Prefix", ["times": "two"]).step(Note())
        }
        #expect(error?.description == "parameter 'times': takes an integer, not \"two\"")
    }

    @Test("A parameter without default that is not given is an error that names it")
    func missingValue() async throws {
        let error = await #expect(throws: GraphbookError.self) {
            try await NodeCall("Steps/All Parameters").step(Note())
        }
        #expect(error?.description == "parameter 'in' has no value")
    }

    @Test("Async and throwing functions are awaited, and what they throw comes out")
    func effects() async throws {
        let note = Note()
        try await NodeCall("Steps/Async", ["note": 5]).step(note)
        #expect(note["sum"] == 6)
        let error = await #expect(throws: GraphbookError.self) {
            try await NodeCall("Steps/Async", ["note": -1]).step(note)
        }
        #expect(error?.description == "other is -1")
    }

    @Test(
        "Functions of one name, and functions of types, are each their own node",
        arguments: [
            ("Same Name 1", "name", "first 1"), ("Same Name 2", "name", "second 2"),
            ("In Enumeration", "place", "enumeration"), ("In Class", "place", "class!"),
            ("In Extension", "place", "extension"),
        ])
    func places(name: String, key: String, value: String) async throws {
        let note = Note()
        try await NodeCall("Steps/" + name).step(note)
        #expect(note[key] == value)
    }

    @Test("The function is still called as it is written")
    func call() throws {
        let note = Note(["text": "x"])
        try writePrefix(note, prefix: "-", 2)
        #expect(note["text"] == "--x")
        Place.Nested.mark(note, suffix: "?")
        #expect(note["place"] == "class?")
    }
}

@Suite("@Step on a function that routes")
struct RoutingStepMacroTests {
    @Test(
        "The type returned decides which ports there are",
        arguments: [
            ("Port", ["sure", "unsure"]), ("Optional Port", ["sure", "unsure"]), ("Parts", ["sure", "unsure"]),
            ("List", ["out"]),
        ])
    func ports(name: String, ports: [String]) throws {
        #expect(try definition("Routes/" + name).ports == ports)
    }

    @Test(
        "What is returned decides where the note leaves",
        arguments: [
            ("Port", 0.9, [0]), ("Port", 0.1, [1]), ("Optional Port", 0.9, [0]), ("Optional Port", 0.1, []),
            ("Parts", 0.9, [1]), ("List", 0.9, [0, 0]),
        ] as [(String, Double, [Int])])
    func routes(name: String, score: Double, ports: [Int]) async throws {
        let deliveries = try await NodeCall("Routes/" + name).step(Note(["score": .double(score)]))
        #expect(deliveries.ports == ports)
    }

    @Test("A routing function's parameters are read as any other's")
    func parameters() async throws {
        let note = Note(["score": 0.3])
        #expect(try await NodeCall("Routes/Port", ["threshold": 0.2]).step(note).ports == [0])
    }
}

@Suite("@Step on a function that emits")
struct EmittingMacroTests {
    @Test("Its second parameter is where the notes go; the others are the step's")
    func emitting() async throws {
        let node = try definition("Emitting/Words")
        #expect(node.kind == .step)
        #expect(node.ports == ["out"])
        #expect(node.parameters.map(\.name) == ["least"])
        let emitted = try await NodeCall("Emitting/Words", ["least": 2]).emitted(by: [Note(["text": "a bc def"])])
        #expect(emitted.map { $0["word"] } == ["bc", "def"])
    }

    @Test("In code, it is added without the note and the emitter")
    func code() {
        let workflow = Workflow("code") { workflow in
            let numbers = workflow.add(Types.Numbers(count: 3), as: "numbers")
            workflow.add(words(least: 3), as: "words", after: numbers)
            workflow.add(Reverse(), as: "reverse", after: numbers)
        }
        #expect(workflow["words"]?.settings == ["least": .value(3)])
        #expect(workflow["reverse"]?.type == "Types/Reverse")
    }
}

@Suite("@Source on a function")
struct SourceMacroTests {
    private func numbers(of notes: [Note]) -> [Int?] { notes.map { $0["number"] as Int? } }

    @Test("A list's notes are emitted in order")
    func list() async throws {
        #expect(numbers(of: try await NodeCall("Sources/List").notes()) == [1, 2, 3])
        #expect(numbers(of: try await NodeCall("Sources/List", ["from": 7, "count": 1]).notes()) == [7])
        #expect(numbers(of: try await NodeCall("Sources/List", ["count": 0]).notes()) == [])
    }

    @Test("A lazy sequence is read no further than its notes are taken")
    func sequence() async throws {
        struct Enough: Error {}
        guard case .source(let body) = try definition("Sources/Sequence").body else { throw NotOfThisKind() }
        let taken = Box<[Note]>([])
        let source = try body.prepare(Parameters(settings: ["step": .value(2)])).notes
        await #expect(throws: Enough.self) {
            try await source(
                Emitter { note in
                    taken.append(note)
                    if taken.value.count == 3 { throw Enough() }
                })
        }
        #expect(numbers(of: taken.value) == [0, 2, 4])
    }

    @Test("An emitter is the first parameter, and none of the node's")
    func emitter() async throws {
        #expect(try definition("Sources/Emitter").parameters.map(\.name) == ["count"])
        #expect(numbers(of: try await NodeCall("Sources/Emitter", ["count": 2]).notes()) == [0, 1])
    }

    @Test("What the function throws comes out")
    func failing() async throws {
        let error = await #expect(throws: GraphbookError.self) { try await NodeCall("Sources/Failing").notes() }
        #expect(error?.description == "no such folder")
    }

    @Test("A call that both functions could take is one of the user's")
    func call() {
        let notes = GraphbookTests.numbers(from: 4, count: 2)
        #expect(numbers(of: notes) == [4, 5])
    }
}

@Suite("@Resource on a function")
struct ResourceMacroTests {
    @Test("The definition has the type that is made, and no ports")
    func definitionOfResource() throws {
        let node = try definition("Resources/Vocabulary")
        #expect(node.kind == .resource)
        #expect(node.ports == [])
        #expect(node.resourceType == Vocabulary.self)
    }

    @Test("The value is made from the parameters")
    func make() async throws {
        let made = try await NodeCall("Resources/Vocabulary", ["words": ["x"]]).make(Vocabulary.self)
        #expect(made == Vocabulary(words: ["x"]))
    }

    @Test("A resource can be made of another")
    func ofAnother() async throws {
        let node = try definition("Resources/Longer")
        #expect(node.parameters.map(\.type) == [.resource("Vocabulary"), .string])
        let call = try NodeCall(
            "Resources/Longer", ["by": "z"], resources: ["than": Vocabulary(words: ["x"])])
        #expect(try await call.make(Vocabulary.self) == Vocabulary(words: ["x", "z"]))
    }

    @Test("A step is given the values of its resources; an optional one may be left out")
    func step() async throws {
        let note = Note()
        try await NodeCall("Resources/User", resources: ["words": Vocabulary(words: ["x"])]).step(note)
        #expect(note["words"] == 1)
        #expect(note["others"] == nil as Int?)
        #expect(try definition("Resources/User").parameters.map(\.isRequired) == [true, false])
    }

    @Test("A resource is no value that a file could spell out")
    func spelledOut() async throws {
        let error = await #expect(throws: GraphbookError.self) {
            try await NodeCall("Resources/User", ["words": "x"]).step(Note())
        }
        #expect(error?.description == "parameter 'words': takes a resource that makes Vocabulary, not \"x\"")
    }
}
