import CImaging

/// The weights of a resize along one axis: a triangle filter, as wide as an output sample where the picture shrinks.
///
/// Pillow's `precompute_coeffs` (libImaging/Resample.c) with its bilinear filter.
final class ResizeAxis {
    struct Geometry: Equatable {
        /// What is shown, in samples of the picture.
        let part: Range<Double>
        /// The picture's samples.
        let input: Int
        let output: Int
        /// The picture's samples to a stored one: more than 1 for chroma at less than full resolution.
        let covered: Int
    }

    let geometry: Geometry
    /// How many stored samples an output sample is mixed from, at most; where there are fewer, weights are 0.
    private let width: Int
    private let first: UnsafeMutablePointer<Int32>
    private let weights: UnsafeMutablePointer<Float>
    /// The weights in 65536ths, where few enough samples are mixed.
    private let words: UnsafeMutablePointer<UInt16>?

    init(_ geometry: Geometry) {
        let stored = geometry.storedCount
        let taps = (0..<geometry.output).map { geometry.taps(of: $0) }
        let width = taps.map(\.weights.count).max() ?? 1
        first = .allocate(capacity: geometry.output)
        weights = .allocate(capacity: geometry.output * width)
        weights.initialize(repeating: 0, count: geometry.output * width)
        for (sample, taps) in taps.enumerated() {
            let start = min(taps.first, stored - width)
            first[sample] = Int32(start)
            for (offset, weight) in taps.weights.enumerated() {
                weights[sample * width + taps.first - start + offset] = Float(weight)
            }
        }
        self.geometry = geometry
        self.width = width
        words = width <= Int(CImagingMostWords) ? .allocate(capacity: geometry.output * width) : nil
        for sample in 0..<geometry.output { writeWords(of: sample) }
    }

    /// Rounds sums of weights, not each weight, so that they are not over 1 in the end.
    private func writeWords(of sample: Int) {
        guard let words else { return }
        var sum = 0.0, written = 0
        for index in sample * width..<(sample + 1) * width {
            sum += Double(weights[index])
            let rounded = min(65536, Int((sum * 65536).rounded()))
            words[index] = UInt16(min(65535, max(0, rounded - written)))
            written = max(written, rounded)
        }
    }

    deinit {
        first.deallocate()
        weights.deallocate()
        words?.deallocate()
    }

    /// Valid as long as this object is held.
    var unowned: CImagingAxis {
        CImagingAxis(
            first: first, weights: weights, words: words, width: width, input: geometry.storedCount,
            output: geometry.output)
    }
}

extension ResizeAxis.Geometry {
    var storedCount: Int { (input + covered - 1) / covered }

    /// What an output sample is mixed from: the first stored sample, and the weights of it and those behind it.
    fileprivate func taps(of sample: Int) -> (first: Int, weights: [Double]) {
        let scale = (part.upperBound - part.lowerBound) / Double(output), support = max(scale, 1)
        let centre = part.lowerBound + (Double(sample) + 0.5) * scale
        let range = max(0, Int(centre - support + 0.5))..<min(input, Int(centre + support + 0.5))
        let triangle = range.map { max(0, 1 - abs((Double($0) - centre + 0.5) / support)) }
        let sum = triangle.reduce(0, +)
        guard covered > 1 else { return (range.lowerBound, triangle.map { $0 / sum }) }

        let first = max(0, range.lowerBound / covered - 1)
        let last = min(storedCount - 1, (range.upperBound - 1) / covered + 1)
        var weights = [Double](repeating: 0, count: last - first + 1)
        for (position, weight) in zip(range, triangle) {
            let nearest = position / covered
            if covered == 2 {
                // libjpeg's "fancy upsampling" (jdsample.c): three quarters of the nearest sample, one of the next.
                let next = position % 2 == 0 ? nearest - 1 : nearest + 1
                weights[nearest - first] += 0.75 * weight / sum
                weights[min(max(next, 0), storedCount - 1) - first] += 0.25 * weight / sum
            } else {
                weights[nearest - first] += weight / sum
            }
        }
        return (first, weights)
    }
}
