import GraphbookCore

/// 64 bits that say what a picture looks like: those of near-duplicates, such as a copy in another size, format or
/// quality, differ in few, those of unrelated pictures in about half.
public struct ImageHash: Sendable, Hashable, LosslessStringConvertible {
    public let bits: UInt64

    public init(bits: UInt64) { self.bits = bits }

    /// What the bits are taken from. Hashes of different methods have nothing in common.
    public enum Method: String, Sendable, CaseIterable, Codable {
        /// dHash: whether the picture gets brighter from left to right, at 8 × 8 places. Quick.
        ///
        /// Neal Krawetz, "Kind of Like That", The Hacker Factor Blog, 21 January 2013.
        case difference
        /// pHash: which of the 8 × 8 lowest frequencies are over their median. Stands brightness and contrast being
        /// changed, and finds more.
        ///
        /// Christoph Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, 3.2.1.
        case frequencies
    }

    /// The hash of an image file, turned upright; what is transparent is white.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be read or decoded.
    public init(image path: String, method: Method = .difference) throws {
        let reader = ImageReader(
            size: method.sampleSize, elementType: .u8, channels: .grey, decoding: .fast, background: .white)
        self.init(samples: try reader.read(path: path).elements(), method)
    }

    /// The hash of a picture of `u8`, or of `f32` from 0 to 1, with 1 to 4 channels. It differs from the hash of a file
    /// that it was read from in a bit or two at most.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` or `wrongType` when the tensor is no picture of this layout.
    public init(of picture: Tensor, layout: ImageLayout = .channelsFirst, method: Method = .difference) throws {
        let size = method.sampleSize
        let small = try picture.converted(to: .grey, layout: layout)
            .resized(width: size.width, height: size.height, layout: layout)
        let image = try TensorImage(small, layout: layout)
        let samples = try Scratch.borrowed {
            try Array(UnsafeBufferPointer(start: image.interleavedBytes($0), count: size.pixelCount))
        }
        self.init(samples: samples, method)
    }

    /// Bits by rows from the top, the first one highest.
    private init(samples: [UInt8], _ method: Method) {
        let set =
            switch method {
            case .difference: brighterToTheRight(samples)
            case .frequencies: frequenciesOverMedian(samples)
            }
        bits = set.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }

    /// How many bits differ, 0 to 64. Up to about 10, pictures are near-duplicates.
    public func distance(to other: ImageHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    // MARK: - Text

    /// 16 hexadecimal digits.
    public var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// nil where the text is not 16 hexadecimal digits.
    public init?(_ description: String) {
        guard description.utf8.count == 16, description.allSatisfy(\.isHexDigit),
            let bits = UInt64(description, radix: 16)
        else { return nil }
        self.bits = bits
    }
}

extension ImageHash: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let hash = ImageHash(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an image's hash has 16 hexadecimal digits, and \"\(text)\" has not")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
