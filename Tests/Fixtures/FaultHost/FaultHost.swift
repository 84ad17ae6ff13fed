import Foundation
import Graphbook

// A host whose nodes do what nodes must never do, for the end-to-end tests.

@main struct FaultHost: GraphbookHost {
    static let workflows = [closures]
}

/// What a load or dump function does at its item.
enum Fault: String, Choice {
    case none, `throw`, trap, kill, exit, printing, hanging, eating
}

/// Emits notes with lists of numbered items.
///
/// - Parameters:
///   - pause: Microseconds between two notes.
///   - failingAt: The note in whose place it goes wrong, once; none below 0.
///   - once: A file that marks that it has gone wrong.
@Source("Fault/Numbers")
func numbers(
    to emit: Emitter, notes: Int = 10, items: Int = 16, pause: Int = 0, fault: Fault = .none, failingAt: Int = -1,
    once: String = ""
) async throws {
    for note in 0..<notes {
        if note == failingAt { try misbehave(fault, once: once) }
        if pause > 0 { try await Task.sleep(for: .microseconds(pause)) }
        try await emit(Note(["n": .int(note), "xs": .array((0..<items).map { .int(note * items + $0) })]))
    }
}

/// Emits notes until it is stopped.
@Source("Fault/Endless")
func endless(to emit: Emitter, items: Int = 3) async throws {
    var note = 0
    while true {
        try await emit(Note(["n": .int(note), "xs": .array((0..<items).map { .int(note * items + $0) })]))
        note += 1
    }
}

private func misbehave(_ fault: Fault, once marker: String) throws {
    if fault == .none { return }
    // Marked by a file, so that a worker that replaces a dead one knows that it has happened.
    if !marker.isEmpty {
        if FileManager.default.fileExists(atPath: marker) { return }
        _ = FileManager.default.createFile(atPath: marker, contents: nil)
    }
    switch fault {
    case .none: break
    case .throw: throw GraphbookError(.file, "item is bad")
    case .trap:
        let empty: [Int] = []
        _ = empty[Int.random(in: 1...9)]
    case .kill: kill(getpid(), SIGKILL)
    case .exit: exit(3)
    case .hanging: while true { sleep(1) }
    case .eating:
        var eaten: [[UInt8]] = []
        while true {
            eaten.append([UInt8](repeating: 1, count: 16 << 20))
            usleep(10_000)
        }
    case .printing:
        print("printed by load")
        log("logged by load")
    }
}

func loadNumber(_ item: Item, fault: Fault, at: Int, once: String) throws -> Tensor {
    let number = try number(item)
    if number == at { try misbehave(fault, once: once) }
    return try Tensor([Float](repeating: Float(number), count: 1024), shape: [32, 32])
}

private func number(_ item: Item) throws -> Int {
    guard let number = Int(noteValue: item.value) else { throw GraphbookError(.wrongType, "no number") }
    return number
}

struct Output: Codable, Sendable {
    let number: Int
    let picture: Tensor
    let folder: String
}

func writeOutput(_ output: Output, dumpFault: Fault, at: Int, once: String) throws {
    if output.number == at { try misbehave(dumpFault, once: once) }
    let sum = output.picture.doubles.reduce(0, +)
    try Data("\(Int(sum))".utf8).write(to: URL(fileURLWithPath: "\(output.folder)/\(output.number)"), options: .atomic)
}

/// Loads, checks and dumps numbered items, and goes wrong at one of them.
@BatchStep(
    "Fault/Batch", size: 8, itemKey: "xs", load: loadNumber(_:fault:at:once:), dump: writeOutput(_:dumpFault:at:once:))
func faulty(
    _ batch: Batch<Tensor>, fault: Fault = .none, dumpFault: Fault = .none, at: Int = 37, once: String = "",
    folder: String = "out"
) throws -> [Output] {
    let means = try batch.stacked.rows.map { try $0[0][0].scalar }
    return try zip(means, zip(batch.items, batch.loaded)).map { mean, element in
        let (item, picture) = element
        let expected = try number(item)
        guard mean == Double(expected) else { throw GraphbookError(.contract, "row of \(expected) holds \(mean)") }
        item["seen"] = true
        return Output(number: expected, picture: picture, folder: folder)
    }
}

/// A step that traps, and with it the host.
@Step("Fault/Trap")
func trapping(_ note: Note, at: Int = 3) {
    if note["n"] == at { fatalError("a trap in a step") }
}

/// A batch step made of closures: workers build the workflow again to find them.
let closures = Workflow("closures") { workflow in
    let source = workflow.add(numbers(notes: 5, items: 4))
    let doubled = workflow.batchStep(
        "double", size: 3, itemKey: "xs", load: { item in try number(item) * 2 }, after: source
    ) { batch in
        for (double, item) in zip(batch.loaded, batch.items) { item["double"] = double }
    }
    workflow.step("check", after: doubled) { note in
        for item in note["xs"]?.list ?? [] {
            guard let value = item.fields?["value"].flatMap(Int.init(noteValue:)),
                item.fields?["double"] == .int(value * 2)
            else { throw GraphbookError(.contract, "\(item.summary) is not doubled") }
        }
    }
}

/// Makes new notes of a note: none of the first, one of the second, two of the third, and so on in turn.
@Step("Fault/Split")
func split(_ note: Note) -> [Note] {
    let number = note["n"] ?? 0
    return (0..<number % 3).map { Note(["n": .int(number), "part": .int($0)]) }
}

/// Sends a note on unless something about it goes wrong.
@Step("Fault/Misbehave")
func misbehaving(_ note: Note, fault: Fault = .none, at: Int = -1, once: String = "") throws {
    if note["n"] == at { try misbehave(fault, once: once) }
}

/// Makes notes that depend on what a file says.
@Source("Fault/Seeded")
func seeded(to emit: Emitter, file: FilePath) async throws {
    let seed = try String(contentsOfFile: file.string, encoding: .utf8)
    for note in 0..<10 { try await emit(Note(["n": .int(note), "seed": .string(seed)])) }
}

/// Fails every second note.
@Step("Fault/Odd")
func odd(_ note: Note) throws {
    if note["n", default: 0] % 2 == 1 { throw GraphbookError(.file, "is corrupt") }
}
