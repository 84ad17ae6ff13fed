import GraphbookCore

/// The host refused to run a workflow: what is wrong with it, in the host's words.
public struct WorkflowRefused: Error, Sendable, CustomStringConvertible {
    public let description: String
}

/// One run, from its request to the host's end.
public struct HostRun {
    private let host: HostProcess
    private let interrupts: Interrupts?
    private let abortLimit: Duration

    /// - Parameters:
    ///   - host: A host that has said hello. It ends with the run.
    ///   - abortLimit: How long the host may take to end once it was told to stop at once.
    public init(_ host: HostProcess, interrupts: Interrupts? = nil, abortLimit: Duration = .seconds(3)) {
        self.host = host
        self.interrupts = interrupts
        self.abortLimit = abortLimit
    }

    /// Runs a workflow.
    ///
    /// - Parameters:
    ///   - tell: Told all events in order. The last one is `runFinished`, also when the host did not live to say so.
    ///   - stopping: Told what a wish to stop has led to.
    /// - Throws: ``WorkflowRefused``, before any event; ``GraphbookError`` when the host says what it must not.
    public func callAsFunction(
        _ request: RunRequest, tell: (RunEvent) throws -> Void, stopping: (StopStep) -> Void = { _ in }
    ) throws -> RunSummary {
        do {
            return try carryOut(request, tell, stopping)
        } catch {
            host.kill()
            throw error
        }
    }

    private func carryOut(
        _ request: RunRequest, _ tell: (RunEvent) throws -> Void, _ stopping: (StopStep) -> Void
    ) throws -> RunSummary {
        var watch = RunWatch(), early = EarlyLog(), ladder = StopLadder(), finished: RunSummary?,
            limit: ContinuousClock.Instant?
        func pass(_ event: RunEvent) throws {
            for event in early.events(for: event) { try tell(event) }
        }
        try host.send(.run(request))
        while true {
            for _ in 0..<(interrupts?.take() ?? 0) {
                let step = ladder.climb()
                switch step {
                case .stop: try host.send(.stop)
                case .abort:
                    try host.send(.abort)
                    limit = .now + abortLimit
                case .kill: host.kill()
                }
                stopping(step)
            }
            if let end = limit, end <= .now {
                limit = nil
                host.kill()
                stopping(.kill)
            }
            switch try host.next(within: limit.map { $0 - .now }, interrupts: interrupts) {
            case .reply(.event(.runFinished(let summary))):
                finished = summary
                host.finish()
            case .reply(.event(let event)):
                watch.observe(event)
                try pass(event)
            case .reply(.refused(let problems)): throw WorkflowRefused(description: problems)
            case .reply: throw GraphbookError(.worker, "host '\(host.name)' answered a run with something else")
            case .printed(let line): try pass(.log(line))
            case .ended(let end):
                if finished != nil, end.end != .exited(0) {
                    try pass(.log(LogLine(node: nil, level: .warning, message: "after the run, \(end)")))
                }
                let wasStopped = ladder.last != nil && end.wasKilled
                let summary = finished ?? watch.summary(of: end, wasStopped: wasStopped)
                try pass(.runFinished(summary))
                return summary
            case nil: break
            }
        }
    }
}
