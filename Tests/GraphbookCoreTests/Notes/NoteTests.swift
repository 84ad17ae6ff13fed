import GraphbookCore
import Testing

@Suite("Note")
struct NoteTests {
    @Test("A key is read as the type that is asked for, and is nil where it is missing or something else")
    func reading() {
        let note = Note(["label": "dog", "score": 1])
        let label: String? = note["label"]
        let score: Double? = note["score"]
        let wrong: Int? = note["label"]
        let missing: String? = note["other"]
        #expect(label == "dog")
        #expect(score == 1)
        #expect(wrong == nil)
        #expect(missing == nil)
        #expect(note["label"] as Value? == "dog")
    }

    @Test("Setting a key adds or changes it, setting nil removes it")
    func setting() {
        let note = Note()
        note["a"] = 1
        note["b"] = "two"
        note["a"] = [1.5]
        #expect(note.fields == ["a": [1.5], "b": "two"])
        #expect(note.fields.keys == ["a", "b"])
        note["a"] = nil as Value?
        note["b"] = nil as String?
        #expect(note.fields.isEmpty)
    }

    @Test("A default is set when the key is changed, not when it is read")
    func defaults() {
        let note = Note()
        #expect(note["hits", default: 0] == 0)
        #expect(note.fields.isEmpty)
        note["hits", default: 0] += 2
        note["hits", default: 0] += 1
        note["tags", default: []].append("a")
        note["tags", default: [String]()].append("b")
        #expect(note.fields == ["hits": 3, "tags": ["a", "b"]])
    }

    @Test("What holds something else counts as missing for a default")
    func defaultOfAnotherType() {
        let note = Note(["hits": "many"])
        note["hits", default: 0] += 1
        #expect(note["hits"] == 1)
    }

    @Test("A list grows in place through its key")
    func growingInPlace() {
        let note = Note()
        note["list", default: []].append(0)
        var addresses: Set<UnsafeRawPointer> = []
        for element in 1...1000 {
            note["list", default: [Int]()].append(element)
            note["list", default: [Int]()].withUnsafeMutableBytes { bytes in
                if let base = bytes.baseAddress { addresses.insert(UnsafeRawPointer(base)) }
            }
        }
        // Each doubling may move the list; a copy at each step would show hundreds of addresses.
        #expect(addresses.count < 20)
        #expect(note["list"] == Array(0...1000))
    }

    @Test("Appending makes the list where it is missing")
    func appending() {
        let note = Note()
        note.append("a", to: "tags")
        note.append("b", to: "tags")
        #expect(note.fields == ["tags": ["a", "b"]])
    }

    @Test(
        "Appending keeps what is there, whatever it is",
        arguments: [
            (["a", "b"], ["a", "b", "new"]), ([1, 2.5], [1, 2.5, "new"]), ([1, 2].noteValue, [1, 2, "new"]),
            ("a", ["a", "new"]), (["x": 1], [["x": 1], "new"]), (.null, ["new"]), ([], ["new"]),
        ] as [(Value, Value)])
    func appendingToOthers(held: Value, expected: Value) {
        let note = Note(["tags": held])
        note.append("new", to: "tags")
        #expect(note["tags"] == expected)
    }

    @Test("Four tasks that append 10,000 elements each lose none")
    func concurrentAppends() async {
        let note = Note()
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for number in 0..<10_000 { note.append(task * 10_000 + number, to: "list") }
                }
            }
        }
        let list: [Int]? = note["list"]
        #expect(list?.sorted() == Array(0..<40_000))
    }

    @Test("An update changes several fields, and passes on its result and its error")
    func updating() {
        struct Stop: Error {}
        let note = Note(["a": 1])
        let before = note.update { fields in
            defer { fields = ["a": 2, "b": 3] }
            return fields.count
        }
        #expect(before == 1)
        #expect(note.fields == ["a": 2, "b": 3])
        #expect(throws: Stop.self) { try note.update { _ in throw Stop() } }
    }

    @Test("A copy is changed apart from its note, and keeps its identity")
    func copies() {
        let note = Note(["a": 1, "list": [1].noteValue], id: NoteID(source: 1, index: 2))
        let copy = note.copy()
        copy["a"] = 2
        copy["list", default: [Int]()].append(2)
        note["b"] = 3
        #expect(note.fields == ["a": 1, "list": [1], "b": 3])
        #expect(copy.fields == ["a": 2, "list": [1, 2]])
        #expect(copy.id == NoteID(source: 1, index: 2))
    }

    @Test("Fields that were read stay as they were, and can be put back")
    func restoring() {
        let note = Note(["a": 1])
        let before = note.fields
        note["a"] = 2
        note["b"] = 3
        #expect(before == ["a": 1])
        note.restore(before)
        #expect(note.fields == ["a": 1])
    }

    @Test("A note has no identity until it is given one")
    func identity() {
        let note = Note()
        #expect(note.id == nil)
        note.identify(as: NoteID(source: 0, index: 7))
        #expect(note.id == NoteID(source: 0, index: 7))
    }

    @Test("Every change is counted")
    func revisions() {
        let note = Note()
        #expect(note.revision == 0)
        note["a"] = 1
        note.update { $0["b"] = 1 }
        note.append(1, to: "c")
        #expect(note.revision == 3)
        _ = note["a"] as Int?
        #expect(note.revision == 3)
    }

    @Test("A description has the summaries of the fields")
    func description() {
        let note = Note(["label": "dog", "pixels": .tensor(Tensor(zeros: .u8, shape: [2]))])
        #expect("\(note)" == "Note(label: \"dog\", pixels: a tensor u8[2])")
    }
}
