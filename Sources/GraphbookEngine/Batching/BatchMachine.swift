import GraphbookCore

/// What a batch step decides: which items may be loaded, when a batch is full, when a note may leave. It waits for nothing
/// and calls nobody; ``BatchDriver`` acts.
///
/// Items are numbered as they come. Batch k has the items k·size up to (k + 1)·size, and each has its row there from the
/// start, so that a worker can load a tensor where it belongs. An item that fails leaves its place empty.
struct BatchMachine: Sendable {
    /// A note that is in the step.
    struct Entry: Sendable {
        let note: Note
        /// Items that were neither through the body nor failed, and dumps that are not done; plus one while items are still
        /// being admitted.
        var pending: Int
        var hasFailed = false
    }

    /// An item in its batch.
    struct Slot: Sendable {
        enum State: Sendable {
            case loading
            /// What load returned; and the item's element, when load has written to it.
            case ready(any Sendable, changed: Value?)
            case failed
        }

        let note: Int
        let owner: Note
        let item: Item
        /// Where the item is in its note's list.
        let index: Int?
        var state = State.loading
    }

    struct Batch: Sendable {
        var slots: [Slot] = []
        /// Slots that are ready or failed.
        var settled = 0
        var isTaken = false
        var buffer: BatchBuffer?
    }

    enum Action: Sendable {
        case process(number: Int, Batch)
        case deliver(Note)
        /// The note has failed, and nothing of it is under way any more.
        case drop(Note)
        case wait
        case finished

        var isWait: Bool { if case .wait = self { true } else { false } }
    }

    let batchSize: Int
    let isOrdered: Bool
    /// Most items that are admitted and not yet in a batch that was taken.
    private(set) var itemLimit: Int
    /// Most outputs that are being written; the next batch waits while there are more.
    let dumpLimit: Int
    /// Most notes that are in the step, unless only further notes can fill the batch that the first of them waits for.
    var noteLimit: Int { itemLimit + dumpLimit }
    /// Whether the limit of items follows what the workers have in hand.
    private let prefetchesByWorkers: Bool

    private(set) var entries = Window<Entry?>()
    private(set) var batches = Window<Batch>()
    private var itemsAdmitted = 0
    private var itemsTaken = 0
    private var dumpsPending = 0
    private var isIntakeFinished = false
    /// Notes that are through, when order does not matter.
    private var leaving: [Entry] = []

    init(batchSize: Int, settings: StageSettings) {
        self.batchSize = batchSize
        isOrdered = settings.isOrdered
        itemLimit = max(settings.results ?? StageSettings.leastResults, 2 * batchSize)
        dumpLimit = itemLimit
        prefetchesByWorkers = settings.results == nil
    }

    /// Where the workflow does not say how many items may be loaded or wait, they are as many as the workers should have in
    /// hand, beside two batches.
    mutating func prefetch(for jobsInHand: Int) {
        if prefetchesByWorkers { itemLimit = max(StageSettings.leastResults, 2 * batchSize + jobsInHand) }
    }

    // MARK: - Notes and items come in

    /// Whether there is room for a note, with or without items.
    var mayOpen: Bool {
        if entries.end - entries.start < noteLimit { return true }
        guard !batches.isEmpty else { return false }
        let last = batches[batches.end - 1]
        return last.slots.count < batchSize && last.slots.contains { $0.note == entries.start }
    }

    /// - Returns: The note's number.
    mutating func open(_ note: Note) -> Int { entries.append(Entry(note: note, pending: 1)) }

    /// All items of the note were admitted.
    mutating func close(_ note: Int) { settle(note) }

    var mayAdmit: Bool { itemsAdmitted - itemsTaken < itemLimit }

    /// Whether half of the items that may be in the step could be admitted.
    var hasMuchRoom: Bool { itemsAdmitted - itemsTaken <= itemLimit / 2 }

    /// - Parameter buffer: Makes the memory of a new batch; nil while the size of a row is not known.
    /// - Returns: The item's number, and the row it is to be loaded into.
    mutating func admit(
        _ item: Item, at index: Int?, of note: Int, owner: Note, buffer: () -> BatchBuffer?
    ) -> (ticket: Int, row: BatchBuffer.Row?) {
        let ticket = itemsAdmitted
        itemsAdmitted += 1
        let number = ticket / batchSize, row = ticket % batchSize
        if number == batches.end {
            var batch = Batch()
            batch.slots.reserveCapacity(batchSize)
            batch.buffer = buffer()
            batches.append(batch)
        }
        batches[number].slots.append(Slot(note: note, owner: owner, item: item, index: index))
        entries[note]?.pending += 1
        return (ticket, batches[number].buffer?.row(row))
    }

    mutating func finishIntake() { isIntakeFinished = true }

