#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ImageHash.Method {
    /// The grey picture that the bits are taken from.
    var sampleSize: ImageSize {
        switch self {
        case .difference: ImageSize(width: 9, height: 8)
        case .frequencies: ImageSize(width: 32, height: 32)
        }
    }
}

/// Of 8 rows of 9 samples, whether each one is brighter than that on its left.
func brighterToTheRight(_ samples: [UInt8]) -> [Bool] {
    (0..<64).map { index in
        let sample = index / 8 * 9 + index % 8
        return samples[sample + 1] > samples[sample]
    }
}

/// Of 32 × 32 samples, which of the 8 × 8 lowest frequencies, by rows, are over their median.
func frequenciesOverMedian(_ samples: [UInt8]) -> [Bool] {
    let side = 32, kept = 8
    // The cosine transform (DCT-II), but for factors that are the same for all.
    let cosines = (0..<kept).map { frequency in
        (0..<side).map { cos(Double.pi * Double(frequency) * (Double($0) + 0.5) / Double(side)) }
    }
    let rows = (0..<side).map { y in
        cosines.map { cosine in (0..<side).reduce(0.0) { $0 + cosine[$1] * Double(samples[y * side + $1]) } }
    }
    let frequencies = cosines.flatMap { cosine in
        (0..<kept).map { x in (0..<side).reduce(0.0) { $0 + cosine[$1] * rows[$1][x] } }
    }
    let sorted = frequencies.sorted()
    let median = (sorted[31] + sorted[32]) / 2
    return frequencies.map { $0 > median }
}
