import Foundation
import Graphbook
import GraphbookTesting
import Testing

@testable import Speech

@Suite("Passages")
struct PassageTests {
    /// Passages with a pause of two windows, in windows; a digit is a probability in tenths.
    private func passages(_ tenths: String) -> [Range<Int>] {
        let probabilities = tenths.compactMap(\.wholeNumberValue).map { Double($0) / 10 }
        return Passage.all(
            in: probabilities, threshold: 0.5, pause: 2 * SpeechDetector.window,
            sampleCount: probabilities.count * SpeechDetector.window
        ).map { ($0.samples.lowerBound + 480) / 512..<($0.samples.upperBound - 480) / 512 }
    }

    @Test(
        "Begin at the threshold, and end where it stays quiet; none is shorter than a quarter of a second",
        arguments: [
            ("", []),
            ("0000000000", []),
            ("0055555555000", [2..<10]),
            ("0055555550000", []),
            ("0099999999099999999000", [2..<19]),
            ("0099999999000099999999000", [2..<10, 14..<22]),
            ("0099999999444499999999000", [2..<22]),
            ("0000044449999999900", [9..<17]),
        ] as [(String, [Range<Int>])])
    func bounds(tenths: String, expected: [Range<Int>]) {
        #expect(passages(tenths) == expected)
    }

    @Test("Are 30 ms longer at each end, within the recording")
    func margins() {
        let sampleCount = 20 * SpeechDetector.window
        func all(_ probabilities: [Double]) -> [Range<Int>] {
            Passage.all(in: probabilities, threshold: 0.5, pause: 1024, sampleCount: sampleCount).map(\.samples)
        }
        #expect(all([Double](repeating: 1, count: 20)) == [0..<sampleCount])
        let middle = (0..<20).map { (5..<15).contains($0) ? 1.0 : 0 }
        #expect(all(middle) == [5 * 512 - 480..<15 * 512 + 480])
    }
}

@Suite("Cutting recordings")
struct CutTests {
    private let example = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("A recording has the same passages alone and beside longer ones")
    func together() async throws {
        let run = try await TestRun(recordings(in: FilePath(example.appendingPathComponent("recordings").path)))
        #expect(run.notes.count == 5)
        let alone = try await passages(of: run.notes, batchSize: 1),
            together = try await passages(of: run.notes, batchSize: 8)
        #expect(alone == together && alone.map(\.count) == [1, 2, 2, 0, 0])
    }

    @Test("Sound that was written is read as it was", arguments: [[], [0], [Int16.min, -1, 0, 1, Int16.max]])
    func waves(samples: [Int16]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).wav")
        defer { try? FileManager.default.removeItem(at: file) }  // A file that stays behind fails no test.
        try Wave(samples: samples).write(to: file.path)
        #expect(try Wave(path: file.path).samples == samples)
    }

    private func passages(of notes: [Note], batchSize: Int) async throws -> [[[Double]]] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("passages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays behind fails no test.
        let run = try await TestRun(on: notes) { workflow, notes in
            let models = FilePath(example.appendingPathComponent("models/silero_vad").path)
            let detector = workflow.add(speechDetector(in: models))
            workflow.add(
                cut(batchSize: batchSize, detector: detector, into: FilePath(folder.path)), after: notes)
        }
        return run.notes.map { $0["passages", default: []] }
    }
}
