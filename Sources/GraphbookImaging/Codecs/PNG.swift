import CPNG
import GraphbookCore

final class PNGDecoder: ImageDecoder {
    let header: ImageHeader
    private let image: EncodedImage
    private let png: PNGImage

    init(_ image: EncodedImage) throws {
        self.image = image
        png = PNGImage()
        guard png_image_begin_read_from_memory(png.state, image.bytes.baseAddress, image.bytes.count) != 0 else {
            throw image.error(png.decodingFailure)
        }
        // 16-bit samples without a gamma of their own are taken as sRGB's, as 8-bit ones are; else they would come out
        // brighter.
        png.state.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
        header = ImageHeader(
            format: .png, size: ImageSize(width: Int(png.state.pointee.width), height: Int(png.state.pointee.height)),
            channelCount: (png.has(PNG_FORMAT_FLAG_COLOR) ? 3 : 1) + (png.has(PNG_FORMAT_FLAG_ALPHA) ? 1 : 0),
            orientation: image.orientation)
    }

    func pixelFormat(for channels: ImageChannels, keepingAlpha: Bool) -> PixelFormat {
        // The library mixes alpha with a background of its own unless it is asked for, and greys colours in linear light, as
        // nobody else does.
        let isGrey = channels == .grey && !png.has(PNG_FORMAT_FLAG_COLOR)
        return switch (isGrey, png.has(PNG_FORMAT_FLAG_ALPHA)) {
        case (true, false): .grey
        case (true, true): .greyAlpha
        case (false, false): .rgb
        case (false, true): .rgba
        }
    }

    func decode(into pixels: UnsafeMutableRawPointer, as format: PixelFormat, reducedBy: Reduction) throws {
        png.state.pointee.format = format.png
        guard png_image_finish_read(png.state, nil, pixels, 0, nil) != 0 else {
            throw image.error(png.decodingFailure)
        }
    }
}

/// The state of libpng's simplified interface, at one address: the library keeps pointers to it.
final class PNGImage {
    let state: UnsafeMutablePointer<png_image>

    init() {
        state = .allocate(capacity: 1)
        state.initialize(to: png_image())
        state.pointee.version = UInt32(PNG_IMAGE_VERSION)
    }

    deinit {
        png_image_free(state)
        state.deallocate()
    }

    func has(_ flag: UInt32) -> Bool { state.pointee.format & flag != 0 }

    /// What went wrong, in the library's words.
    var text: String {
        withUnsafeBytes(of: state.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// Why a picture cannot be decoded.
    var decodingFailure: String {
        switch text {
        case "read beyond end of data", "Not enough image data": "the PNG data ends early"
        case let text: "the PNG data cannot be decoded: \(text)"
        }
    }
}

extension PixelFormat {
    var png: UInt32 {
        switch self {
        case .grey: UInt32(PNG_FORMAT_GRAY)
        case .greyAlpha: PNG_FORMAT_FLAG_ALPHA
        case .rgb: PNG_FORMAT_RGB
        case .rgba: PNG_FORMAT_RGB | PNG_FORMAT_FLAG_ALPHA
        case .cmyk: preconditionFailure("PNG has no CMYK")
        }
    }
}
