import GraphbookCore
import GraphbookStore
import GraphbookSupervisor
import Synchronization

/// What can be wished of a run under way.
enum RunAction: String, Sendable, CaseIterable {
    /// Sources wait; what is under way is finished.
    case pause
    case resume
    /// No new notes; what is under way is finished.
    case stop
    /// At once.
    case abort
}

/// A run under way: its host, its recording, and what is known of it.
final class ActiveRun: Sendable {
    let id: String
    private let host: HostProcess
    private let recording: RunRecording
    private let request: RunRequest
    private let live: Mutex<LiveRun>
    private let wishes: Interrupts
    private let wish: @Sendable () -> Void

    init(host: HostProcess, recording: RunRecording, plan: RecordedPlan, wish: RunWish) throws {
        id = "\(recording.number)"
        self.host = host
        self.recording = recording
        request = RunRequest(
            name: plan.workflow, text: plan.text, overrides: plan.overrides, options: recording.options(plan.options))
        live = Mutex(LiveRun(RunAnswer(id: "\(recording.number)", wish)))
        (wishes, self.wish) = try Interrupts.made()
    }

    var answer: RunAnswer { live.withLock { $0.answer } }
    var detail: RunDetailAnswer { live.withLock { $0.detail } }
    func takeChange() -> RunChangeAnswer? { live.withLock { $0.takeChange() } }

    /// How the host ended, where it did not end well.
    var death: String? { live.withLock { $0.death } }

    /// Runs to the end; blocks.
    ///
    /// - Parameter tell: Told each event, after it was recorded.
    /// - Throws: ``APIError`` with code `refused` and every problem, when the workflow can't run.
    func carryOut(tell: (RunEvent) -> Void) throws {
        do {
            _ = try HostRun(host, interrupts: wishes)(
                request,
                tell: { event in
                    recording.observe(event)
                    live.withLock { $0.observe(event) }
                    tell(event)
                })
        } catch let refused as WorkflowRefused {
            try recording.discard()
            throw APIError(refused)
        }
    }

    func act(_ action: RunAction) throws {
        switch action {
        case .pause:
            try host.send(.pause)
            live.withLock { $0.become(.paused) }
        case .resume:
            try host.send(.resume)
            live.withLock { $0.become(.running) }
        case .stop:
            wish()
            live.withLock { $0.become(.stopping) }
        case .abort:
            // The first wish stops, the second aborts.
            let isStopping = live.withLock { $0.answer.status == .stopping }
            for _ in 0..<(isStopping ? 1 : 2) { wish() }
            live.withLock { $0.become(.stopping) }
        }
    }
}

extension APIError {
    /// The host's words hold a numbered line for each problem.
    fileprivate init(_ refused: WorkflowRefused) {
        let lines = refused.description.matches(of: /(?m)^  ?\s*\d+  (.*)$/).map { String($0.output.1) }
        let problems = lines.isEmpty ? [refused.description] : lines
        self.init(
            .refused, refused.description,
            details: ["problems": .array(problems.map { .object(["message": .string($0)]) })])
    }
}
