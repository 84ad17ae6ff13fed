import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    /// 10 notes of 16 items; item 37 is number 5 of note 2.
    @Suite("Faults in the real program")
    struct FaultTests {
        static let all = Set(0..<160)

        /// The notes that were written at the end, in order.
        private func notes(_ program: Program) throws -> [Int] {
            let lines = try String(
                contentsOf: program.folder.appendingPathComponent("notes.jsonl"), encoding: .utf8)
            return try lines.split(separator: "\n").map { line in
                let note = try #require(try JSON.value(of: String(line)).fields)
                let items = try #require(note["xs"]?.list)
                #expect(items.count == 16 && items.allSatisfy { $0.fields?["seen"] == .bool(true) })
                return try #require(note["n"].flatMap(Int.init(noteValue:)))
            }
        }

        @Test(
            "Without a fault every item is loaded, batched and dumped once, and the notes keep their order",
            .timeLimit(.minutes(1)), arguments: ["processes", "threads", "none"])
        func noFault(isolation: String) throws {
            let program = try Program()
            let result = try program.run(numbersWorkflow([:]), ["--isolation", isolation, "--workers", "3"])
            #expect(result.status == 0)
            let summary = try result.summary
            #expect(summary.status == .succeeded)
            #expect(summary.notes.emitted == 10 && summary.items.done == 160 && summary.items.dumped == 160)
            #expect(try program.written() == Self.all)
            #expect(try notes(program) == Array(0..<10))
        }

        @Test(
            "An item whose load goes wrong is named, and all others arrive", .timeLimit(.minutes(1)),
            arguments: [
                ("throw", "item is bad"),
                ("trap", "the worker process ended with signal"),
                ("kill", "the worker process ended with signal 9 (Killed)"),
                ("exit", "the worker process ended with exit status 3"),
            ])
        func faultyLoad(fault: String, cause: String) throws {
            let program = try Program()
            let result = try program.run(
                numbersWorkflow(["fault": .string(fault)]), ["--on-failure", "skip", "--workers", "2"])
            #expect(result.status == 0)
            let failure = try #require(result.failures.first)
            #expect(result.failures.count == 1)
            #expect(failure.node == "batch" && failure.phase == .load && failure.note?.index == 2 && failure.item == 5)
            #expect(failure.cause.hasPrefix(cause), "\(failure.cause)")
            #expect(failure.location.file.hasSuffix("FaultHost.swift"))
            let summary = try result.summary
            #expect(summary.items.done == 159 && summary.items.failed == 1 && summary.notes.failed == 1)
            #expect(try program.written() == Self.all.subtracting([37]))
            #expect(try notes(program) == [0, 1, 3, 4, 5, 6, 7, 8, 9])
        }

        @Test(
            "An output whose dump goes wrong is named, and all others are written", .timeLimit(.minutes(1)),
            arguments: [
                "throw", "trap", "kill", "exit",
            ])
        func faultyDump(fault: String) throws {
            let program = try Program()
            let result = try program.run(
                numbersWorkflow(["dumpFault": .string(fault)]), ["--on-failure", "skip", "--workers", "2"])
            #expect(result.status == 0)
            let failure = try #require(result.failures.first)
            #expect(
                result.failures.count == 1 && failure.phase == .dump && failure.note?.index == 2 && failure.item == 5)
            #expect(try result.summary.items.dumped == 159)
            #expect(try program.written() == Self.all.subtracting([37]))
            #expect(try notes(program) == [0, 1, 3, 4, 5, 6, 7, 8, 9])
        }

        @Test(
            "What goes wrong once is made good by a retry", .timeLimit(.minutes(1)),
            arguments: [
                ("fault", "throw"), ("fault", "trap"), ("fault", "kill"), ("dumpFault", "kill"), ("dumpFault", "exit"),
            ])
        func retried(parameter: String, fault: String) throws {
            let program = try Program()
            let once = program.folder.appendingPathComponent("once").path
            let result = try program.run(
                numbersWorkflow([parameter: .string(fault), "once": .string(once)]),
                ["--on-failure", "retry=1", "--workers", "2"])
            #expect(result.status == 0 && result.failures.isEmpty)
            #expect(try program.written() == Self.all)
            #expect(try notes(program) == Array(0..<10))
        }

        @Test("By default the first failure stops the run, with exit code 1", .timeLimit(.minutes(1)))
        func stops() throws {
            let program = try Program()
            let result = try program.run(numbersWorkflow(["fault": "trap"]), ["--workers", "2"])
            #expect(result.status == 1)
            #expect(try result.summary.status == .failed)
            let summary = try result.summary
            #expect(summary.failures.first?.item == 5)
            #expect(summary.notes.failed == 1 && summary.items.failed == 1)
        }

        @Test("What workers print and log reaches the log of their node", .timeLimit(.minutes(1)))
        func printing() throws {
            let result = try Program().run(numbersWorkflow(["fault": "printing"]), ["--workers", "2"])
            #expect(
                result.log.filter { $0.node == "batch" }.map(\.message).sorted() == [
                    "logged by load", "printed by load",
                ])
        }

        @Test("A workflow of closures runs in worker processes", .timeLimit(.minutes(1)))
        func closures() throws {
            let result = try Program().run(named: "closures", ["--workers", "2"])
            #expect(result.status == 0, "\(result.errors)")
            #expect(try result.summary.items.done == 20)
        }

        @Test("A trap in a step ends the host: the run has failed, and says of what", .timeLimit(.minutes(1)))
        func trapInStep() throws {
            let result = try Program().run([
                "numbers": ["node": "Fault/Numbers"],
                "trap": ["node": "Fault/Trap", "after": ["numbers"]],
            ])
            #expect(result.status == 1)
            #expect(try result.summary.status == .failed)
            #expect(
                result.errors.contains("a trap in a step")
                    || result.log.contains { $0.message.contains("a trap in a step") })
        }

        @Test(
            "One Ctrl-C lets what is under way finish: whole notes, all outputs, exit code 130", .timeLimit(.minutes(1))
        )
        func interrupted() throws {
            let program = try Program()
            let result = try program.run(
                numbersWorkflow([:], source: ["node": "Fault/Endless", "parameters": ["items": 16]]),
                ["--workers", "2"]
            ) { process in
                // Interrupted when the first output is there, so that there is something under way.
                let out = program.folder.appendingPathComponent("out").path
                while process.isRunning, try FileManager.default.contentsOfDirectory(atPath: out).isEmpty {
                    usleep(1000)
                }
                process.interrupt()
            }
            #expect(result.status == 130)
            let summary = try result.summary
            #expect(summary.status == .cancelled && result.failures.isEmpty)
            let notes = try notes(program)
            #expect(notes == Array(0..<summary.notes.emitted))
            #expect(try program.written().count == summary.notes.emitted * 16)
        }

        @Test("A second Ctrl-C ends a load that never returns, with exit code 130", .timeLimit(.minutes(1)))
        func interruptedTwice() throws {
            let program = try Program()
            let marker = program.folder.appendingPathComponent("hangs").path
            let result = try program.run(
                numbersWorkflow(["fault": "hanging", "once": .string(marker)]), ["--workers", "2"]
            ) { process in
                while process.isRunning, !FileManager.default.fileExists(atPath: marker) { usleep(1000) }
                process.interrupt()
                // The first has been heard when the program says so.
                let errors = program.folder.appendingPathComponent("stderr")
                while process.isRunning, try !String(contentsOf: errors, encoding: .utf8).contains("Ctrl-C again") {
                    usleep(1000)
                }
                process.interrupt()
            }
            #expect(result.status == 130)
            #expect(try result.summary.status == .cancelled)
        }

        @Test(
            "A load or dump beyond its limits is ended, and its item fails alone", .timeLimit(.minutes(1)),
            arguments: [
                ("fault", "hanging", "it took longer than its time limit of 0.5 s: the worker was ended"),
                ("dumpFault", "hanging", "it took longer than its time limit of 0.5 s: the worker was ended"),
                ("fault", "eating", "of memory, more than its limit of 400 MiB: it was ended"),
            ])
        func limits(parameter: String, fault: String, cause: String) throws {
            let program = try Program()
            var batch: Fields = [
                "node": "Fault/Batch", "after": ["numbers"], "parameters": .object([parameter: .string(fault)]),
            ]
            if fault == "hanging" { batch["stage"] = ["timeLimit": 0.5] }
            let result = try program.run(
                [
                    "numbers": ["node": "Fault/Numbers"],
                    "batch": .object(batch),
                    "write": [
                        "node": "Files/Write JSON Lines", "after": ["batch"], "parameters": ["path": "notes.jsonl"],
                    ],
                ], ["--on-failure", "skip", "--workers", "2", "--worker-memory", "400M"])
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.failures.count == 1 && result.failures.first?.item == 5)
            #expect(result.failures.first?.cause.hasSuffix(cause) == true, "\(result.failures)")
            #expect(try program.written() == Self.all.subtracting([37]))
            #expect(try notes(program) == [0, 1, 3, 4, 5, 6, 7, 8, 9])
        }

        @Test("Workers that are killed at random lose nothing under retry", .timeLimit(.minutes(1)))
        func chaos() throws {
            let program = try Program()
            var killed = 0
            let result = try program.run(
                numbersWorkflow(
                    [:], source: ["node": "Fault/Numbers", "parameters": ["notes": 400]]),
                ["--on-failure", "retry=5", "--workers", "3"]
            ) { process in
                // A worker whenever 250 more outputs are there: each has had time to do something.
                let out = program.folder.appendingPathComponent("out").path
                while process.isRunning, killed < 20 {
                    let written = try FileManager.default.contentsOfDirectory(atPath: out).count
                    if written >= 250 * (killed + 1),
                        let victim = try Processes.workers(of: process.processIdentifier).randomElement()
                    {
                        kill(victim, SIGKILL)
                        killed += 1
                    }
                    usleep(2000)
                }
            }
            #expect(result.status == 0 && result.failures.isEmpty, "\(result.errors)")
            #expect(killed > 0)
            #expect(try program.written() == Set(0..<6400))
            #expect(try notes(program) == Array(0..<400))
        }

        @Test("When the program is killed, nothing is left behind", .timeLimit(.minutes(1)))
        func killedProgram() throws {
            let program = try Program()
            var left: [pid_t] = []
            _ = try? program.run(
                numbersWorkflow([:], source: ["node": "Fault/Endless"]), ["--workers", "2"]
            ) { process in
                while process.isRunning, left.count < 2 { left = try Processes.workers(of: process.processIdentifier) }
                kill(process.processIdentifier, SIGKILL)
            }
            #expect(left.count == 2)
            // Ends when they are gone; the test's time limit tells when they are not.
            while left.contains(where: { kill($0, 0) == 0 }) { usleep(10_000) }
        }
    }
}
