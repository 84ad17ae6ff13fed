import CImaging

/// The weights of a resize along one axis: a triangle filter, as wide as an output sample where the picture shrinks.
///
/// Pillow's `precompute_coeffs` (libImaging/Resample.c) with its bilinear filter.
final class ResizeAxis {
    let part: Range<Double>
    let input: Int
    let output: Int
    /// How many input samples an output sample is mixed from, at most; where there are fewer, weights are 0.
    private let width: Int
    private let first: UnsafeMutablePointer<Int32>
    private let weights: UnsafeMutablePointer<Float>

    /// - Parameter part: What is shown of the `input` samples.
    init(_ part: Range<Double>, of input: Int, to output: Int) {
        let scale = (part.upperBound - part.lowerBound) / Double(output), support = max(scale, 1)
        func centre(_ sample: Int) -> Double { part.lowerBound + (Double(sample) + 0.5) * scale }
        let ranges = (0..<output).map { sample -> Range<Int> in
            let centre = centre(sample)
            return max(0, Int(centre - support + 0.5))..<min(input, Int(centre + support + 0.5))
        }
        let width = ranges.map(\.count).max() ?? 1

        first = .allocate(capacity: output)
        weights = .allocate(capacity: output * width)
        weights.initialize(repeating: 0, count: output * width)
        for (sample, range) in ranges.enumerated() {
            let centre = centre(sample)
            let triangle = range.map { max(0, 1 - abs((Double($0) - centre + 0.5) / support)) }
            let sum = triangle.reduce(0, +)
            let start = min(range.lowerBound, input - width)
            first[sample] = Int32(start)
            for (offset, weight) in triangle.enumerated() {
                weights[sample * width + range.lowerBound - start + offset] = Float(weight / sum)
            }
        }
        (self.part, self.input, self.output, self.width) = (part, input, output, width)
    }

    deinit {
        first.deallocate()
        weights.deallocate()
    }

    /// Valid as long as this object is held.
    var unowned: CImagingAxis {
        CImagingAxis(first: first, weights: weights, width: width, input: input, output: output)
    }
}
