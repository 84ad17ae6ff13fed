import Graphbook
import GraphbookTesting
import Testing

/// Whether a note is to be kept.
enum Keep: String, PortName { case yes, no }

@Step("Testing/Double")
func double(_ note: Note, times: Int = 2) throws {
    guard let n: Int = note["n"] else { throw GraphbookError(.missing, "no number") }
    log("doubling \(n)")
    note["n"] = n * times
}

@Step("Testing/Triage")
func triage(_ note: Note, least: Int = 3) -> Keep? {
    let n = note["n", default: 0]
    return n == 0 ? nil : n >= least ? .yes : .no
}

@Source("Testing/Count")
func count(from first: Int = 0) -> some Sequence<Note> {
    sequence(first: first) { $0 + 1 }.lazy.map { Note(["n": .int($0)]) }
}

@Source("Testing/Two")
func two() -> [Note] { [Note(["n": 1]), Note(["n": 2])] }

/// Adds the value of a resource.
@Step("Testing/Add")
func add(_ note: Note, amount: Amount) { note["n", default: 0] += amount.value }

struct Amount: ResourceValue { let value: Int }

@Resource("Testing/Amount")
func amount(value: Int) -> Amount { Amount(value: value) }

func textLength(_ text: String) throws -> Int {
    if text.isEmpty { throw GraphbookError(.missing, "an empty text") }
    return text.count
}

@BatchStep("Testing/Lengths", size: 2, itemKey: "texts", load: textLength)
func lengths(_ batch: Batch<Int>) {
    for (length, item) in zip(batch.loaded, batch.items) {
        item["length"] = length
        item["batch"] = batch.count
    }
}

@Node("Testing/Total")
final class Total: Step {
    @Parameter var key = "n"
    private let sum = Record<Int>()

    func process(_ note: Note) {
        sum.append(note[key, default: 0])
        note["total"] = sum.all.reduce(0, +)
    }
}

@Node("Testing/Once")
struct Once: Source {
    @Parameter var text: String
    func notes(to emit: Emitter) async throws { try await emit(Note(["text": .string(text)])) }
}

extension Note {
    var n: Int? { self["n"] }
}

@Suite("TestRun")
struct TestRunTests {
    @Test("A step is run on a note; the note given stays as it was")
    func oneNote() async throws {
        let note = Note(["n": 4])
        let run = try await TestRun(double(), on: note)
        #expect(try run.note["n"] == 8)
        #expect(note["n"] == 4)
        #expect(run.ports == ["out"])
        #expect(run.log.map(\.message) == ["doubling 4"])
        #expect(run.summary.nodes.map(\.node) == ["notes", "step"])
    }

    @Test("A step is run on several notes, in order; on none, none leave")
    func severalNotes() async throws {
        let run = try await TestRun(double(times: 3), on: Note(["n": 1]), Note(["n": 2]))
        #expect(run.notes.map(\.n) == [3, 6])
        #expect(try await TestRun(double()).notes.isEmpty)
    }

    @Test("A failure is listed with its place, and thrown where its note is asked for; the others go on")
    func failure() async throws {
        let run = try await TestRun(double(), on: Note(["n": 1]), Note(), Note(["n": 3]))
        #expect(run.notes.map(\.n) == [2, 6])
        #expect(run.failures.map(\.cause) == ["no number"])
        let failure = #expect(throws: NoteFailure.self) { try run.note }
        #expect(failure?.note?.index == 1 && failure?.location.file == "GraphbookTestingTests/TestRunTests.swift")
        #expect(run.summary.status == .succeeded)
        let stopped = try await TestRun(double(), on: Note(), options: RunOptions(isolation: .none))
        #expect(stopped.summary.status == .failed)
    }

    @Test("The one note is an error where there is none, or several")
    func noteOfSeveral() async throws {
        func message(_ notes: Note...) async throws -> String? {
            let run = try await TestRun(on: notes) { $0.add(triage(), after: $1) }
            return #expect(throws: GraphbookError.self) { try run.note }?.description
        }
        #expect(try await message() == "no note left, not one")
        #expect(try await message(Note(["n": 1]), Note(["n": 5])) == "2 notes left, not one")
    }

    @Test("Ports say where notes have left")
    func ports() async throws {
        let run = try await TestRun(triage(), on: Note(["n": 5]), Note(["n": 1]), Note(["n": 0]), Note(["n": 3]))
        #expect(run.ports == ["yes", "no", "yes"])
        #expect(run.notes(by: Keep.yes).map(\.n) == [5, 3])
        #expect(run.notes(by: Keep.no).map(\.n) == [1])
    }

    @Test("A step that is a type keeps what it keeps from note to note")
    func type() async throws {
        let run = try await TestRun(Total(), on: Note(["n": 2]), Note(["n": 3]))
        #expect(run.notes.map { $0["total"] } == [2, 5])
    }

