/// A part of a recording in which somebody speaks, in samples.
struct Passage: Codable, Equatable {
    var samples: Range<Int>

    /// When it begins and ends, in seconds from the recording's start.
    var times: [Double] { [samples.lowerBound, samples.upperBound].map { Double($0) / Double(Wave.rate) } }

    /// The passages of a recording, in order.
    ///
    /// One begins where the probability reaches `threshold`, and ends where it stays more than 0.15 below that for
    /// `pause` samples, as Silero's own code has it. Those shorter than a quarter of a second are left out.
    ///
    /// - Parameters:
    ///   - probabilities: One a window.
    ///   - sampleCount: The recording's length.
    static func all(
        in probabilities: [Double], threshold: Double, pause: Int, sampleCount: Int
    ) -> [Passage] {
        var passages: [Passage] = []
        var start: Int?, end: Int?
        func close(at end: Int) {
            if let start, end - start > Wave.rate / 4 { passages.append(Passage(samples: start..<end)) }
        }
        for (index, probability) in probabilities.enumerated() {
            let sample = index * SpeechDetector.window
            if probability >= threshold {
                start = start ?? sample
                end = nil
            } else if start != nil, probability < threshold - 0.15 {
                let quiet = end ?? sample
                end = quiet
                if sample - quiet >= pause {
                    close(at: quiet)
                    (start, end) = (nil, nil)
                }
            }
        }
        close(at: sampleCount)
        return passages
    }
}
