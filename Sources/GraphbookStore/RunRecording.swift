import GraphbookCore

/// The recording of one run in its project's store.
///
/// A store that can't be used is no reason not to run: the user is told, and the run goes on without.
public struct RunRecording: Sendable {
    private let store: RunStore
    private let record: RunRecord
    private let recorder: RunRecorder
    private let versions: @Sendable (RunStarted) -> [String: String]
    private let finished: [SourceProgress]?

    /// - Parameters:
    ///   - resumed: The run that is gone on with, and what is finished of it.
    ///   - versions: The versions of the code that runs, see ``RecordedPlan/versions``; asked for when it has started.
    ///   - notify: Told what the user has to know.
    public init(
        _ plan: RecordedPlan, in store: RunStore,
        resuming resumed: (record: RunRecord, finished: [SourceProgress])? = nil,
        versions: @escaping @Sendable (RunStarted) -> [String: String],
        notify: @escaping @Sendable (String) -> Void
    ) throws {
        self.store = store
        self.versions = versions
        record = try store.begin(plan, resuming: resumed?.record)
        finished = resumed?.finished
        recorder = try RunRecorder(record, in: store) { notify("warning: this run is recorded no further: \($0)") }
    }

    public var number: Int { record.number }

    /// The options with what a recorded run needs.
    public func options(_ options: RunOptions) -> RunOptions {
        var options = options
        options.checkpoints = CheckpointOptions(folder: store.journalFolder(of: record), resumed: finished)
        options.previews = true
        return options
    }

    public func observe(_ event: RunEvent) {
        recorder.record(event)
        if case .runStarted(let started) = event { recorder.record(versions(started)) }
    }

    /// The run was refused: there is nothing to record.
    ///
    /// - Throws: ``StoreError``.
    public func discard() throws { try store.discard(record) }
}
