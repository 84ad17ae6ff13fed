import GraphbookCore
import GraphbookStore
import GraphbookSupervisor

/// An earlier run that is to be gone on with.
struct Resumption {
    /// The last of the runs that go on with each other.
    let record: RunRecord
    /// What is finished of it.
    let finished: [SourceProgress]

    /// - Throws: ``UsageProblem`` when there is no such run or it is under way; ``StoreError``.
    init(_ number: Int, in store: RunStore) throws {
        record = try store.last(of: store.record(number))
        if record.status == .running { throw UsageProblem("run \(record.number) is under way") }
        finished = try store.finished(in: record)
    }

    /// Whether all notes are finished, so that there is nothing to do.
    var isComplete: Bool { record.status == .succeeded }

    /// Refuses what was changed since the run, unless the user has said that it may be.
    ///
    /// - Returns: What is finished; of changed plans without the fingerprints, since sources may emit other notes.
    func finished(for plan: RecordedPlan, changedAnyway: Bool) throws -> [SourceProgress] {
        let changes = PlanChanges(from: record.plan, record.started, to: plan).descriptions
        if changes.isEmpty && !changedAnyway { return finished }
        guard changedAnyway else {
            let list = changes.map { "  \($0)" }.joined(separator: "\n")
            throw UsageProblem(
                "what run \(record.number) has finished would not come out the same again; since then has changed:\n\(list)\n"
                    + "to resume it anyway: --changed-anyway")
        }
        return finished.map {
            SourceProgress(
                node: $0.node, source: $0.source, emitted: $0.emitted, finished: $0.finished, fingerprint: .none)
        }
    }
}
