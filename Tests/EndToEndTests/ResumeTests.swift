import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    /// 40 notes of 4 items each; item 81 is number 1 of note 20.
    @Suite("Runs that break off and are resumed")
    struct ResumeTests {
        private static func workflow(
            _ batch: Fields = [:], source: Fields = [:], step: Fields = [:], path: String = "notes.jsonl"
        ) -> Value {
            func merged(_ fields: Fields, _ others: Fields) -> Value {
                .object(Fields((fields.map { ($0.key, $0.value) }) + others.map { ($0.key, $0.value) }))
            }
            return [
                "numbers": [
                    "node": "Fault/Numbers",
                    "parameters": merged(["notes": 40, "items": 4, "pause": 2000], source),
                ],
                "batch": ["node": "Fault/Batch", "after": ["numbers"], "parameters": merged(["at": 81], batch)],
                "step": ["node": "Fault/Misbehave", "after": ["batch"], "parameters": merged(["at": 20], step)],
                "split": ["node": "Fault/Split", "after": ["step"]],
                "write": ["node": "Files/Write JSON Lines", "after": ["step"], "parameters": ["path": .string(path)]],
                "parts": ["node": "Files/Write JSON Lines", "after": ["split"], "parameters": ["path": "parts.jsonl"]],
            ]
        }

        /// What an undisturbed run writes.
        private static let expected = Result { try written(by: Program(), running: workflow()) }

        private static func written(by program: Program, running workflow: Value) throws -> [String: String] {
            let result = try program.run(workflow)
            #expect(result.status == 0, "\(result.errors)")
            return try written(by: program)
        }

        private static func written(by program: Program) throws -> [String: String] {
            #expect(try program.written() == Set(0..<160))
            return [
                "notes.jsonl": try program.text(of: "notes.jsonl"), "parts.jsonl": try program.text(of: "parts.jsonl"),
            ]
        }

        /// Where a fault is, and in which nodes' parameters it is set.
        struct Place: CustomTestStringConvertible {
            let testDescription: String
            let workflow: @Sendable (String) -> Value
        }

        private static func places(_ fault: String) -> [Place] {
            [
                Place(testDescription: "\(fault) in load") {
                    workflow(["fault": .string(fault), "once": .string($0)])
                },
                Place(testDescription: "\(fault) in dump") {
                    workflow(["dumpFault": .string(fault), "once": .string($0)])
                },
                Place(testDescription: "\(fault) in a body") {
                    workflow(step: ["fault": .string(fault), "once": .string($0)])
                },
                Place(testDescription: "\(fault) in a source") {
                    workflow(source: ["fault": .string(fault), "failingAt": 25, "once": .string($0)])
                },
            ]
        }

        @Test(
            "Whatever breaks it off, the resumed run writes what an undisturbed one does", .timeLimit(.minutes(1)),
            arguments: ["throw", "trap", "kill"].flatMap(places))
        func faults(place: Place) throws {
            let program = try Program()
            let workflow = place.workflow(program.folder.appendingPathComponent("once").path)
            #expect(try program.run(workflow, ["--workers", "2"]).status == 1)
            let resumed = try program.resume(1)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test("A run that was stopped goes on where it was", .timeLimit(.minutes(1)), arguments: [SIGTERM, SIGINT])
        func stopped(signal: Int32) throws {
            let program = try Program()
            let result = try program.run(Self.workflow(source: ["pause": 20_000])) { process in
                let out = program.folder.appendingPathComponent("out").path
                while process.isRunning, try FileManager.default.contentsOfDirectory(atPath: out).isEmpty {
                    usleep(1000)
                }
                kill(process.processIdentifier, signal)
            }
            #expect(result.status == 130)
            let emitted = try result.summary.notes.emitted
            #expect(emitted > 0 && emitted < 40)
            let resumed = try program.resume(1)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try resumed.summary.nodes.first?.notesSkipped == emitted)
            #expect(try resumed.summary.notes.emitted == 40 - emitted)
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test("A run that has finished its notes has nothing to resume", .timeLimit(.minutes(1)))
        func complete() throws {
            let program = try Program()
            #expect(try program.run(Self.workflow()).status == 0)
            let resumed = try program.resume(1)
            #expect(resumed.status == 0 && resumed.events.isEmpty)
            #expect(resumed.errors == "run 1 has finished all its notes: there is nothing to resume\n")
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test("What has changed since is named, and needs a word of the user", .timeLimit(.minutes(1)))
        func changed() throws {
            let program = try Program(), once = program.folder.appendingPathComponent("once").path
            #expect(try program.run(Self.workflow(step: ["fault": "throw", "once": .string(once)])).status == 1)
            try program.write(Self.workflow(source: ["pause": 1]))
            let refused = try program.resume(1)
            #expect(refused.status == 64 && refused.events.isEmpty)
            #expect(
                refused.errors == """
                    error: what run 1 has finished would not come out the same again; since then has changed:
                      numbers.pause was 2000 and is 1
                      step.fault was "throw" and is not set
                      step.once was "\(once)" and is not set
                    to resume it anyway: --changed-anyway

                    """)
            #expect(try program.resume(1, ["--changed-anyway"]).status == 0)
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test(
            "A source that makes other notes than before fails the run before the first new note",
            .timeLimit(.minutes(1)))
        func changedInput() throws {
            let program = try Program(), seed = program.folder.appendingPathComponent("seed")
            try "1".write(to: seed, atomically: true, encoding: .utf8)
            let workflow: Value = [
                "seeded": ["node": "Fault/Seeded", "parameters": ["file": .string(seed.path)]],
                "trap": ["node": "Fault/Misbehave", "after": ["seeded"], "parameters": ["fault": "throw", "at": 5]],
                "write": ["node": "Files/Write JSON Lines", "after": ["trap"], "parameters": ["path": "notes.jsonl"]],
            ]
            #expect(try program.run(workflow).status == 1)
            let before = try program.text(of: "notes.jsonl")
            try "2".write(to: seed, atomically: true, encoding: .utf8)
            let resumed = try program.resume(1)
            #expect(resumed.status == 1)
            #expect(
                resumed.failures.map(\.cause) == [
                    "its first 5 notes are not those that the run made which is resumed: its input has changed, or it makes "
                        + "other notes each time"
                ])
            #expect(try program.text(of: "notes.jsonl") == before)
        }

        @Test("An output file that was changed since is not gone on with", .timeLimit(.minutes(1)))
        func changedOutput() throws {
            let program = try Program(), once = program.folder.appendingPathComponent("once").path
            #expect(try program.run(Self.workflow(step: ["fault": "throw", "once": .string(once)])).status == 1)
            try "nothing of it\n".write(
                to: program.folder.appendingPathComponent("notes.jsonl"), atomically: true, encoding: .utf8)
            let resumed = try program.resume(1)
            #expect(resumed.status == 1)
            #expect(
                resumed.failures.map(\.cause) == [
                    "'notes.jsonl' was changed since the run that is to be resumed: what note 0 wrote is not there any more; "
                        + "put it back, or begin a new run"
                ])
            #expect(try program.text(of: "notes.jsonl") == "nothing of it\n")
        }

        @Test("A full disk ends the run, whatever its policy; with room again it is resumed", .timeLimit(.minutes(1)))
        func fullDisk() throws {
            let program = try Program(), output = program.folder.appendingPathComponent("notes.jsonl")
            try FileManager.default.createSymbolicLink(atPath: output.path, withDestinationPath: "/dev/full")
            let result = try program.run(Self.workflow(), ["--on-failure", "skip"])
            #expect(result.status == 1)
            #expect(
                result.failures.first.map(\.description)?.contains(
                    "'write' failed to write: 'notes.jsonl' is not written whole: No space left on device") == true,
                "\(result.failures)")
            try FileManager.default.removeItem(at: output)
            let resumed = try program.resume(1)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test("A folder that can't be written to fails the run before the first note", .timeLimit(.minutes(1)))
        func unwritableFolder() throws {
            let program = try Program()
            try "no folder".write(
                to: program.folder.appendingPathComponent("closed"), atomically: true, encoding: .utf8)
            let result = try program.run(Self.workflow(path: "closed/notes.jsonl"))
            #expect(result.status == 1)
            #expect(result.failures.map(\.phase) == [.start])
            #expect(result.failures.map(\.cause) == ["'closed/notes.jsonl' cannot be written: Not a directory"])
            #expect(try result.summary.notes.emitted == 0)
            try FileManager.default.removeItem(at: program.folder.appendingPathComponent("closed"))
            #expect(try program.resume(1).status == 0)
        }

        @Test("A damaged store is reported and left alone, and the run goes on without", .timeLimit(.minutes(1)))
        func damagedStore() throws {
            let program = try Program(), folder = program.folder.appendingPathComponent(".graphbook")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let rubbish = Data(repeating: 0x5a, count: 5000), file = folder.appendingPathComponent("runs.sqlite")
            try rubbish.write(to: file)
            let result = try program.run(Self.workflow())
            #expect(result.status == 0)
            #expect(
                result.errors == """
                    warning: this run is not recorded: '\(file.path)' is damaged (file is not a database) and was left as it \
                    is; move it away, and a new one is made

                    """)
            #expect(try Data(contentsOf: file) == rubbish)
            #expect(try Self.written(by: program) == Self.expected.get())
        }

        @Test(
            "10,000 corrupt inputs among as many good ones are told one by one, also over a kill",
            .timeLimit(.minutes(2)))
        func corruptInputs() throws {
            let program = try Program()
            let workflow: Value = [
                "numbers": ["node": "Fault/Numbers", "parameters": ["notes": 20000, "items": 1]],
                "check": ["node": "Fault/Odd", "after": ["numbers"]],
                "write": ["node": "Files/Write JSON Lines", "after": ["check"], "parameters": ["path": "notes.jsonl"]],
            ]
            _ = try program.run(workflow, ["--on-failure", "skip"]) { process in
                let output = program.folder.appendingPathComponent("stdout")
                // Killed when some were told of.
                while process.isRunning, try Data(contentsOf: output).count < 200_000 { usleep(1000) }
                kill(process.processIdentifier, SIGKILL)
            }
            let resumed = try program.resume(1)
            #expect(resumed.status == 0, "\(resumed.errors)")
            let numbers = try program.text(of: "notes.jsonl").split(separator: "\n").map { line in
                try #require(try JSON.value(of: String(line)).fields?["n"].flatMap(Int.init(noteValue:)))
            }
            #expect(numbers == Array(stride(from: 0, to: 20_000, by: 2)))
            let emitted = try resumed.summary.notes.emitted
            #expect(try resumed.summary.notes.failed == emitted / 2)
            #expect(try program.execute(["failures", "2"]) == 0)
            #expect(try program.text(of: "stdout").split(separator: "\n").count == emitted / 2)
        }
    }
}
