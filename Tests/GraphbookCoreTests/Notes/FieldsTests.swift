import GraphbookCore
import Testing

@Suite("Fields")
struct FieldsTests {
    // Up to 16 keys are searched in line, more through an index.
    private static let counts = [0, 1, 15, 16, 17, 18, 100]

    private func fields(_ count: Int) -> Fields { Fields((0..<count).map { ("key\($0)", .int($0)) }) }

    @Test("Every key is found, however many there are", arguments: counts)
    func finding(count: Int) {
        let fields = fields(count)
        #expect(fields.count == count)
        #expect(fields.keys == (0..<count).map { "key\($0)" })
        for index in 0..<count { #expect(fields["key\(index)"] == .int(index)) }
        #expect(fields["key\(count)"] == nil)
        #expect(fields[""] == nil)
    }

    @Test("Setting a key that is there changes it in its place", arguments: counts.dropFirst())
    func replacing(count: Int) {
        var fields = fields(count)
        fields["key0"] = "new"
        #expect(fields.keys == (0..<count).map { "key\($0)" })
        #expect(fields["key0"] == "new")
    }

    @Test("Setting nil removes a key and leaves the others in their order", arguments: counts.dropFirst())
    func removing(count: Int) {
        for removed in [0, count / 2, count - 1] {
            var fields = fields(count)
            fields["key\(removed)"] = nil as Value?
            let kept = (0..<count).filter { $0 != removed }
            #expect(fields.keys == kept.map { "key\($0)" })
            for index in kept { #expect(fields["key\(index)"] == .int(index)) }
            #expect(fields["key\(removed)"] == nil)
            // A key that comes back comes last.
            fields["key\(removed)"] = "back"
            #expect(fields.keys.last == "key\(removed)")
            #expect(fields["key\(removed)"] == "back")
        }
    }

    @Test("Removing a key that is not there changes nothing", arguments: counts)
    func removingNothing(count: Int) {
        var fields = fields(count)
        fields["other"] = nil as Value?
        #expect(fields == self.fields(count))
    }

    @Test("All keys can be removed, and set again")
    func removingAll() {
        var fields = fields(20)
        for index in 0..<20 { fields["key\(index)"] = nil as Value? }
        #expect(fields.isEmpty)
        fields["a"] = 1
        #expect(Array(fields.keys) == ["a"])
    }

    @Test("A null is a value, unlike nil")
    func nulls() {
        let fields: Fields = ["a": .null]
        #expect(fields.count == 1)
        #expect(fields["a"] == Value.null)
    }

    @Test("A key is added once", arguments: [0, 16, 17])
    func adding(count: Int) {
        var fields = fields(count)
        let first = fields.add("new", 1)
        let second = fields.add("new", 2)
        #expect(first && !second)
        #expect(fields["new"] == 1)
        #expect(fields.count == count + 1)
    }

    @Test("Of equal keys the last value counts, in the place of the first")
    func equalKeys() {
        let fields: Fields = ["a": 1, "b": 2, "a": 3]
        #expect(fields.keys == ["a", "b"])
        #expect(fields["a"] == 3)
    }

    @Test("A copy is changed apart from its original", arguments: [1, 17])
    func copies(count: Int) {
        let original = fields(count)
        var copy = original
        copy["key0"] = "changed"
        copy["more"] = 1
        #expect(original["key0"] == 0)
        #expect(original["more"] == nil)
    }

    @Test("Equality does not ask for the order")
    func equality() {
        #expect(["a": 1, "b": 2] as Fields == ["b": 2, "a": 1])
        #expect(["a": 1] as Fields != ["a": 2])
        #expect(["a": 1] as Fields != ["b": 1])
        #expect(["a": 1] as Fields != ["a": 1, "b": 2])
        #expect(fields(20) == Fields((0..<20).reversed().map { ("key\($0)", .int($0)) }))
    }

    @Test("Fields are gone through in their order")
    func iteration() {
        let fields: Fields = ["b": 1, "a": 2]
        #expect(fields.map(\.key) == ["b", "a"])
        #expect(fields.map(\.value) == [1, 2])
        #expect(fields[1].key == "a")
    }
}
