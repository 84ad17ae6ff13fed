/// What a batch step works on: three parallel lists. Element i of each belongs together.
///
/// Batches are filled across notes, in source order; the last one of a run may be smaller.
public struct Batch<Loaded: Sendable>: Sendable {
    /// What the load function made of each item; the items' values when there is no load function.
    public let loaded: [Loaded]
    /// The items, for writing results to.
    public let items: [Item]
    /// The note that each item came from. A note with several items in the batch is here several times.
    public let notes: [Note]
    /// The batch's tensors as one `[count, …]` tensor, where they were loaded side by side.
    let sideBySide: Tensor?

    /// A batch made by hand, as a test of a batch step does.
    public init(loaded: [Loaded], items: [Item], notes: [Note]) {
        self.init(loaded: loaded, items: items, notes: notes, sideBySide: nil)
    }

    package init(loaded: [Loaded], items: [Item], notes: [Note], sideBySide: Tensor?) {
        precondition(loaded.count == items.count && items.count == notes.count, "three lists of one length")
        self.loaded = loaded
        self.items = items
        self.notes = notes
        self.sideBySide = sideBySide
    }

    /// How many elements each list has: at least 1, at most the step's batch size.
    public var count: Int { items.count }
}

extension Batch where Loaded == Tensor {
    /// The loaded tensors as one of shape `[count, …]`.
    ///
    /// Workers write what they load into the rows of one block of memory, so this costs nothing; only the first batches of a
    /// run, whose shape was not known yet, are copied together.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when the tensors differ in shape or element type, naming the items.
    public var stacked: Tensor {
        get throws {
            if let sideBySide { return sideBySide }
            if let odd = loaded.firstIndex(where: {
                $0.shape != loaded[0].shape || $0.elementType != loaded[0].elementType
            }) {
                throw GraphbookError(
                    .shape,
                    "tensors of one batch differ: \(loaded[0].summary) from \(items[0].value.summary), "
                        + "\(loaded[odd].summary) from \(items[odd].value.summary); "
                        + "let the load function bring all to one shape")
            }
            return try Tensor.stacking(loaded)
        }
    }
}
