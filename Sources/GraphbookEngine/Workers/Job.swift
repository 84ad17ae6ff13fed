import GraphbookCore

/// One call of a load or dump function, to be made in the worker pool.
struct Job: Sendable {
    enum Input: Sendable {
        /// An element of a note's list, and the row of the batch where its tensor belongs, once its size is known.
        case load(Value, into: BatchBuffer.Row?)
        /// What the body returned for an element.
        case dump(any Sendable)
    }

    /// The item's number, for a load; a running number, for a dump.
    let ticket: Int
    /// The number of its note in the stage, and the item's place in the note's list.
    let note: Int
    let index: Int?
    let input: Input
    /// Which try this is, from 1 on.
    var attempt = 1
}

/// What came of a job.
enum Outcome: Sendable {
    /// The tensor lies in the row that the job named.
    case row(ElementType, shape: [Int], changed: Value?)
    /// What load returned; and the item's element, when load has written to it.
    case value(any Sendable, changed: Value?)
    case dumped
    case failed(String)
}

/// The jobs of one function of one stage: what it is, and who waits for the outcomes.
final class Lane: Sendable {
    enum Kind: UInt8, Sendable {
        case load, dump
    }

    let stage: Stage
    let kind: Kind
    let transfer: Transfer
    /// The function, for workers in this process; nil where workers are processes and make it themselves.
    let function: WorkerCall?
    /// Takes the outcomes of several jobs at once, on a worker's thread, and returns the jobs that are to be tried again.
    let complete: @Sendable ([(job: Job, outcome: Outcome)]) -> [Job]

    init(
        stage: Stage, kind: Kind, transfer: Transfer, function: WorkerCall?,
        complete: @escaping @Sendable ([(job: Job, outcome: Outcome)]) -> [Job]
    ) {
        self.stage = stage
        self.kind = kind
        self.transfer = transfer
        self.function = function
        self.complete = complete
    }
}
