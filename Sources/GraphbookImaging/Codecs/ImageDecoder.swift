/// One picture's way from bytes to pixels. It is used once: after an error a codec's state is not to be trusted.
protocol ImageDecoder {
    var header: ImageHeader { get }

    /// What the codec can decode to that comes nearest to `channels`, with alpha where it is asked for and there is one.
    func pixelFormat(for channels: ImageChannels, keepingAlpha: Bool) -> PixelFormat

    /// The size that a reduction gives: that of the header where the codec has no reductions.
    func size(reducedBy reduction: Reduction) -> ImageSize

    /// Writes all rows, top first, without gaps.
    func decode(into pixels: UnsafeMutableRawPointer, as format: PixelFormat, reducedBy reduction: Reduction) throws

    /// Decodes a picture whose colours are stored as luma and chroma to planes of these; nil where it is no such picture.
    func decodePlanes(in buffer: ScratchBuffer, reducedBy reduction: Reduction) throws -> PlanarRaster?
}

extension ImageDecoder {
    func size(reducedBy reduction: Reduction) -> ImageSize { header.size }
    func decodePlanes(in buffer: ScratchBuffer, reducedBy reduction: Reduction) throws -> PlanarRaster? { nil }
}

/// How many pixels a side of the stored picture become one. A JPEG's blocks of 8 × 8 are decoded to fewer pixels in less
/// time; these are the sizes that libjpeg-turbo has vector code for.
enum Reduction: Int {
    case none = 1, half = 2, quarter = 4, eighth = 8
}

extension ImageSize {
    func reduced(by reduction: Reduction) -> ImageSize {
        func reduced(_ length: Int) -> Int { (length + reduction.rawValue - 1) / reduction.rawValue }
        return ImageSize(width: reduced(width), height: reduced(height))
    }
}
