import CTurboJPEG
import GraphbookCore

final class JPEGDecoder: ImageDecoder {
    let header: ImageHeader
    private let image: EncodedImage
    private let codec: JPEGCodec
    /// How chroma is stored, where colours are luma and chroma and the library has a name for it.
    private let chroma: TJSAMP?

    init(_ image: EncodedImage) throws {
        self.image = image
        var width: Int32 = 0, height: Int32 = 0, subsampling: Int32 = 0, colourSpace: Int32 = -1
        let codec = try JPEGCodec(tjInitDecompress())
        let status = tjDecompressHeader3(
            codec.handle, image.bytes.baseAddress, UInt(image.bytes.count), &width, &height, &subsampling, &colourSpace)
        guard width > 0, height > 0, colourSpace >= 0 else {
            throw image.error(status == 0 ? "the JPEG data ends before a picture begins" : codec.decodingFailure)
        }
        // The call also fails for a subsampling it has no name for, which it decodes well; what else is wrong, decoding
        // will tell.
        self.codec = status == 0 ? codec : try JPEGCodec(tjInitDecompress())
        let space = TJCS(UInt32(colourSpace))
        chroma = status == 0 && space == TJCS_YCbCr ? TJSAMP(UInt32(subsampling)) : nil
        let channelCount =
            switch space {
            case TJCS_GRAY: 1
            case TJCS_CMYK, TJCS_YCCK: 4
            default: 3
            }
        header = ImageHeader(
            format: .jpeg, size: ImageSize(width: Int(width), height: Int(height)), channelCount: channelCount,
            orientation: image.orientation)
    }

    func pixelFormat(for channels: ImageChannels, keepingAlpha: Bool) -> PixelFormat {
        header.channelCount == 4 ? .cmyk : PixelFormat(channels)
    }

    func size(reducedBy reduction: Reduction) -> ImageSize { header.size.reduced(by: reduction) }

    func decode(into pixels: UnsafeMutableRawPointer, as format: PixelFormat, reducedBy reduction: Reduction) throws {
        let size = size(reducedBy: reduction)
        let status = tjDecompress2(
            codec.handle, image.bytes.baseAddress, UInt(image.bytes.count),
            pixels.assumingMemoryBound(to: UInt8.self), Int32(size.width), 0, Int32(size.height), format.turboJPEG,
            JPEGCodec.flags)
        guard status == 0 else { throw image.error(codec.decodingFailure) }
    }

    func decodePlanes(in buffer: ScratchBuffer, reducedBy reduction: Reduction) throws -> PlanarRaster? {
        guard let chroma, let covered = covered(by: chroma) else { return nil }
        let size = size(reducedBy: reduction)
        let width = Int32(size.width), height = Int32(size.height), subsampling = Int32(chroma.rawValue)
        var raster = PlanarRaster(size: size, planes: [])
        var byteCount = 0, rowByteCounts: [Int32] = []
        for component in 0..<3 as Range<Int32> {
            let stored = Int(tjPlaneWidth(component, width, subsampling))
            let rowByteCount = (stored + 63) / 64 * 64
            raster.planes.append(
                PlanarRaster.Plane(
                    offset: byteCount, rowByteCount: rowByteCount,
                    covered: component == 0 ? ImageSize(width: 1, height: 1) : covered))
            rowByteCounts.append(Int32(rowByteCount))
            byteCount += rowByteCount * Int(tjPlaneHeight(component, height, subsampling))
        }
        let base = try buffer.reserve(byteCount).assumingMemoryBound(to: UInt8.self)
        raster.base = UnsafePointer(base)
        var starts: [UnsafeMutablePointer<UInt8>?] = raster.planes.map { base + $0.offset }
        let status = tjDecompressToYUVPlanes(
            codec.handle, image.bytes.baseAddress, UInt(image.bytes.count), &starts, width, &rowByteCounts, height,
            JPEGCodec.flags)
        guard status == 0 else { throw image.error(codec.decodingFailure) }
        return raster
    }

    /// The pixels of the picture to a sample of chroma.
    private func covered(by chroma: TJSAMP) -> ImageSize? {
        switch chroma {
        case TJSAMP_444: ImageSize(width: 1, height: 1)
        case TJSAMP_422: ImageSize(width: 2, height: 1)
        case TJSAMP_420: ImageSize(width: 2, height: 2)
        case TJSAMP_440: ImageSize(width: 1, height: 2)
        case TJSAMP_411: ImageSize(width: 4, height: 1)
        default: nil
        }
    }
}

/// A handle of libjpeg-turbo's, for one picture: after an error it fails for good ones, too.
final class JPEGCodec {
    let handle: tjhandle

    /// A file of many scans takes a time that has nothing to do with its size: at most 500.
    static let flags = TJFLAG_LIMITSCANS

    init(_ handle: tjhandle?) throws {
        guard let handle else { throw GraphbookError(.file, "no memory for a JPEG codec") }
        self.handle = handle
    }

    deinit { tjDestroy(handle) }

    /// What went wrong, in the library's words.
    var text: String {
        let text = String(cString: tjGetErrorStr2(handle))
        // "tjDecompress2(): …"
        guard text.hasPrefix("tj"), let function = text.firstIndex(of: " ") else { return text }
        return String(text[text.index(after: function)...])
    }

    /// Why a picture cannot be decoded. Pixels that are missing or damaged are a mere warning to the library.
    var decodingFailure: String {
        let text = text, damage = "Corrupt JPEG data: "
        if text.contains("remature end") { return "the JPEG data ends early" }
        if text.hasPrefix(damage) { return "the JPEG data is damaged: \(text.dropFirst(damage.count))" }
        return "the JPEG data cannot be decoded: \(text)"
    }
}

extension PixelFormat {
    var turboJPEG: Int32 {
        switch self {
        case .grey: Int32(TJPF_GRAY.rawValue)
        case .rgb: Int32(TJPF_RGB.rawValue)
        case .cmyk: Int32(TJPF_CMYK.rawValue)
        case .greyAlpha, .rgba: preconditionFailure("JPEG has no alpha")
        }
    }
}
