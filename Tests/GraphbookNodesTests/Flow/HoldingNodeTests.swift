import Graphbook
import GraphbookCore
import GraphbookNodes
import Testing

@Suite("Nodes that hold notes back")
struct HoldingNodeTests {
    @Test("A sample by share takes each note by itself; the same seed takes the same ones")
    func sampleShare() async throws {
        let first = try await Passage(of: numbers(1000), through: SampleShare(share: 0.25, seed: 7)).out.numbers
        let again = try await Passage(of: numbers(1000), through: SampleShare(share: 0.25, seed: 7)).out.numbers
        let other = try await Passage(of: numbers(1000), through: SampleShare(share: 0.25, seed: 8)).out.numbers
        #expect(first == again)
        #expect(first != other)
        #expect(first == first.sorted())
        // Six standard deviations: the square root of 1000 · 0.25 · 0.75 is 13.7.
        #expect((250 - 82...250 + 82).contains(first.count))
        #expect(try await Passage(of: numbers(5), through: SampleShare(share: 0)).out.isEmpty)
        #expect(try await Passage(of: numbers(5), through: SampleShare(share: 1)).out.numbers == [0, 1, 2, 3, 4])
    }

    @Test("A sample by count has just that many notes, or all, in their order", arguments: [0, 1, 10, 99, 100, 101])
    func sampleCount(count: Int) async throws {
        let sample = try await Passage(of: numbers(100), through: SampleCount(count: count, seed: 1)).out.numbers
        #expect(sample.count == min(count, 100))
        #expect(sample == Set(sample).sorted())
        #expect(
            sample == (try await Passage(of: numbers(100), through: SampleCount(count: count, seed: 1)).out.numbers))
    }

    @Test("Every note is as likely to be in a sample by count")
    func evenSample() async throws {
        var seen = [Int](repeating: 0, count: 10)
        for seed in 0..<400 {
            for n in try await Passage(of: numbers(10), through: SampleCount(count: 2, seed: seed)).out.numbers {
                seen[n] += 1
            }
        }
        // 80 each; six standard deviations of 8.
        #expect(seen.allSatisfy { (32...128).contains($0) })
    }

    @Test(
        "Shuffle lets each note out once, in another order, the same for the same seed", arguments: [1, 10, 100, 1000])
    func shuffling(buffer: Int) async throws {
        let first = try await Passage(of: numbers(100), through: Shuffle(buffer: buffer, seed: 3)).out.numbers
        let again = try await Passage(of: numbers(100), through: Shuffle(buffer: buffer, seed: 3)).out.numbers
        #expect(first == again)
        #expect(first.sorted() == Array(0..<100))
        #expect((first == Array(0..<100)) == (buffer == 1))
        // A note waits for at most the buffer to be drawn from, so none leaves more than a buffer's length early.
        #expect(first.enumerated().allSatisfy { $1 - $0 <= buffer })
    }

    @Test(
        "Groups leave when they are full, the last one with what is left",
        arguments: [(0, []), (4, [4]), (9, [4, 4, 1])])
    func grouping(count: Int, sizes: [Int]) async throws {
        let out = try await Passage(of: numbers(count), through: Group(size: 4)).out
        #expect(out.map { $0["notes"]?.list?.count } == sizes)
        #expect(out.flatMap { $0["notes"]?.list ?? [] } == numbers(count).map(Value.object))
    }

    @Test("Groups by a field are apart, leave in the order they were begun, and have the value")
    func groupingByField() async throws {
        let notes: [Fields] = [
            ["kind": "b", "n": 0], ["kind": "a", "n": 1], ["kind": "b", "n": 2], ["kind": 1, "n": 3],
            ["kind": "1", "n": 4],
            ["n": 5],
        ]
        let passage = try await Passage(of: notes, through: Group(by: "kind", into: "all"))
        #expect(passage.out["kind"] == ["b", "a", 1, "1"])
        #expect(passage.out.map { $0["all"]?.list?.compactMap(\.fields).numbers } == [[0, 2], [1], [3], [4]])
        #expect(passage.causes == ["the note has no field 'kind'; it has 'n'"])
        let pairs = try await Passage(of: Array(notes.prefix(4)), through: Group(size: 2, by: "kind"))
        #expect(pairs.out["kind"] == ["b", "a", 1])
    }

    @Test("A group has at least one note")
    func noGroup() async throws {
        let passage = try await Passage(of: numbers(1), through: Group(size: 0))
        #expect(passage.causes == ["a group has 1 note or more, not 0"])
    }

    @Test("Spread undoes Group, and puts other elements under the list's key")
    func spreading() async throws {
        let grouped = try await Passage(of: numbers(5), through: Group(size: 2)).out
        #expect(try await Passage(of: grouped, through: spread()).out == numbers(5))
        let words = try await Passage(
            of: [["words": ["a", ["b": 1, "n": 2]], "n": 1], ["words": []], ["words": "alone"], ["word": "x"]],
            through: spread(key: "words"))
        #expect(words.out == [["words": "a", "n": 1], ["b": 1, "n": 2], ["words": "alone"]])
        #expect(words.causes == ["the note has no field 'words'; it has 'word'"])
    }

    @Test("Groups, shuffles and spreads in a row lose nothing")
    func inARow() async throws {
        let out = Out()
        let workflow = Workflow("w") { w in
            let source = w.source("s") { emit in for fields in numbers(1000) { try await emit(Note(fields)) } }
            let shuffled = w.add(Shuffle(buffer: 64), after: source)
            let grouped = w.add(Group(size: 7), after: shuffled)
            let again = w.add(Shuffle(buffer: 16), as: "again", after: grouped)
            let spread = w.add(spread(), after: again)
            w.batchStep("batch", size: 5, itemKey: "n", after: spread) { batch in
                for note in batch.notes { out.add(note["n"] ?? -1) }
            }
        }
        let summary = try await workflow.run()
        #expect(summary.status == .succeeded)
        #expect(out.all.sorted() == Array(0..<1000))
    }
}
