import Graphbook
import Testing

@Suite("@Node on a type")
struct NodeMacroTests {
    @Test(
        "Types are found, with their kind and ports",
        arguments: [
            ("Counter", .step, ["out"]), ("All Parameters", .step, ["out"]), ("Router", .step, ["sure", "unsure"]),
            ("Source", .source, ["out"]), ("Vocabulary", .resource, []), ("Batch", .batchStep, ["sure", "unsure"]),
            ("Plain Batch", .batchStep, ["out"]), ("Extended Batch", .batchStep, ["out"]),
        ] as [(String, NodeDefinition.Kind, [String])])
    func kinds(name: String, kind: NodeDefinition.Kind, ports: [String]) throws {
        let node = try definition("Types/" + name)
        #expect(node.kind == kind)
        #expect(node.ports == ports)
    }

    @Test("The definition has the documentation and the line of the type's name")
    func definitionOfType() throws {
        let node = try definition("Types/Counter")
        #expect(node.documentation == "Counts what it sees.")
        #expect(node.location == CodeLocation(file: "GraphbookTests/TypeNodes.swift", line: 10))
        #expect(routerDefinition().name == "Types/Router")
    }

    @Test("A parameter's documentation is its own comment, or the type's")
    func parameterDocumentation() throws {
        #expect(
            try definition("Types/Counter").parameters.map(\.documentation) == [
                "Where the count goes.", "What is added for each note, also 0 or less.",
            ])
    }

    @Test("The type of a parameter is the one that is written, or the literal's")
    func parameterTypes() throws {
        let parameters = try definition("Types/All Parameters").parameters
        #expect(
            parameters.map(\.name) == [
                "text", "integer", "double", "flag", "fit", "list", "optional", "preset", "in", "vocabulary",
            ])
        #expect(
            parameters.map(\.type) == [
                .string, .integer, .number, .boolean, .choice(["stretch", "crop"]), .list(.string), .number, .number,
                .string, .resource("Vocabulary"),
            ])
        #expect(
            parameters.map(\.defaultValue) == ["a", -1, -0.5, true, "crop", [], nil, 2, nil, nil])
        #expect(parameters.filter(\.isRequired).map(\.name) == ["in"])
    }

    @Test("Values that are given count, also 0, false, empty text and null")
    func values() async throws {
        let note = Note()
        try await NodeCall("Types/All Parameters", ["in": "x"]).step(note)
        #expect(note["all"] == "a|-1|-0.5|true|crop|[]|nil|2.0|x|0")
        try await NodeCall(
            "Types/All Parameters",
            [
                "text": "", "integer": 0, "double": 0, "flag": false, "fit": "stretch", "list": ["b"], "optional": 0,
                "preset": .null, "in": "",
            ], resources: ["vocabulary": Vocabulary(words: ["a", "b"])]
        ).step(note)
        #expect(note["all"] == "|0|0.0|false|stretch|[\"b\"]|0.0|nil||2")
    }

    @Test("A wrong or missing value is an error when the node is made")
    func wrongValues() throws {
        let wrong = #expect(throws: GraphbookError.self) {
            try Counter(parameters: Parameters(settings: ["by": .value("one")]))
        }
        #expect(wrong?.description == "parameter 'by': takes an integer, not \"one\"")
        let missing = #expect(throws: GraphbookError.self) { try AllParameters(parameters: Parameters(settings: [:])) }
        #expect(missing?.description == "parameter 'in' has no value")
    }

    @Test("A node made in code has its settings, and works when a test calls it")
    func code() {
        let counter = Counter(by: 0)
        #expect(counter.parameters.settings == ["key": .value("count"), "by": .value(0)])
        let note = Note()
        counter.process(note)
        #expect(note["count"] == 0)
    }

    @Test("A node keeps what it keeps, and is told of start, end and clearing")
    func lifecycle() async throws {
        guard case .step(let body) = try definition("Types/Counter").body else { throw NotOfThisKind() }
        let step = try body.prepare(Parameters(settings: ["key": .value("lifecycle")]))
        let note = Note()
        try await step.lifecycle.start()
        _ = try await step.process(note)
        _ = try await step.process(note)
        #expect(note["lifecycle"] == 2)
        try await step.lifecycle.clear()
        _ = try await step.process(note)
        #expect(note["lifecycle"] == 1)
        try await step.lifecycle.end()
        #expect(written.value.filter { $0.hasSuffix(" lifecycle") } == ["start lifecycle", "end lifecycle"])
    }

    @Test("Sources and routing steps do what their functions say")
    func sourcesAndRoutes() async throws {
        let notes = try await NodeCall("Types/Source", ["count": 2]).notes()
        #expect(notes.map { $0["number"] } == [0, 1])
        #expect(try await NodeCall("Types/Router").step(Note(["sure": true])).ports == [0])
        #expect(try await NodeCall("Types/Router").step(Note()).ports == [])
    }

    @Test("A step that emits is a step with the port 'out', and may hold notes back")
    func emitting() async throws {
        let node = try definition("Types/Reverse")
        #expect(node.kind == .step)
        #expect(node.ports == ["out"])
        let notes = (1...3).map { Note(["number": .int($0)]) }
        let emitted = try await NodeCall("Types/Reverse", ["least": 1]).emitted(by: notes)
        #expect(emitted.map { $0["number"] } == [3, 2])
    }

    @Test("Resources are made of values and of other resources")
    func resources() async throws {
        #expect(try await NodeCall("Types/Vocabulary").make(Vocabulary.self) == Vocabulary(words: ["x"]))
        let base = Vocabulary(words: ["a"])
        let made = try await NodeCall("Types/Longer", resources: ["base": base]).make(Vocabulary.self)
        #expect(made == Vocabulary(words: ["a", "a"]))
    }

    @Test("In code, types are added like functions")
    func workflow() {
        let workflow = Workflow("code") { workflow in
            let words = workflow.add(VocabularyNode(), as: "words")
            let longer = workflow.add(LongerVocabulary(base: words), as: "longer")
            let numbers = workflow.add(Types.Numbers(count: 3), as: "numbers")
            let looked = workflow.add(LookUp(batchSize: 1, vocabulary: longer), as: "look", after: numbers)
            workflow.add(Counter(), as: "counter", after: looked[Sureness.unsure])
        }
        #expect(workflow["words"]?.settings == ["words": .value(["x"])])
        #expect(workflow["longer"]?.settings == ["base": .resource("words")])
        #expect(
            workflow["look"]?.settings == [
                "batchSize": .value(1), "itemKey": .value("names"), "vocabulary": .resource("longer"),
                "least": .value(0),
            ])
        #expect(workflow["counter"]?.inputs.map(\.description) == ["look.unsure"])
    }
}

