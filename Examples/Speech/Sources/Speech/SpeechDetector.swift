import Foundation
import Graphbook
import GraphbookModels

/// Silero VAD, a network that hears whether somebody speaks: https://github.com/snakers4/silero-vad.
///
/// It listens to one window of 512 samples after the other, and keeps what it has to remember in a state.
struct SpeechDetector: ResourceValue {
    /// How many samples one probability is for: 32 ms.
    static let window = 512
    /// How many samples in front of a window the network is given again.
    private static let context = 64

    let model: OnnxModel

    /// How probable it is that somebody speaks, 0 to 1, in each window of each recording.
    ///
    /// All recordings are heard at once, window by window, each with a row of the state.
    ///
    /// - Parameter recordings: Of any lengths: [samples], each -1 to 1, 16,000 a second.
    func probabilities(in recordings: [Tensor]) throws -> [[Double]] {
        let windows = recordings.map { ($0.count + Self.window - 1) / Self.window }
        let longest = windows.max() ?? 0
        // Silence in front of the first window, and behind the end of each recording.
        let sound = Tensor(zeros: .f32, shape: [recordings.count, Self.context + longest * Self.window])
        for (row, recording) in zip(sound.rows, recordings) {
            let samples = try recording.elements(as: Float.self)
            try row.withElements(as: Float.self) { row in
                for (index, sample) in samples.enumerated() { row[Self.context + index] = sample }
            }
        }
        var state = Tensor(zeros: .f32, shape: [2, recordings.count, 128])
        var heard: [[Double]] = []
        for start in stride(from: 0, to: longest * Self.window, by: Self.window) {
            let result = try model([
                "input": sound.columns(start..<start + Self.context + Self.window),
                "state": state,
                "sr": Tensor(scalar: Int64(Wave.rate)),
            ])
            state = try result["stateN"]
            heard.append(try result["output"].doubles)
        }
        return windows.enumerated().map { recording, count in heard.prefix(count).map { $0[recording] } }
    }
}

extension Tensor {
    /// The second of two dimensions cut to a range: a view.
    fileprivate func columns(_ range: Range<Int>) -> Tensor { transposed([1, 0])[range].transposed([1, 0]) }
}

/// Loads Silero VAD from the Python package of that name.
///
/// - Parameters:
///   - folder: The package's folder.
///   - threads: How many threads one call is spread over; 0 for one a core.
@Resource("Speech/Detector")
func speechDetector(in folder: FilePath = "models/silero_vad", threads: Int = 1) throws -> SpeechDetector {
    guard FileManager.default.fileExists(atPath: folder.string) else {
        throw GraphbookError(
            .missing,
            "Silero VAD is not at '\(folder)': get it with `pip install --no-deps --target models -r models.txt`, "
                + "in the example's folder")
    }
    return SpeechDetector(model: try OnnxModel(path: (folder / "data/silero_vad.onnx").string, threads: threads))
}
