import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("HostProcess")
struct HostProcessTests {
    @Test("A host works in its folder, says hello and tells its nodes")
    func tellsNodes() throws {
        let nodes = [
            NodeListing(
                NodeDefinition.step("Words/Count", location: CodeLocation(file: "W/S.swift", line: 3)) { _ in { _ in } }
            )
        ]
        let scripted = try ScriptedHost(
            ScriptedHost.hello, "await catalogue", "say \(HostReply.catalogue(nodes).line())", "await end")
        try scripted.host.greet(within: .seconds(60))
        #expect(try scripted.host.catalogue() == nodes)
    }

    @Test("What a host prints is told in order: its output as information, its errors as warnings")
    func tellsPrintedLines() throws {
        let scripted = try ScriptedHost(
            "print one", "print two", ScriptedHost.hello, "await stop", "complain three", "exit 0")
        var lines: [LogLine] = []
        try scripted.host.greet(within: .seconds(60)) { lines.append($0) }
        #expect(
            lines == [
                LogLine(node: nil, level: .info, message: "one"), LogLine(node: nil, level: .info, message: "two"),
            ])
        try scripted.host.send(.stop)
        let complaint = LogLine(node: nil, level: .warning, message: "three")
        #expect(try scripted.host.next() == .printed(complaint))
        let end = HostEnd(host: "FakeHost", end: .exited(0), wasKilled: false, lastWords: ["three"])
        #expect(try scripted.host.next() == .ended(end))
        #expect(try scripted.host.next() == .ended(end))
    }

    @Test(
        "A host that can't be used is refused with the reason",
        arguments: [
            (
                ["complain no GPU here", "exit 3"],
                "the host can't start: host 'FakeHost' exited with status 3: no GPU here"
            ),
            (["exit 0"], "the host can't start: host 'FakeHost' exited with status 0"),
            (
                ["say {\"hello\":7}", "await end"],
                "host 'FakeHost' speaks version 7 of Graphbook's messages, this program version 2: "
                    + "rebuild the one that is older"
            ),
            (
                ["say {\"refused\":\"no\"}", "await end"],
                "host 'FakeHost' did not say hello first: is it a `GraphbookHost`?"
            ),
            (["await end"], "host 'FakeHost' said nothing for 0 s: is its main type a `GraphbookHost`?"),
        ] as [([String], String)])
    func refusesHost(script: [String], expected: String) throws {
        let scripted = try ScriptedHost(script.joined(separator: "\n"))
        let limit = script == ["await end"] ? Duration.milliseconds(1) : .seconds(60)
        let error = #expect(throws: GraphbookError.self) { try scripted.host.greet(within: limit) }
        #expect(error?.description == expected)
    }

    @Test("A wish to stop ends the wait for a host's hello")
    func interruptsGreeting() throws {
        let trigger = try Trigger(), scripted = try ScriptedHost("hang")
        trigger.pull()
        let interrupts = trigger.interrupts
        #expect(throws: Interrupted.self) { try scripted.host.greet(within: .seconds(60), interrupts: interrupts) }
    }

    @Test("A host that ends before it has told its nodes is an error")
    func missesNodes() throws {
        let scripted = try ScriptedHost(ScriptedHost.hello, "await catalogue", "die 9")
        try scripted.host.greet(within: .seconds(60))
        let error = #expect(throws: GraphbookError.self) { try scripted.host.catalogue() }
        #expect(
            error?.description == "host 'FakeHost' died of SIGKILL (killed from outside: by someone, or by the system "
                + "when memory ran out), before it had told its nodes")
    }

    @Test("A host that does not end when it is told to is killed")
    func killsLingeringHost() throws {
        let scripted = try ScriptedHost(ScriptedHost.hello, "hang", endLimit: .zero)
        try scripted.host.greet(within: .seconds(60))
        scripted.host.finish()
        let end = HostEnd(host: "FakeHost", end: .killed(signal: 9), wasKilled: true, lastWords: [])
        #expect(try scripted.host.next() == .ended(end))
    }

    @Test("A program that is missing is an error")
    func missesProgram() {
        let error = #expect(throws: GraphbookError.self) { try HostProcess("/nowhere/Digits", folder: "/") }
        #expect(error?.description == "can't find '/nowhere/Digits': No such file or directory")
    }
}
