import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    @Suite("The digits example")
    struct DigitsTests {
        private let example = Example(name: "Digits", workflow: "digits.json")

        // The first run builds the example's package.
        @Test(
            "Names at least 97 % of 500 digits, writes all of them down, and the unsure ones as pictures",
            .timeLimit(.minutes(15)))
        func classifies() throws {
            let result = try example.run("--debug", "--set", "classify.batchSize=16", "--workers", "2")
            #expect(result.status == 0, "\(result.errors)")
            let summary = try result.summary
            #expect(summary.status == .succeeded && summary.notes.emitted == 10 && summary.items.done == 500)

            var right = 0, all = 0, unsure = 0
            for line in try example.text(of: "out/digits.jsonl").split(separator: "\n") {
                let note = try #require(try JSON.value(of: String(line)).fields)
                let label = try #require(note["label"].flatMap(String.init(noteValue:)).flatMap(Int.init))
                for item in try #require(note["image_paths"]?.list).compactMap(\.fields) {
                    all += 1
                    right += item["prediction"] == .int(label) ? 1 : 0
                    unsure += try #require(item["probability"].flatMap(Double.init(noteValue:))) < 0.8 ? 1 : 0
                }
            }
            #expect(all == 500 && right >= 485)
            let pictures = try example.files(in: "out/unsure")
            #expect(pictures.count == unsure && unsure > 0 && summary.items.dumped == unsure)
        }

        @Test("Says all that is wrong with its settings, and exits with 64", .timeLimit(.minutes(15)))
        func wrongSettings() throws {
            let result = try example.run(
                "--debug", "--set", "classify.bachSize=16", "--set", "classify.threshold=big")
            #expect(result.status == 64 && result.events.isEmpty)
        }
    }
}