    @Test("A batch step is run on items, which are filled into batches as in any run")
    func items() async throws {
        let run = try await TestRun(lengths(), onItems: ["a", "bb", "ccc"])
        #expect(run.items.map { $0["length"] } == [1, 2, 3])
        #expect(run.items.map { $0["batch"] } == [2, 2, 1])
        let other = try await TestRun(lengths(batchSize: 3, itemKey: "names"), onItems: ["a", "", "c"])
        #expect(other.failures.map(\.cause) == ["an empty text"] && other.failures.first?.item == 1)
        #expect(other.items.isEmpty)
        #expect(try await TestRun(lengths(), onItems: []).items.isEmpty)
    }

    @Test("Steps get the resources that the test adds")
    func resources() async throws {
        let run = try await TestRun(on: [Note(["n": 1])]) { workflow, notes in
            workflow.add(add(amount: workflow.add(amount(value: 10))), after: notes)
        }
        #expect(try run.note["n"] == 11)
    }

    @Test("A source is run to its end, or to a limit")
    func sources() async throws {
        #expect(try await TestRun(two()).notes.map(\.n) == [1, 2])
        #expect(try await TestRun(count(from: 5), limit: 3).notes.map(\.n) == [5, 6, 7])
        #expect(try await TestRun(two(), limit: 9).notes.count == 2)
        #expect(try await TestRun(Once(text: "x")).note["text"] == "x")
    }

    @Test("A workflow tells what left each of its nodes, as it was then")
    func workflow() async throws {
        let workflow = Workflow("small") { workflow in
            let doubled = workflow.add(double(), as: "double", after: workflow.add(two(), as: "two"))
            let triaged = workflow.add(triage(), as: "triage", after: doubled)
            workflow.add(double(times: 10), as: "kept", after: triaged[Keep.yes])
        }
        let run = try await TestRun(workflow, overrides: [try #require(SettingOverride("triage.least=4"))])
        #expect(run.notes(from: "two").map(\.n) == [1, 2])
        #expect(run.notes(from: "double").map(\.n) == [2, 4])
        #expect(run.notes(from: "triage", by: Keep.yes).map(\.n) == [4])
        #expect(run.notes.map(\.n) == [2, 40] && run.ports == ["no", "out"])
        #expect(run.summary.nodes.map(\.notesIn) == [2, 2, 2, 1])
    }

    @Test("A workflow file is run with the nodes of the test's program")
    func workflowFile() async throws {
        let text = """
            {"graphbook": 1, "nodes": {
                "two": {"node": "Testing/Two"}, "double": {"node": "Testing/Double", "after": ["two"]}
            }}
            """
        #expect(try await TestRun(Workflow(json: text, file: "two.json")).notes.map(\.n) == [2, 4])
    }

    @Test("What is wrong with a workflow is told before it runs")
    func problems() async {
        let error = await #expect(throws: WorkflowError.self) {
            try await TestRun(on: []) { $0.add(double(), after: $1[Keep.yes]) }
        }
        #expect(
            error?.problems.map(\.message) == [
                "source 'notes' has no port 'yes', which 'double' comes after; it has 'out'"
            ])
    }

    @Test("A batch made by hand has the items of a note")
    func batch() {
        let note = Note(["texts": ["a", "bb"]])
        lengths(Batch(loaded: [1, 2], of: note, itemKey: "texts"))
        #expect(note.items(under: "texts").map { $0["length"] } == [1, 2])
    }
}

@Suite("Gates and records")
struct GateTests {
    @Test("A run waits at a gate until it is opened")
    func gate() async throws {
        let gate = Gate(), record = Record<String>()
        async let run = TestRun(on: [Note()]) { workflow, notes in
            let waiting = workflow.step("wait", after: notes) { _ in try await gate.pass() }
            workflow.step("after", after: waiting) { _ in record.append("after") }
        }
        try await gate.reached()
        await letOthersRun()
        record.append("opened")
        gate.open()
        #expect(try await run.notes.count == 1)
        try await record.reaches(2)
        #expect(record.all == ["opened", "after"])
    }

    @Test("A wait at a gate ends when its task is cancelled")
    func cancelled() async throws {
        let gate = Gate()
        let task = Task { try await gate.pass() }
        try await gate.reached()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await gate.reached(times: 9)
        }
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test("Loads on threads wait at a gate as well")
    func block() async throws {
        let gate = Gate()
        async let run = TestRun(
            on: [Note(["xs": [1, 2]])], options: RunOptions(workers: 2, isolation: .threads)
        ) { workflow, notes in
            workflow.batchStep(
                "load", itemKey: "xs",
                load: { item in
                    gate.block(); return item.value
                }, after: notes
            ) {
                for item in $0.items { item["seen"] = true }
            }
        }
        try await gate.reached(times: 2)
        gate.open()
        #expect(try await run.note.items(under: "xs").map { $0["seen"] } == [true, true])
    }
}
