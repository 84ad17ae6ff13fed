import Foundation
import GraphbookCore
import Testing

/// Runs a workflow over and over, kills something of it at random instants, resumes it until it is through, and compares
/// what it wrote with what an undisturbed run writes.
///
/// The workflow has two sources, a batch step with load and dump in worker processes, branches, a step that makes several
/// notes of one or none, and a join.
struct KillCampaign {
    enum Victim: String, CaseIterable {
        case program, host, worker
    }

    /// What was tried and found.
    struct Findings {
        var runs = 0
        var kills: [Victim: Int] = [:]
        var losses = 0
        var duplicates = 0
        var otherDifferences: [String] = []

        var killCount: Int { kills.values.reduce(0, +) }

        var text: String {
            let victims = Victim.allCases.map { "\(kills[$0] ?? 0) of the \($0.rawValue)" }.joined(separator: ", ")
            return "\(killCount) kills (\(victims)) over \(runs) runs: \(losses) losses, \(duplicates) duplicates"
                + otherDifferences.map { "\n  \($0)" }.joined()
        }
    }

    private let expected: Output
    /// How long an undisturbed run takes, in microseconds.
    private let duration: Int
    private var random: SplitMix64
    private(set) var findings = Findings()

    private static let notes = 120, items = 8
    private static let policies = ["stop", "retry=3", "retry=1,skip"]

    /// Runs the workflow undisturbed.
    init(seed: UInt64) throws {
        random = SplitMix64(seed: seed)
        let program = try Program(), clock = ContinuousClock()
        var result: Program.Result?
        let elapsed = try clock.measure { result = try program.run(KillCampaign.workflow) }
        #expect(result?.status == 0, "\(result?.errors ?? "")")
        duration = Int(elapsed / .microseconds(1))
        expected = try Output(of: program)
        #expect(expected.lines["notes.jsonl"]?.count == KillCampaign.notes)
        #expect(expected.files.count == KillCampaign.notes * KillCampaign.items)
        try program.remove()
    }

    private static let workflow: Value = [
        "numbers": [
            "node": "Fault/Numbers", "parameters": ["notes": .int(notes), "items": .int(items), "pause": 6000],
        ],
        "others": ["node": "Fault/Numbers", "parameters": ["notes": .int(notes), "items": 1, "pause": 5000]],
        "batch": ["node": "Fault/Batch", "after": ["numbers"]],
        "write": ["node": "Files/Write JSON Lines", "after": ["batch"], "parameters": ["path": "notes.jsonl"]],
        "split": ["node": "Fault/Split", "after": ["batch"]],
        "parts": ["node": "Files/Write JSON Lines", "after": ["split"], "parameters": ["path": "parts.jsonl"]],
        "join": [
            "node": "Files/Write JSON Lines", "after": ["split", "others"], "parameters": ["path": "join.jsonl"],
        ],
    ]

    /// One run with up to so many kills, and its check.
    mutating func tryOnce(kills most: Int) throws {
        let program = try Program()
        try program.write(KillCampaign.workflow)
        findings.runs += 1
        var left = Int.random(in: 1...most, using: &random), status: Int32 = -1, attempts = 0
        let policy = KillCampaign.policies.randomElement(using: &random) ?? "stop"
        // A worker killed under the policy that skips would lose its note, as it is meant to.
        var arguments = ["--on-failure", policy == "retry=1,skip" ? "retry=9,skip" : policy]
        while status != 0 {
            attempts += 1
            guard attempts < 40 else { throw GraphbookError(.contract, "the run does not come to its end") }
            let isRecorded = FileManager.default.fileExists(
                atPath: program.folder.appendingPathComponent(".graphbook/runs.sqlite").path)
            let start = isRecorded && attempts > 1 ? ["--resume", "1"] : ["faults.json"]
            status = try program.execute(
                ["run"] + start + arguments + [
                    "--workers", "2", "--host", Program.products.appendingPathComponent("FaultHost").path,
                ]
            ) { process in
                if left == 0 { return }
                usleep(UInt32.random(in: 0..<UInt32(duration), using: &random))
                if kill(process) { left -= 1 }
            }
            // Killed before the run was recorded: there is none to go on with.
            if status == 64, start.first == "--resume" {
                let said = try program.text(of: "stderr")
                guard said.contains("there is no run 1") || said.contains("no run was recorded") else {
                    throw GraphbookError(.contract, "the run is not resumed: \(said)")
                }
                try program.removeStore()
            }
            if left == 0 { arguments = ["--on-failure", "stop"] }
        }
        try compare(program)
        try program.remove()
    }

    /// - Returns: Whether there was something to kill.
    private mutating func kill(_ process: Process) -> Bool {
        let victim = Victim.allCases.randomElement(using: &random) ?? .program
        let candidates: [pid_t] =
            switch victim {
            case .program: process.isRunning ? [process.processIdentifier] : []
            case .host: Processes.children(of: process.processIdentifier)
            case .worker: Processes.workers(of: process.processIdentifier)
            }
        guard let chosen = candidates.randomElement(using: &random), Foundation.kill(chosen, SIGKILL) == 0 else {
            return false
        }
        findings.kills[victim, default: 0] += 1
        return true
    }

    // MARK: - What was written

    /// The lines of the files of lines, and the outputs that were dumped.
    struct Output: Equatable {
        var lines: [String: [String]] = [:]
        var files: [String: Data] = [:]

        init(of program: Program) throws {
            for file in ["notes.jsonl", "parts.jsonl", "join.jsonl"] {
                let text = try program.text(of: file)
                #expect(text.isEmpty || text.hasSuffix("\n"), "\(file) ends in the midst of a line")
                lines[file] = text.split(separator: "\n").map { String($0) }
            }
            // In what order two sources meet is not determined.
            lines["join.jsonl"]?.sort()
            let out = program.folder.appendingPathComponent("out")
            for name in try FileManager.default.contentsOfDirectory(atPath: out.path) where !name.hasPrefix(".") {
                files[name] = try Data(contentsOf: out.appendingPathComponent(name))
            }
        }
    }

    private mutating func compare(_ program: Program) throws {
        let output = try Output(of: program)
        if output == expected { return }
        for (file, lines) in expected.lines {
            let found = output.lines[file] ?? []
            let counts = Dictionary(found.map { ($0, 1) }) { $0 + $1 }
            findings.losses += lines.filter { counts[$0] == nil }.count
            findings.duplicates += counts.values.map { $0 - 1 }.reduce(0, +)
            if found != lines { findings.otherDifferences.append("\(program.folder.path)/\(file) differs") }
        }
        findings.losses += expected.files.keys.filter { output.files[$0] == nil }.count
        if output.files != expected.files { findings.otherDifferences.append("\(program.folder.path)/out differs") }
    }
}

/// A generator of the same numbers each time: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension Program {
    func remove() throws { try FileManager.default.removeItem(at: folder) }

    func removeStore() throws { try FileManager.default.removeItem(at: folder.appendingPathComponent(".graphbook")) }
}