    // MARK: - Loads are done

    func slot(of ticket: Int) -> Slot { batches[ticket / batchSize].slots[ticket % batchSize] }

    /// The note with this number, while it is in the step.
    func note(_ number: Int) -> Note? { entries.start <= number && number < entries.end ? entries[number]?.note : nil }

    func buffer(of ticket: Int) -> BatchBuffer? { batches[ticket / batchSize].buffer }

    mutating func loaded(_ ticket: Int, _ value: any Sendable, changed: Value? = nil) {
        batches[ticket / batchSize].slots[ticket % batchSize].state = .ready(value, changed: changed)
        batches[ticket / batchSize].settled += 1
    }

    /// - Returns: Whether this is the first failure of its note.
    mutating func loadFailed(_ ticket: Int) -> Bool {
        let note = slot(of: ticket).note
        batches[ticket / batchSize].slots[ticket % batchSize].state = .failed
        batches[ticket / batchSize].settled += 1
        let isFirst = fail(note)
        settle(note)
        return isFirst
    }

    // MARK: - Batches go through the body

    mutating func next() -> Action {
        if let entry = popLeaving() { return entry.hasFailed ? .drop(entry.note) : .deliver(entry.note) }
        if dumpsPending < dumpLimit, let number = fullBatch() {
            let batch = batches[number]
            batches[number] = Batch(isTaken: true)
            while let first = batches.first, first.isTaken { batches.removeFirst() }
            itemsTaken += batch.slots.count
            return .process(number: number, batch)
        }
        return isIntakeFinished && entries.isEmpty && batches.isEmpty && leaving.isEmpty ? .finished : .wait
    }

    /// Whether ``next()`` would find something to do.
    var hasAction: Bool {
        if !leaving.isEmpty || (isOrdered && !entries.isEmpty && entries[entries.start]?.pending == 0) { return true }
        if dumpsPending < dumpLimit, fullBatch() != nil { return true }
        return isIntakeFinished && entries.isEmpty && batches.isEmpty
    }

    private func fullBatch() -> Int? {
        for number in batches.start..<batches.end {
            let batch = batches[number]
            let isFull = batch.slots.count == batchSize || isIntakeFinished
            if !batch.isTaken, isFull, batch.settled == batch.slots.count { return number }
            if isOrdered { return nil }
        }
        return nil
    }

    /// The items of a batch are through the body.
    ///
    /// - Parameter dumps: Whether an output is now to be written for each of them.
    mutating func processed(_ notes: [Int], dumps: Bool) {
        if dumps {
            dumpsPending += notes.count  // what was an item to wait for is now a dump
        } else {
            for note in notes { settle(note) }
        }
    }

    /// The body failed.
    ///
    /// - Returns: The notes, each once, and whether this is their first failure.
    mutating func bodyFailed(_ notes: [Int]) -> [(note: Note, isFirst: Bool)] {
        var failed: [(note: Note, isFirst: Bool)] = [], seen: Set<Int> = []
        for note in notes where seen.insert(note).inserted {
            guard let entry = entries[note] else { continue }
            failed.append((entry.note, fail(note)))
        }
        for note in notes { settle(note) }
        return failed
    }

    // MARK: - Dumps are done

    mutating func dumped(for note: Int) {
        dumpsPending -= 1
        settle(note)
    }

    /// - Returns: Whether this is the first failure of its note.
    mutating func dumpFailed(for note: Int) -> Bool {
        let isFirst = fail(note)
        dumped(for: note)
        return isFirst
    }

    // MARK: - Notes leave

    /// - Returns: Whether the note had not failed before.
    mutating func fail(_ note: Int) -> Bool {
        guard entries[note]?.hasFailed == false else { return false }
        entries[note]?.hasFailed = true
        return true
    }

    private mutating func settle(_ note: Int) {
        entries[note]?.pending -= 1
        if !isOrdered, let entry = entries[note], entry.pending == 0 {
            leaving.append(entry)
            entries[note] = nil
            while !entries.isEmpty, entries[entries.start] == nil { entries.removeFirst() }
        }
    }

    private mutating func popLeaving() -> Entry? {
        if !isOrdered { return leaving.isEmpty ? nil : leaving.removeFirst() }
        guard !entries.isEmpty, let entry = entries[entries.start], entry.pending == 0 else { return nil }
        entries.removeFirst()
        return entry
    }

    /// Items being loaded, and items loaded that wait for their batch.
    var depths: (loading: Int, loaded: Int) {
        var loading = 0, loaded = 0
        for number in batches.start..<batches.end where !batches[number].isTaken {
            loading += batches[number].slots.count - batches[number].settled
            loaded += batches[number].settled
        }
        return (loading, loaded)
    }
}
