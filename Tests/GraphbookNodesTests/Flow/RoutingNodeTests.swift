import Graphbook
import GraphbookNodes
import Testing

@Suite("Nodes that send notes on their ways")
struct RoutingNodeTests {
    @Test("Split parts notes by a condition; where it is NULL, a note is among the others, and the field is told once")
    func splitting() async throws {
        let notes: [Fields] = [["score": 0.9], ["score": 0.1], ["scroe": 0.9], [:]]
        let passage = try await Passage(
            of: notes, through: split(condition: "score > 0.5"), ports: ["matching", "others"])
        #expect(passage.left == ["matching": [notes[0]], "others": Array(notes[1...])])
        #expect(
            passage.messages == ["the note has no field 'score', which “score > 0.5” takes as NULL; it has 'scroe'"])
        #expect(passage.log.map(\.node) == ["step"])
    }

    @Test("Filter lets through what fits; a condition that is no number fails its note")
    func filtering() async throws {
        let passage = try await Passage(
            of: [["n": 1], ["n": 2], ["n": "x"]],
            through: filter(condition: "CASE n WHEN 'x' THEN 'text' ELSE n = 2 END"))
        #expect(passage.out == [["n": 2]])
        #expect(
            passage.causes == [
                "the condition “CASE n WHEN 'x' THEN 'text' ELSE n = 2 END” is \"text\", neither true nor false"
            ])
    }

    @Test("A condition that is none is told before the run, with all else that is wrong")
    func wrongCondition() throws {
        let workflow = Workflow("w") { workflow in
            let source = workflow.source("notes") { _ in }
            workflow.add(split(condition: "score > > 2"), as: "split", after: source)
            workflow.add(computeFields(fields: ["a": "1", "b": "lenght(x)"]), as: "compute", after: source)
        }
        let error = #expect(throws: WorkflowError.self) { try workflow.plan(with: Catalogue([])) }
        #expect(
            error?.problems.map(\.message) == [
                "parameter 'condition' of step 'split' holds no SQL expression, “score > > 2”: near \">\": syntax error (at "
                    + "character 9)",
                "parameter 'fields' of step 'compute' has 'b', which holds no SQL expression, “lenght(x)”: no such "
                    + "function: lenght (at character 1)",
            ])
    }

    @Test("Route sends a note by the place of its value; numbers are equal however they are written")
    func routing() async throws {
        let notes: [Fields] = [["class": "cat"], ["class": 2.0], ["class": "bird"], [:], ["class": .null]]
        let node = route(field: "class", values: ["dog", "cat", 2])
        let passage = try await Passage(of: notes, through: node, ports: ValuePort.allCases.map(\.rawValue))
        #expect(passage.left == ["2": [notes[0]], "3": [notes[1]], "others": Array(notes[2...])])
    }

    @Test("Route has eight ports for values")
    func tooManyValues() throws {
        #expect(try route(Note(["n": 8]), field: "n", values: (1...8).map(Value.int)) == .eighth)
        let error = #expect(throws: GraphbookError.self) {
            try route(Note(), field: "n", values: (1...9).map(Value.int))
        }
        #expect(error?.description == "there are 9 values, and ports for 8")
    }

    @Test("Copy numbers its copies, which are apart from each other", arguments: [0, 1, 3])
    func copying(count: Int) async throws {
        let passage = try await Passage(of: [["n": 5]], through: copy(count: count))
        #expect(passage.out == (0..<count).map { ["n": 5, "copy": .int($0)] })
        let plain = try await Passage(of: [["n": 5]], through: copy(count: count, numberKey: ""))
        #expect(plain.out == (0..<count).map { _ in ["n": 5] })
    }

    @Test(
        "Limit lets the first notes through, also in the next run",
        arguments: [(0, 0), (3, 0), (3, 2), (20, 0), (20, 9)])
    func limiting(count: Int, skip: Int) async throws {
        for _ in 0..<2 {
            let passage = try await Passage(of: numbers(10), through: Limit(count: count, skip: skip))
            #expect(passage.out.numbers == Array((0..<10).dropFirst(skip).prefix(count)))
        }
    }

    @Test("Merge passes notes on")
    func merging() async throws {
        #expect(try await Passage(of: numbers(3), through: merge()).out == numbers(3))
    }
}
