import GraphbookCore
import Testing

@Suite("Ranges of notes")
struct NoteRangesTests {
    @Test(
        "Numbers that touch become one range, in whatever order they come",
        arguments: [
            ([], []), ([3], [3..<4]), ([0, 1, 2], [0..<3]), ([2, 1, 0], [0..<3]), ([0, 2, 1], [0..<3]),
            ([5, 0, 9], [0..<1, 5..<6, 9..<10]), ([1, 1, 1], [1..<2]), ([0, 4, 2, 3], [0..<1, 2..<5]),
        ])
    func joins(numbers: [Int], expected: [Range<Int>]) {
        var ranges = NoteRanges()
        for number in numbers { ranges.insert(number) }
        #expect(ranges.ranges == expected)
        #expect((0..<12).filter(ranges.contains) == Set(numbers).sorted())
        #expect(ranges.count == Set(numbers).count)
    }

    @Test("Ranges that overlap become one")
    func unites() {
        var ranges = NoteRanges([0..<3, 10..<20])
        ranges.formUnion(NoteRanges([2..<12, 30..<31, 25..<25]))
        #expect(ranges.ranges == [0..<20, 30..<31])
        ranges.insert(20..<30)
        #expect(ranges.ranges == [0..<31])
    }

    @Test("What is missing below a number is what is not in the set")
    func missing() {
        let ranges = NoteRanges([2..<4, 6..<7])
        #expect(ranges.missing(below: 0).ranges == [])
        #expect(ranges.missing(below: 3).ranges == [0..<2])
        #expect(ranges.missing(below: 9).ranges == [0..<2, 4..<6, 7..<9])
        #expect(NoteRanges().missing(below: 2).ranges == [0..<2])
    }

    @Test("As JSON they are pairs of first and last numbers")
    func json() throws {
        let ranges = NoteRanges([0..<100, 105..<106])
        let value = try ValueEncoder().encode(ranges)
        #expect(value == [[0, 99], [105, 105]])
        #expect(try ValueDecoder().decode(NoteRanges.self, from: value) == ranges)
        #expect("\(ranges)" == "0 to 99, 105")
        for wrong in [[[3, 1]], [[1]], [[-1, 2]]] as [Value] {
            #expect(throws: (any Error).self) { try ValueDecoder().decode(NoteRanges.self, from: wrong) }
        }
    }
}
