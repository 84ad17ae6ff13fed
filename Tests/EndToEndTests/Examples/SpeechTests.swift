import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    /// `make models` installs the network.
    @Suite("The speech example")
    struct SpeechTests {
        private let example = Example(name: "Speech", workflow: "speech.json")

        @Test("Cuts recordings to the passages in which somebody speaks", .timeLimit(.minutes(15)))
        func cuts() throws {
            let result = try example.run("--host", example.builtHost(), "--workers", "2")
            #expect(result.status == 0, "\(result.errors)")
            #expect(
                result.log.map(\.message) == ["5 recordings, 5 passages: 7.6 s of 20.7 s are spoken"])
            let passages = try example.text(of: "out/speech.jsonl").split(separator: "\n").map { line in
                let note = try JSON.value(of: String(line)).fields
                return try ["name", "passages"].map { try JSON.text(of: #require(note?[$0])) }
            }
            #expect(
                passages == [
                    ["\"answering-machine\"", "[[1.602,2.75]]"],
                    ["\"dictation\"", "[[0.962,2.302],[4.034,6.046]]"],
                    ["\"interview\"", "[[0.258,1.918],[2.946,4.414]]"],
                    ["\"piano\"", "[]"],
                    ["\"street\"", "[]"],
                ])
            #expect(
                try example.files(in: "out/passages") == [
                    "answering-machine-1.wav", "dictation-1.wav", "dictation-2.wav", "interview-1.wav",
                    "interview-2.wav",
                ])
            // A header, and two bytes for each of 1.148 · 16,000 samples.
            #expect(try example.bytes(of: "out/passages/answering-machine-1.wav").count == 44 + 2 * 18_368)
        }

        @Test("A file of another kind fails, and says how to convert it", .timeLimit(.minutes(15)))
        func wrongFile() throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays behind fails no test.
            let path = folder.appendingPathComponent("stereo.wav")
            var file = try example.bytes(of: "recordings/street.wav")
            file[22] = 2  // channels
            try file.write(to: path)
            let result = try example.run("--host", example.builtHost(), "--set", "recordings.in=\(folder.path)")
            #expect(result.status == 1)
            #expect(
                result.failures.map(\.cause) == [
                    "'\(path.path)' is not 16-bit, mono, 16000 Hz: "
                        + "convert it with `ffmpeg -i FILE -ac 1 -ar 16000 -c:a pcm_s16le NEW.wav`"
                ])
        }
    }
}
