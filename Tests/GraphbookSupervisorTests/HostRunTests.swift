import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("HostRun")
struct HostRunTests {
    private let log = RunEvent.log(LogLine(node: "count", level: .info, message: "9 words"))
    private let failed = RunEvent.noteFailed(
        NoteFailure(
            node: "count", phase: .load, note: NoteID(source: 0, index: 3), cause: "empty",
            location: CodeLocation(file: "W/S.swift", line: 4)))

    @Test("All events of a run are told in order, the host's end included")
    func tellsEvents() throws {
        let events = [Sample.started, Sample.progress(("texts", 3, 3)), log, failed]
        let finished = RunEvent.runFinished(Sample.summary(.succeeded))
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try events.map { try $0.spoken }.joined(separator: "\n"),
            try finished.spoken, "await end")
        let run = try scripted.run()
        #expect(run.events == events + [finished])
        #expect(run.summary.status == .succeeded)
        #expect(try scripted.seen == ["run"])
    }

    @Test("A refused workflow is an error with the host's words, and nothing is told")
    func refusesWorkflow() throws {
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", "say \(HostReply.refused("workflow 'w' can't run").line())", "await end")
        var told: [RunEvent] = []
        let error = #expect(throws: WorkflowRefused.self) { try scripted.run { told.append($0) } }
        #expect(error?.description == "workflow 'w' can't run")
        #expect(told == [])
    }

    @Test("A host that dies in a run fails it, with the reason and what was going on")
    func tellsDeath() throws {
        let progress = Sample.progress(("texts", 9, 9), ("count", 8, 5), seconds: 2)
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try Sample.started.spoken, try progress.spoken,
            "complain W/S.swift:4: Fatal error: odd",
            "die 4")
        let run = try scripted.run()
        let failure = NoteFailure(
            node: "count", phase: .body, note: nil,
            cause:
                "host 'FakeHost' died of SIGILL (a trap: an index out of range, an overflow, a nil unwrapped, a failed "
                + "precondition): Fatal error: odd\nwhen it was last heard of, 'count' had 3 notes",
            location: CodeLocation(file: "", line: 0))
        #expect(run.summary.status == .failed)
        #expect(run.summary.failures == [failure])
        #expect(run.summary.notes.emitted == 9)
        #expect(run.summary.seconds == 2)
        #expect(run.summary.nodes.map(\.node) == ["texts", "count"])
        #expect(run.events.last == .runFinished(run.summary))
    }

    @Test("A host that ends without a word fails the run", arguments: [0, 7])
    func tellsSilentEnd(status: Int) throws {
        let run = try ScriptedHost(ScriptedHost.hello, "await run", "exit \(status)").run()
        #expect(run.events == [.runFinished(run.summary)])
        #expect(run.summary.failures.map(\.cause) == ["host 'FakeHost' exited with status \(status)"])
        #expect(run.summary.failures.map(\.node) == [""])
    }

    @Test("The end of a host is seen although a program it left behind keeps its socket open")
    func seesEndBehindHeldSocket() throws {
        let run = try ScriptedHost(ScriptedHost.hello, "await run", "deafen", "exit 2").run()
        #expect(run.summary.failures.map(\.cause) == ["host 'FakeHost' exited with status 2"])
    }

    @Test("A host that complains without end is heard out, and its last words are kept")
    func hearsFlood() throws {
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try Sample.started.spoken, "await stop", "flood 20000", "exit 1")
        let run = try scripted.run { if $0 == Sample.started { try scripted.host.send(.stop) } }
        #expect(run.events.count == 20_002)
        #expect(
            run.summary.failures.first?.cause.hasSuffix("complaint 19999 of many, many, many, many, many") == true)
    }

    @Test("A host that says what is no message is killed, and the run is an error")
    func refusesNonsense() throws {
        let scripted = try ScriptedHost(ScriptedHost.hello, "await run", "say {\"event\":\"party\"}", "hang")
        let error = #expect(throws: GraphbookError.self) { try scripted.run() }
        #expect(error?.description == "\"party\" is no event of a run")
    }

    @Test("A host that dies after its run is over is told as a warning")
    func tellsLateDeath() throws {
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try RunEvent.runFinished(Sample.summary(.succeeded)).spoken, "exit 5")
        let run = try scripted.run()
        let warning = LogLine(
            node: nil, level: .warning, message: "after the run, host 'FakeHost' exited with status 5")
        #expect(run.events == [.log(warning), .runFinished(Sample.summary(.succeeded))])
    }

    // MARK: - Stopping

    @Test("The first wish to stop lets the host finish what is under way")
    func stops() throws {
        let trigger = try Trigger()
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try Sample.started.spoken, "await stop",
            try RunEvent.runFinished(Sample.summary(.cancelled)).spoken, "await end")
        var steps: [StopStep] = []
        let run = try scripted.run(
            interrupts: trigger.interrupts, onEvent: { if $0 == Sample.started { trigger.pull() } },
            stopping: { steps.append($0) })
        #expect(run.summary.status == .cancelled)
        #expect(steps == [.stop])
        #expect(try scripted.seen == ["run", "stop"])
    }

    @Test("The second wish stops the host at once, the third kills it")
    func kills() throws {
        let trigger = try Trigger()
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await run", try Sample.started.spoken, "await stop", "print stopping", "await abort",
            "print aborting", "hang")
        var steps: [StopStep] = []
        let run = try scripted.run(
            interrupts: trigger.interrupts,
            onEvent: { event in
                if case .runFinished = event { return }
                trigger.pull()
            }, stopping: { steps.append($0) })
        #expect(steps == [.stop, .abort, .kill])
        #expect(run.summary.status == .cancelled)
        #expect(run.summary.failures == [])
        #expect(try scripted.seen == ["run", "stop", "abort"])
    }

    @Test("A host that does not end soon after it was told to stop at once is killed")
    func killsDeafHost() throws {
        let trigger = try Trigger()
        let scripted = try ScriptedHost(ScriptedHost.hello, "await run", try Sample.started.spoken, "hang")
        var steps: [StopStep] = []
        let run = try scripted.run(
            interrupts: trigger.interrupts, abortLimit: .zero,
            onEvent: { event in
                if event != Sample.started { return }
                trigger.pull()
                trigger.pull()
            }, stopping: { steps.append($0) })
        #expect(steps == [.stop, .abort, .kill])
        #expect(run.summary.status == .cancelled)
    }

    @Test("A host that reads nothing is not waited for: a large request does not keep it from being killed")
    func killsHostThatReadsNothing() throws {
        let trigger = try Trigger(), scripted = try ScriptedHost(ScriptedHost.hello, "hang")
        try scripted.host.greet(within: .seconds(60))
        for _ in 0..<3 { trigger.pull() }
        let text = String(repeating: " ", count: 16 << 20)
        let summary = try HostRun(scripted.host, interrupts: trigger.interrupts)(
            RunRequest(name: "w", text: text, overrides: [], options: RunOptions()), tell: { _ in })
        #expect(summary.status == .cancelled)
    }
}
