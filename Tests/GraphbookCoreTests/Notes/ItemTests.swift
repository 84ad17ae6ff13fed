import GraphbookCore
import Testing

@Suite("Item")
struct ItemTests {
    private func item(_ note: Note, _ key: String, _ index: Int?) -> Item { Item(of: note, key: key, index: index) }

    @Test("An item is the element at its place, or the one value under its key")
    func elements() {
        let note = Note(["list": ["a", ["value": "b", "x": 1]], "typed": [1, 2].noteValue, "one": "c"])
        #expect(item(note, "list", 0).value == "a")
        #expect(item(note, "list", 1).element == ["value": "b", "x": 1])
        #expect(item(note, "list", 1).value == "b")
        #expect(item(note, "typed", 1).value == 2)
        #expect(item(note, "one", nil).value == "c")
    }

    @Test("An item whose element is gone is null, and writing to it changes nothing")
    func gone() {
        let note = Note(["list": [1]])
        for gone in [item(note, "list", 1), item(note, "other", 0), item(note, "other", nil)] {
            #expect(gone.value == .null)
        }
        item(note, "list", 1)["a"] = 1
        item(note, "other", 0)["a"] = 1
        #expect(note.fields == ["list": [1]])
    }

    @Test("Writing to an item makes its element an object that keeps what it was")
    func writing() {
        let note = Note(["paths": ["a.png", "b.png"], "one": "c.png", "typed": [1, 2].noteValue])
        item(note, "paths", 1)["label"] = "cat"
        item(note, "one", nil)["label"] = "dog"
        item(note, "typed", 0)["label"] = "ant"
        #expect(
            note.fields == [
                "paths": ["a.png", ["value": "b.png", "label": "cat"]], "one": ["value": "c.png", "label": "dog"],
                "typed": [["value": 1, "label": "ant"], 2],
            ])
        #expect(item(note, "paths", 1).value == "b.png")
        #expect(item(note, "paths", 1)["label"] == "cat")
    }

    @Test("An object's fields are read, written and removed through its item")
    func objects() {
        let note = Note(["list": [["x": 1, "y": 2.5]]])
        let item = item(note, "list", 0)
        let x: Double? = item["x"]
        let wrong: String? = item["x"]
        #expect(x == 1)
        #expect(wrong == nil)
        #expect(item["z"] as Value? == nil)
        item["x"] = nil as Value?
        item["z"] = true
        #expect(note.fields == ["list": [["y": 2.5, "z": true]]])
        // An object without a `value` of its own is itself the value.
        #expect(item.value == ["y": 2.5, "z": true])
    }

    @Test("A field of a plain element is nil, but for `value`")
    func plainFields() {
        let item = Item("a.png")
        #expect(item["value"] == "a.png")
        #expect(item["label"] as Value? == nil)
    }

    @Test("An item alone is written to like one of a note")
    func alone() {
        let item = Item("a.png")
        #expect(!item.wasChanged)
        #expect(item.value == "a.png")
        item["label"] = "cat"
        #expect(item.wasChanged)
        #expect(item.element == ["value": "a.png", "label": "cat"])
        #expect(item.value == "a.png")
        let object = Item(["path": "a.png"])
        object["label"] = "cat"
        #expect(object.element == ["path": "a.png", "label": "cat"])
    }

    @Test("What a load function wrote takes the element's place in the note")
    func replacing() {
        let note = Note(["list": [1, 2].noteValue, "one": 3])
        item(note, "list", 1).replace(with: ["value": 2, "x": 1])
        item(note, "list", 2).replace(with: "gone")
        item(note, "one", nil).replace(with: "new")
        #expect(note.fields == ["list": [1, ["value": 2, "x": 1]], "one": "new"])
    }

    @Test("A path is the item's value as text")
    func paths() throws {
        #expect(try Item("a.png").path == "a.png")
        #expect(try Item(["value": "a.png", "label": "cat"]).path == "a.png")
        let error = #expect(throws: GraphbookError.self) { try Item(3).path }
        #expect(error?.description == "the item is 3, not the path of a file")
        #expect(error?.code == .wrongType)
    }

    @Test("Four tasks that write to the items of one note lose nothing")
    func concurrentWrites() async {
        let note = Note(["list": .array(Array(repeating: 0, count: 400))])
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for index in stride(from: task, to: 400, by: 4) {
                        Item(of: note, key: "list", index: index)["label"] = index
                    }
                }
            }
        }
        #expect(note["list"] == Value.array((0..<400).map { ["value": 0, "label": .int($0)] }))
    }

    @Test("A note's items are the elements of its list, its one value, or none")
    func itemsOfNote() {
        let note = Note(["list": ["a", "b"], "typed": [1, 2].noteValue, "one": "a", "empty": []])
        #expect(note.items(under: "list").map(\.value) == ["a", "b"])
        #expect(note.items(under: "typed").map(\.value) == [1, 2])
        #expect(note.items(under: "one").map(\.value) == ["a"])
        #expect(note.items(under: "empty").isEmpty && note.items(under: "missing").isEmpty)
        note.items(under: "list")[1]["label"] = "x"
        #expect(note["list"] == ["a", ["value": "b", "label": "x"]] as Value)
    }

    @Test("A note is split by its items; a single value is one item")
    func split() {
        let (short, long) = Note(["texts": ["a", "bbb", "c"]]).split(itemsUnder: "texts") {
            ($0["value"] ?? "").count < 2
        }
        #expect(short?["texts"] == ["a", "c"] as Value && long?["texts"] == ["bbb"] as Value)
        let (matching, others) = Note(["texts": "a"]).split(itemsUnder: "texts") { _ in true }
        #expect(matching?["texts"] == ["a"] as Value && others == nil)
    }
}
