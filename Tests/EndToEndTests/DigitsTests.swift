import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    @Suite("The digits example")
    struct DigitsTests {
        private static let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

        private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
            let process = Process(), output = Pipe()
            process.executableURL = Program.executable
            process.arguments = ["run", "Examples/Digits/digits.json", "--debug", "--json"] + arguments
            process.currentDirectoryURL = Self.root
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }

        // The first run builds the example's package.
        @Test(
            "Names at least 97 % of 500 digits, writes all of them down, and the unsure ones as pictures",
            .timeLimit(.minutes(15)))
        func classifies() throws {
            let out = Self.root.appendingPathComponent("Examples/Digits/out")
            if FileManager.default.fileExists(atPath: out.path) { try FileManager.default.removeItem(at: out) }
            let (status, output) = try run("--set", "classify.batchSize=16", "--workers", "2")
            #expect(status == 0)
            let last = try #require(output.split(separator: "\n").last)
            guard case .runFinished(let summary) = try RunEvent(value: JSON.value(of: String(last))) else {
                Issue.record("\(last) is not the end of a run")
                return
            }
            #expect(summary.status == .succeeded && summary.notes.emitted == 10 && summary.items.done == 500)

            var right = 0, all = 0, unsure = 0
            for line in try String(contentsOf: out.appendingPathComponent("digits.jsonl"), encoding: .utf8).split(
                separator: "\n")
            {
                let note = try #require(try JSON.value(of: String(line)).fields)
                let label = try #require(note["label"].flatMap(String.init(noteValue:)).flatMap(Int.init))
                for item in try #require(note["image_paths"]?.list).compactMap(\.fields) {
                    all += 1
                    right += item["prediction"] == .int(label) ? 1 : 0
                    unsure += try #require(item["probability"].flatMap(Double.init(noteValue:))) < 0.8 ? 1 : 0
                }
            }
            #expect(all == 500 && right >= 485)
            let pictures = try FileManager.default.contentsOfDirectory(
                atPath: out.appendingPathComponent("unsure").path)
            #expect(pictures.count == unsure && unsure > 0 && summary.items.dumped == unsure)
        }

        @Test("Says all that is wrong with its settings, and exits with 64", .timeLimit(.minutes(15)))
        func wrongSettings() throws {
            let (status, output) = try run("--set", "classify.bachSize=16", "--set", "classify.threshold=big")
            #expect(status == 64 && output.isEmpty)
        }
    }
}
