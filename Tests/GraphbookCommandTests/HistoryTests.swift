import ArgumentParser
import GraphbookCore
import GraphbookStore
import Testing

@testable import GraphbookCommand

@Suite("What has changed between runs")
struct PlanChangesTests {
    private func plan(
        _ text: String?, set overrides: [SettingOverride] = [], versions: [String: String] = ["host": "1"]
    ) -> RecordedPlan {
        RecordedPlan(
            workflow: "w.json", folder: "/", text: text, overrides: overrides, options: RunOptions(), host: "host",
            versions: versions)
    }

    private let started = RunStarted(
        workflow: "w", nodes: ["a", "b"], workers: 1, isolation: .threads,
        locations: ["a": CodeLocation(file: "M/A.swift", line: 1), "b": CodeLocation(file: "M/B.swift", line: 1)])

    private static func file(_ nodes: String) -> String { "{\"graphbook\": 1, \"nodes\": {\(nodes)}}" }

    @Test(
        "Nodes, edges and parameters that differ are named; what has no effect on results is not",
        arguments: [
            (#""a": {"node": "A"}"#, #""a": {"node": "A"}"#, []),
            (#""a": {"node": "A"}"#, #""a": {"node": "A", "stage": {"queue": 3}}"#, []),
            (#""a": {"node": "A"}"#, #""b": {"node": "A"}"#, ["node 'a' is gone", "node 'b' is new"]),
            (#""a": {"node": "A"}"#, #""a": {"node": "B"}"#, ["node 'a' was A and is B"]),
            (
                #""a": {"node": "A"}, "b": {"node": "B"}"#, #""a": {"node": "A"}, "b": {"node": "B", "after": ["a"]}"#,
                ["node 'b' came after nothing and comes after 'a'"]
            ),
            (
                #""a": {"node": "A", "parameters": {"x": 1, "y": 2}}"#,
                #""a": {"node": "A", "parameters": {"x": 3, "z": 4}}"#,
                ["a.x was 1 and is 3", "a.y was 2 and is not set", "a.z was not set and is 4"]
            ),
        ])
    func workflows(before: String, after: String, expected: [String]) {
        let changes = PlanChanges(from: plan(Self.file(before)), started, to: plan(Self.file(after)))
        #expect(changes.descriptions == expected)
    }

    @Test("Parameters of the command line are compared by their last values")
    func overrides() {
        func set(_ text: String) -> SettingOverride { SettingOverride(node: "a", parameter: "x", text: text) }
        let changes = PlanChanges(from: plan(nil, set: [set("1")]), started, to: plan(nil, set: [set("1"), set("2")]))
        #expect(changes.descriptions == ["--set a.x was 1 and is 2"])
        #expect(
            PlanChanges(from: plan(nil, set: [set("1")]), started, to: plan(nil, set: [set("1")])).descriptions == [])
    }

    @Test("Code that differs is named by its nodes, where it is theirs")
    func code() {
        let before = ["host": "1", "M/A.swift": "1", "M/B.swift": "1"]
        func changes(_ after: [String: String]) -> [String] {
            PlanChanges(from: plan(nil, versions: before), started, to: plan(nil, versions: after)).descriptions
        }
        #expect(changes(before) == [])
        #expect(changes(["host": "2", "M/A.swift": "1", "M/B.swift": "2"]) == ["the code of 'b', in M/B.swift"])
        #expect(
            changes(["host": "2", "M/A.swift": "1", "M/B.swift": "1"]) == [
                "code outside of the files that the nodes are declared in: the host was built anew"
            ])
    }
}

@Suite("The slowest node")
struct BottleneckTests {
    /// Counters of `source`, `batch` and `sink`, each with what waits there, as often as told and once at the end.
    private func slowest(_ change: (inout [NodeProgress]) -> Void) -> Bottleneck? {
        var nodes = ["source", "batch", "sink"].map(NodeProgress.init)
        let end = RunProgress(seconds: 9, nodes: nodes)
        change(&nodes)
        return Bottleneck([RunProgress(seconds: 1, nodes: nodes), RunProgress(seconds: 2, nodes: nodes), end])
    }

    @Test("It is the last at which notes or items wait, and what waits there tells why")
    func finds() {
        #expect(
            slowest { $0[1].loading = 30 }?.reason.hasSuffix("its load function is slow, or has too few workers")
                == true)
        #expect(
            slowest { $0[1].loaded = 30 }?.reason
                == "on average 30.0 of its items waited loaded and 0.0 were being loaded: its body or its dump function is slow"
        )
        let sink = slowest { nodes in
            nodes[1].loaded = 30
            nodes[2].queued = 5
        }
        #expect(sink?.node == "sink" && sink?.reason == "on average 5.0 notes waited in front of it")
        #expect(slowest { _ in }?.node == "source")
    }

    @Test("Of a run of which too little was seen nothing is told")
    func tooShort() {
        #expect(Bottleneck([]) == nil)
        #expect(Bottleneck([RunProgress(seconds: 1, nodes: [NodeProgress(node: "a")])]) == nil)
    }
}

@Suite("Arguments of the history's commands")
struct HistoryArgumentsTests {
    @Test(
        "Times are numbers with a unit",
        arguments: [("30m", 1800), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600), ("1.5h", 5400)])
    func ages(text: String, seconds: Double) { #expect(Age(argument: text)?.seconds == seconds) }

    @Test("Other times are refused", arguments: ["", "h", "7", "-1d", "7y", "nand", "infd"])
    func wrongAges(text: String) { #expect(Age(argument: text) == nil) }

    @Test(
        "Sizes are numbers of bytes, or have a unit",
        arguments: [("0", 0), ("500", 500), ("2K", 2048), ("500M", 524_288_000), ("2G", 2_147_483_648)])
    func sizes(text: String, bytes: Int) { #expect(ByteCount(argument: text)?.bytes == bytes) }

    @Test("Other sizes are refused", arguments: ["", "M", "-1M", "2T", "nanM"])
    func wrongSizes(text: String) { #expect(ByteCount(argument: text) == nil) }

    @Test(
        "A run has a workflow or a run to resume",
        arguments: [
            ["run"], ["run", "w.json", "--resume", "1"], ["run", "--resume", "1", "--no-store"], ["runs", "prune"],
            ["runs", "prune", "--keep", "-1"],
        ])
    func refuses(arguments: [String]) {
        #expect(throws: (any Error).self) { try GraphbookProgram.parseAsRoot(arguments) }
    }
}