@Suite("@Node on a batch step")
struct BatchNodeMacroTests {
    private let vocabulary = ["vocabulary": Vocabulary(words: ["a", "b"])]

    @Test("Its functions are the parts of the step")
    func parts() async throws {
        let call = try NodeCall("Types/Batch", ["batchSize": 5], resources: vocabulary)
        let instance = try call.batchStep()
        #expect(instance.batchSize == 5)
        #expect(instance.itemKey == "names")
        #expect(try call.loadFunction()?.isPlain == true)
        #expect(try call.dumpFunction()?.isPlain == false)
        let arguments = try await call.batch(of: [Note(["names": ["abc"]])], key: "names")
        #expect(arguments as? [String] == ["3 of 2"])
        try await call.dumpFunction()?("dumped by a type")
        #expect(written.value.contains("dumped by a type"))
        #expect(try await instance.route?(Note()).ports == [1])
    }

    @Test("Loading makes no resource that the load function does not read")
    func lazyResource() async throws {
        let made = Box(0)
        let parameters = Parameters(settings: ["vocabulary": .resource("words"), "least": .value(1)]) { id in
            made.increment()
            return Vocabulary(words: [])
        }
        let load = try #require(try NodeCall("Types/Batch", resources: vocabulary).batchBody().load)
        #expect(try await load.prepare(parameters)(Item("ab")) as? Int == 3)
        #expect(made.value == 0)
    }

    @Test("A resource that can't be had ends the program with its parameter's name")
    func missingResource() async {
        let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LookUp(parameters: Parameters(settings: ["vocabulary": .resource("words")])).vocabulary
        }
        let text = String(decoding: exit?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("parameter 'vocabulary': resource 'words' has a value only in a run"))
    }

    @Test("A batch step without parts has only its body, and its size may be a constant")
    func plain() async throws {
        let call = try NodeCall("Types/Plain Batch", ["itemKey": "names"])
        #expect(try call.batchBody().load == nil)
        #expect(try call.batchBody().dump == nil)
        #expect(try call.batchStep().batchSize == 3)
        #expect(try definition("Types/Plain Batch").parameters.map(\.name) == ["itemKey"])
        let note = Note(["names": "a"])
        try await call.batch(of: [note], key: "names")
        #expect(note["names"] == ["value": "a", "seen": true] as Value)
    }

    @Test("A part that stands in an extension is found by the conformance")
    func extended() async throws {
        let load = try #require(try NodeCall("Types/Extended Batch").loadFunction())
        #expect(!load.isPlain)
        #expect(try await load(Item("abcd")) as? Int == 4)
    }
}
