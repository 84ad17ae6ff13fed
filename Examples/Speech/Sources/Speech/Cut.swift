import Foundation
import Graphbook

/// Reads a recording: [samples], each -1 to 1.
func samples(of item: Item) throws -> Tensor {
    Tensor(try Wave(path: item.path).samples.map { Float($0) / 32_768 })
}

/// Finds the passages of recordings in which somebody speaks, and writes each to a file of its own.
///
/// Writes into the note `passages`, a list of begin and end in seconds, and `spoken` and `seconds`, the lengths of all
/// passages and of the recording.
///
/// - Parameters:
///   - detector: Hears whether somebody speaks.
///   - threshold: Least probability, 0 to 1, of speech.
///   - pause: How many seconds of silence end a passage, 0.06 or more.
///   - folder: Where the files of the passages are written.
@BatchStep("Speech/Cut", size: 8, itemKey: "path", load: samples(of:), dump: write(_:into:))
func cut(
    _ batch: Batch<Tensor>, detector: SpeechDetector, threshold: Double = 0.5, pause: Double = 0.3,
    into folder: FilePath = "out/passages"
) throws -> [Cuttings] {
    let probabilities = try detector.probabilities(in: batch.loaded)
    return zip(zip(batch.loaded, batch.notes), probabilities).map { element, probabilities in
        let (sound, note) = element
        let passages = Passage.all(
            in: probabilities, threshold: threshold, pause: Int(pause * Double(Wave.rate)), sampleCount: sound.count)
        note["passages"] = passages.map(\.times)
        note["spoken"] = Double(passages.map(\.samples.count).reduce(0, +)) / Double(Wave.rate)
        note["seconds"] = Double(sound.count) / Double(Wave.rate)
        return Cuttings(sound: sound, passages: passages, name: note["name", default: "recording"])
    }
}

/// A recording's passages, to be written.
struct Cuttings: Codable {
    let sound: Tensor
    let passages: [Passage]
    let name: String
}

/// Writes each passage to a WAV file: `dictation-1.wav`, `dictation-2.wav`.
func write(_ cuttings: Cuttings, into folder: FilePath) throws {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    let samples = try cuttings.sound.elements(as: Float.self).map { Int16($0 * 32_768) }
    for (index, passage) in cuttings.passages.enumerated() {
        try Wave(samples: samples[passage.samples]).write(to: (folder / "\(cuttings.name)-\(index + 1).wav").string)
    }
}
