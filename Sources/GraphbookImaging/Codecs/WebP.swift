import CWebP
import GraphbookCore

struct WebPDecoder: ImageDecoder {
    let header: ImageHeader
    private let image: EncodedImage

    init(_ image: EncodedImage) throws {
        self.image = image
        var features = WebPBitstreamFeatures()
        let status = WebPGetFeatures(image.bytes.baseAddress, image.bytes.count, &features)
        guard status == VP8_STATUS_OK else { throw image.error(reason(status)) }
        guard features.has_animation == 0 else {
            throw image.error(is: "an animated WebP; only still pictures are read")
        }
        header = ImageHeader(
            format: .webp, size: ImageSize(width: Int(features.width), height: Int(features.height)),
            channelCount: features.has_alpha == 0 ? 3 : 4, orientation: image.orientation)
    }

    func pixelFormat(for channels: ImageChannels, keepingAlpha: Bool) -> PixelFormat {
        keepingAlpha && header.channelCount == 4 ? .rgba : .rgb
    }

    func decode(into pixels: UnsafeMutableRawPointer, as format: PixelFormat, reducedBy: Reduction) throws {
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0 else {
            throw GraphbookError(.file, "libwebp is of another version than the one this was built with")
        }
        config.output.colorspace = format == .rgba ? MODE_RGBA : MODE_RGB
        config.output.is_external_memory = 1
        config.output.u.RGBA.rgba = pixels.assumingMemoryBound(to: UInt8.self)
        config.output.u.RGBA.stride = Int32(header.width * format.sampleCount)
        config.output.u.RGBA.size = header.size.pixelCount * format.sampleCount
        let status = WebPDecode(image.bytes.baseAddress, image.bytes.count, &config)
        guard status == VP8_STATUS_OK else { throw image.error(reason(status)) }
    }
}

/// Why a picture cannot be decoded.
private func reason(_ status: VP8StatusCode) -> String {
    switch status {
    case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED: "the WebP data ends early"
    case VP8_STATUS_BITSTREAM_ERROR: "the WebP data is damaged"
    case VP8_STATUS_OUT_OF_MEMORY: "no memory to decode the WebP data"
    default: "the WebP data cannot be decoded (status \(status.rawValue))"
    }
}

extension TensorImage {
    func encodedWebP(quality: Int, _ scratch: Scratch) throws -> UnsafeRawBufferPointer {
        guard size.width <= WEBP_MAX_DIMENSION, size.height <= WEBP_MAX_DIMENSION else {
            throw GraphbookError(
                .file, "a WebP has at most \(WEBP_MAX_DIMENSION) pixels a side, and the picture is \(size)")
        }
        var pixels = try interleavedBytes(scratch)
        if channelCount == 1 {
            // The format has no grey: three equal channels compress to the same.
            let colours = try scratch.pixels.reserve(3 * size.pixelCount).assumingMemoryBound(to: UInt8.self)
            for index in 0..<size.pixelCount {
                for channel in 0..<3 { colours[3 * index + channel] = pixels[index] }
            }
            pixels = UnsafePointer(colours)
        }
        var encoded: UnsafeMutablePointer<UInt8>?
        let byteCount = WebPEncodeRGB(
            pixels, Int32(size.width), Int32(size.height), 3 * Int32(size.width), Float(quality), &encoded)
        defer { WebPFree(encoded) }
        guard byteCount > 0, let encoded else {
            throw GraphbookError(.file, "the picture of \(size) pixels cannot be encoded as WebP")
        }
        let target = try scratch.file.reserve(byteCount)
        target.copyMemory(from: encoded, byteCount: byteCount)
        return UnsafeRawBufferPointer(start: target, count: byteCount)
    }
}
