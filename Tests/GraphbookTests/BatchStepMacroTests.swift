import Graphbook
import Testing

@Suite("@BatchStep on a function")
struct BatchStepMacroTests {
    @Test("Size and item key are the first parameters, with the macro's arguments as defaults")
    func ownParameters() throws {
        let node = try definition("Batches/Lengths")
        #expect(node.kind == .batchStep)
        #expect(node.ports == ["out"])
        #expect(node.documentation == "Writes down how long items are.")
        #expect(node.parameters.map(\.name) == ["batchSize", "itemKey", "unit"])
        #expect(node.parameters.map(\.defaultValue) == [4, "names", "letters"])
        #expect(node.parameters.map(\.documentation).last == "What is counted.")
    }

    @Test("Without them the size is 8, and the item key has to be given")
    func defaults() throws {
        let parameters = try definition("Batches/Lists").parameters
        #expect(parameters.map(\.defaultValue) == [8, nil, 1])
        #expect(parameters.map(\.isRequired) == [false, true, false])
    }

    @Test(
        "A workflow's size and item key count",
        arguments: [([:], 4, "names"), (["batchSize": 1, "itemKey": "other"], 1, "other")]
            as [([String: Value], Int, String)])
    func size(values: [String: Value], size: Int, itemKey: String) throws {
        let instance = try NodeCall("Batches/Lengths", values).batchStep()
        #expect(instance.batchSize == size)
        #expect(instance.itemKey == itemKey)
    }

    @Test("Items are loaded, and the function is called with a batch and the parameters")
    func batch() async throws {
        let note = Note(["names": ["a", "bcd"]])
        try await NodeCall("Batches/Lengths", ["unit": "units"]).batch(of: [note], key: "names")
        #expect(
            note["names"] == [["value": "a", "units": 1], ["value": "bcd", "units": 3]] as Value)
    }

    @Test("Lists are found by their labels, in any order, under any names")
    func lists() async throws {
        let notes = [Note(["names": ["a", "bcd"]]), Note(["names": ["ef"]])]
        try await NodeCall("Batches/Lists", ["itemKey": "names", "factor": 10]).batch(of: notes, key: "names")
        #expect(notes.map { $0["lengths"] } == [[10, 30], [20]])
        #expect(notes[1]["names"] == [["value": "ef", "seen": true]] as Value)
    }

    @Test("Without a load function items are batched as they are", arguments: ["Only Items", "Values"])
    func withoutLoad(name: String) async throws {
        let body = try NodeCall("Batches/" + name).batchBody()
        #expect(body.load == nil)
        let note = Note(["names": ["a"]])
        try await NodeCall("Batches/" + name).batch(of: [note], key: "names")
        #expect((note["names"] as Value?)?.list?.first?.fields?.keys.count == 2)
    }

    @Test(
        "Plain load and dump functions are called as such, async ones are awaited",
        arguments: [
            ("Lengths", true, nil), ("Lists", false, nil), ("Dump", true, false), ("Closures", true, true),
            ("Async Closure", false, nil), ("Member", true, nil),
        ] as [(String, Bool?, Bool?)])
    func effects(name: String, load: Bool?, dump: Bool?) throws {
        let call = try NodeCall("Batches/" + name, ["itemKey": "names"])
        #expect(try call.loadFunction()?.isPlain == load)
        #expect(try call.dumpFunction()?.isPlain == dump)
    }

    @Test("Load and dump functions take parameters of the step that their labels name")
    func partParameters() async throws {
        let node = try definition("Batches/Dump")
        #expect(node.parameters.map(\.name) == ["batchSize", "itemKey", "factor", "plus", "to", "least"])
        let note = Note(["names": ["ab", "c"]])
        let call = try NodeCall("Batches/Dump", ["factor": 3, "plus": 1, "to": "there"])
        let arguments = try await call.batch(of: [note], key: "names")
        #expect(arguments as? [String] == ["7", "4"])
        let dump = try #require(try call.dumpFunction())
        try await dump("7")
        #expect(written.value.contains("there/7"))
    }

    @Test("A route function decides which ports there are, and where a note leaves")
    func route() async throws {
        #expect(try definition("Batches/Dump").ports == ["sure", "unsure"])
        let note = Note(["names": ["ab", "c"]])
        let three = try #require(try NodeCall("Batches/Dump").batchStep().route)
        #expect(try await three(note).ports == [1])
        let two = try #require(try NodeCall("Batches/Dump", ["least": 2]).batchStep().route)
        #expect(try await two(note).ports == [0])
        let none = try #require(try NodeCall("Batches/Member").batchStep().route)
        #expect(try await none(note).ports == [])
        #expect(try NodeCall("Batches/Lengths").batchStep().route == nil)
    }

    @Test("The function is still called as it is written")
    func call() throws {
        let note = Note(["names": ["a"]])
        let items = [Item(of: note, key: "names", index: 0)]
        try lengths(Batch(loaded: [1], items: items, notes: [note]), unit: "u")
        onlyItems(items: items, notes: [note])
        #expect(note["names"] == [["value": "a", "u": 1, "seen": true]] as Value)
    }

    @Test("A function without its batch is the node")
    func code() throws {
        let workflow = Workflow("code") { workflow in
            workflow.add(lengths(batchSize: 2, unit: "x"), as: "lengths")
            workflow.add(onlyItems(itemKey: "n"), as: "items")
            workflow.add(Vision.stack(side: 5), as: "stack")
        }
        #expect(
            workflow["lengths"]?.settings
                == ["batchSize": .value(2), "itemKey": .value("names"), "unit": .value("x")])
        #expect(workflow["items"]?.settings == ["batchSize": .value(8), "itemKey": .value("n")])
        #expect(
            workflow["stack"]?.settings
                == ["batchSize": .value(8), "itemKey": .value("photos"), "side": .value(5)])
    }
}
