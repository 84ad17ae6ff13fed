import GraphbookCore
import GraphbookStore
import GraphbookSupervisor

/// The recording of one run in its project's store.
///
/// A store that can't be used is no reason not to run: the user is told, and the run goes on without.
struct RunRecording {
    private let store: RunStore
    private let record: RunRecord
    private let recorder: RunRecorder
    private let project: String
    private let finished: [SourceProgress]?

    /// - Parameters:
    ///   - project: The folder whose store it is, an absolute path.
    ///   - resumed: The run that is gone on with, and what is finished of it.
    ///   - notify: Told what the user has to know.
    init(
        _ plan: RecordedPlan, in store: RunStore, project: String,
        resuming resumed: (record: RunRecord, finished: [SourceProgress])? = nil,
        notify: @escaping @Sendable (String) -> Void
    ) throws {
        self.store = store
        self.project = project
        record = try store.begin(plan, resuming: resumed?.record)
        finished = resumed?.finished
        recorder = try RunRecorder(record, in: store) { notify("warning: this run is recorded no further: \($0)") }
    }

    var number: Int { record.number }

    /// The options with what a recorded run needs.
    func options(_ options: RunOptions) -> RunOptions {
        var options = options
        options.checkpoints = CheckpointOptions(folder: store.journalFolder(of: record), resumed: finished)
        options.previews = true
        return options
    }

    func observe(_ event: RunEvent) {
        recorder.record(event)
        if case .runStarted(let started) = event { recorder.record(versions(of: started)) }
    }

    /// The run was refused: there is nothing to record.
    ///
    /// - Throws: ``StoreError``.
    func discard() throws { try store.discard(record) }

    private func versions(of started: RunStarted) -> [String: String] {
        CodeVersion.of(host: record.plan.host, declaring: started.locations ?? [:], below: project)
    }
}

extension CodeVersion {
    /// The name that the version of a host goes by.
    static let host = "host"

    /// The versions of a host, and of the files that nodes are declared in.
    static func of(host: String, declaring locations: [String: CodeLocation], below project: String) -> [String: String]
    {
        var versions = ofFiles(declaring: locations.values, below: project)
        versions[CodeVersion.host] = ofFile(host)
        return versions
    }
}
