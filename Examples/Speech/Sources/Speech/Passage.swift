/// A part of a recording in which somebody speaks.
struct Passage: Codable, Equatable {
    /// The samples from the first to the last.
    var samples: Range<Int>

    /// When it begins and ends, in seconds from the recording's start.
    var times: [Double] { [samples.lowerBound, samples.upperBound].map { Double($0) / Double(Wave.rate) } }

    /// The passages of a recording, in order.
    ///
    /// One begins where the probability reaches `threshold`, and ends where it stays more than 0.15 below that for
    /// `pause` samples. Those shorter than a quarter of a second are left out, the others are 30 ms longer at each end, as
    /// Silero's own code has it.
    ///
    /// - Parameters:
    ///   - probabilities: Of speech, one a window.
    ///   - pause: Of 60 ms or more, so that no two passages overlap.
    ///   - sampleCount: The recording's length.
    static func all(
        in probabilities: [Double], threshold: Double, pause: Int, sampleCount: Int
    ) -> [Passage] {
        let least = Wave.rate / 4, margin = Wave.rate * 30 / 1000
        var passages: [Passage] = []
        var start: Int?, quiet: Int?
        func close(at end: Int) {
            guard let start, end - start >= least else { return }
            passages.append(Passage(samples: max(0, start - margin)..<min(sampleCount, end + margin)))
        }
        for (index, probability) in probabilities.enumerated() {
            let sample = index * SpeechDetector.window
            if probability >= threshold {
                start = start ?? sample
                quiet = nil
            } else if start != nil, probability < threshold - 0.15 {
                let end = quiet ?? sample
                quiet = end
                if sample - end >= pause {
                    close(at: end)
                    (start, quiet) = (nil, nil)
                }
            }
        }
        close(at: quiet ?? sampleCount)
        return passages
    }
}
