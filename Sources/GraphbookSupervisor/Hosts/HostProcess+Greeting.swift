import GraphbookCore

extension HostProcess {
    /// Waits for the host's first word.
    ///
    /// - Parameters:
    ///   - limit: How long a host may take for it.
    ///   - printed: Told what the host prints meanwhile.
    /// - Throws: ``GraphbookError`` with code `worker` when it ends, is silent, or speaks another version; the host is then
    ///   killed. ``Interrupted``.
    public func greet(
        within limit: Duration = .seconds(30), interrupts: Interrupts? = nil, printed: (LogLine) -> Void = { _ in }
    ) throws {
        do {
            try awaitHello(limit, interrupts, printed)
        } catch {
            kill()
            throw error
        }
    }

    private func awaitHello(_ limit: Duration, _ interrupts: Interrupts?, _ printed: (LogLine) -> Void) throws {
        let end = ContinuousClock.now + limit
        while true {
            let message = try next(within: end - .now, interrupts: interrupts)
            switch message {
            case .reply(.hello(version: HostReply.version)): return
            case .reply(.hello(let version)):
                throw GraphbookError(
                    .worker,
                    "host '\(name)' speaks version \(version) of Graphbook's messages, this program version "
                        + "\(HostReply.version): rebuild the one that is older")
            case .reply:
                throw GraphbookError(.worker, "host '\(name)' did not say hello first: is it a `GraphbookHost`?")
            case .printed(let line): printed(line)
            case .ended(let end): throw GraphbookError(.worker, "the host can't start: \(end)")
            case nil where interrupts.map({ $0.take() > 0 }) == true: throw Interrupted()
            case nil where end <= .now:
                throw GraphbookError(
                    .worker,
                    "host '\(name)' said nothing for \(limit.components.seconds) s: is its main type a `GraphbookHost`?"
                )
            case nil: break
            }
        }
    }

    /// The nodes that the host has. Ends the host.
    ///
    /// - Parameter printed: Told what the host prints meanwhile.
    /// - Throws: ``GraphbookError`` when the host ends or answers something else; ``Interrupted``.
    public func catalogue(interrupts: Interrupts? = nil, printed: (LogLine) -> Void = { _ in }) throws -> [NodeListing]
    {
        try send(.catalogue)
        finish()
        while true {
            switch try next(interrupts: interrupts) {
            case .reply(.catalogue(let nodes)): return nodes
            case .reply: throw GraphbookError(.worker, "host '\(name)' told something else than its nodes")
            case .printed(let line): printed(line)
            case .ended(let end): throw GraphbookError(.worker, "\(end), before it had told its nodes")
            case nil where interrupts.map({ $0.take() > 0 }) == true: throw Interrupted()
            case nil: break
            }
        }
    }
}
