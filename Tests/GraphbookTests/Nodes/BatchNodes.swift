import Graphbook

// Nodes under test: batch steps, as functions.

/// What load and dump functions write of themselves.
let written = Box<[String]>([])

func length(_ item: Item) throws -> Int { try item.path.count }

func lengthLater(_ item: Item) async throws -> Int {
    await Task.yield()
    return try item.path.count
}

func lengthTimes(_ item: Item, factor: Int, plus offset: Int) -> Int { (item["value"] ?? "").count * factor + offset }

func save(_ text: String) { written.append(text) }

func saveLater(_ text: String, to folder: FilePath) async throws {
    await Task.yield()
    written.append("\(folder)/\(text)")
}

/// Writes down how long items are.
///
/// - Parameter unit: What is counted.
@BatchStep("Batches/Lengths", size: 4, itemKey: "names", load: length)
func lengths(_ batch: Batch<Int>, unit: String = "letters") throws {
    for (length, item) in zip(batch.loaded, batch.items) { item[unit] = length }
}

@BatchStep("Batches/Lists", load: lengthLater)
private func asLists(_ lengths: [Int], notes: [Note], items here: [Item], factor: Int = 1) async {
    for (length, note) in zip(lengths, notes) { note.append(length * factor, to: "lengths") }
    for item in here { item["seen"] = true }
}

@BatchStep("Batches/Only Items", itemKey: "names")
func onlyItems(items: [Item], notes: [Note]) { for item in items { item["seen"] = true } }

@BatchStep("Batches/Values", itemKey: "names")
func values(batch: Batch<Value>) { for item in batch.items { item["count"] = batch.count } }

@BatchStep(
    "Batches/Dump", size: 2, itemKey: "names", load: lengthTimes(_:factor:plus:), dump: saveLater(_:to:),
    route: byLength(_:least:))
func dumped(
    _ batch: Batch<Int>, factor: Int = 2, plus: Int = 0, to folder: FilePath = "out", least: Int = 3
) throws -> [String] {
    batch.loaded.map { "\($0)" }
}

func byLength(_ note: Note, least: Int) -> Sureness {
    note["names", default: [String]()].count < least ? .unsure : .sure
}

@BatchStep("Batches/Closures", itemKey: "names", load: { try length($0) + 1 }, dump: { (text: String) in save(text) })
func closures(_ batch: Batch<Int>) -> [String] { batch.loaded.map(String.init) }

@BatchStep("Batches/Async Closure", itemKey: "names", load: { try await lengthLater($0) + 1 })
func asyncClosure(_ batch: Batch<Int>) {}

enum Vision {
    static func load(_ item: Item, side: Int) -> Tensor { Tensor(zeros: .f32, shape: [side]) }

    @BatchStep("Batches/Member", itemKey: "photos", load: Vision.load(_:side:), route: keep)
    static func stack(_ batch: Batch<Tensor>, side: Int = 2) throws {
        for note in batch.notes { note["shape"] = try batch.stacked.shape }
    }

    static func keep(_ note: Note) async throws -> Sureness? { nil }
}
