import Graphbook
import GraphbookCore
import Synchronization

/// What came of notes that went through a step, or out of a source.
struct Passage: Sendable {
    /// The fields of the notes that left, by port.
    var left: [String: [Fields]] = [:]
    var log: [LogLine] = []
    var failures: [NoteFailure] = []

    /// The notes that left by the port `out`.
    var out: [Fields] { left["out"] ?? [] }
    var messages: [String] { log.map(\.message) }
    var causes: [String] { failures.map(\.cause) }

    /// Runs notes through a step in a workflow of its own. Failures are skipped.
    init(of notes: [Fields], through step: StepNode, ports: [String] = ["out"]) async throws {
        try await self.init(ports) { $0.add(step, as: "step", after: $0.notes(notes)) }
    }

    /// Runs notes through a step in a workflow of its own. Failures are skipped.
    init(of notes: [Fields], through step: some Node, ports: [String] = ["out"]) async throws {
        try await self.init(ports) { $0.add(step, as: "step", after: $0.notes(notes)) }
    }

    init(from source: SourceNode) async throws {
        try await self.init(["out"]) { $0.add(source, as: "source") }
    }

    private init(_ ports: [String], _ build: (WorkflowBuilder) -> StepHandle) async throws {
        let record = Record()
        let workflow = Workflow("w") { workflow in
            let step = build(workflow)
            for port in ports {
                workflow.step("to \(port)", after: Workflow.Outlet(node: step.id, port: port)) { note in
                    record.change { $0.left[port, default: []].append(note.fields) }
                }
            }
        }
        let options = RunOptions(workers: 2, isolation: .threads, onFailure: .skip, progressInterval: 0)
        try await workflow.run(options) { event in
            switch event {
            case .log(let line): record.change { $0.log.append(line) }
            case .noteFailed(let failure): record.change { $0.failures.append(failure) }
            default: break
            }
        }
        self = record.passage
    }

    private init() {}

    private final class Record: Sendable {
        private let state = Mutex(Passage())
        var passage: Passage { state.withLock { $0 } }
        func change(_ body: (inout Passage) -> Void) { state.withLock { body(&$0) } }
    }
}

extension WorkflowBuilder {
    fileprivate func notes(_ notes: [Fields]) -> StepHandle {
        source("notes") { emit in for fields in notes { try await emit(Note(fields)) } }
    }
}

/// Notes with the numbers from 0 on under `n`.
func numbers(_ count: Int) -> [Fields] { (0..<count).map { ["n": .int($0)] } }

extension [Fields] {
    /// The values under a key.
    subscript(key: String) -> [Value?] { map { $0[key] } }
    var numbers: [Int] { compactMap { $0["n"].flatMap(Int.init(noteValue:)) } }
}

/// Numbers, as they come.
final class Out: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}
