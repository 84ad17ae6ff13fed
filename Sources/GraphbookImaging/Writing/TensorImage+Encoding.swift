import CImaging
import CPNG
import CTurboJPEG
import GraphbookCore

/// Encoded pictures lie in scratch memory: they are valid until it is used again.
extension TensorImage {
    func encoded(as format: ImageFormat, quality: Int, _ scratch: Scratch) throws -> UnsafeRawBufferPointer {
        guard channelCount == 1 || channelCount == 3 else { throw channelError("files hold 1 or 3") }
        guard format == .png || (1...100).contains(quality) else {
            throw GraphbookError(.file, "pictures have no quality \(quality); it goes from 1 to 100")
        }
        switch format {
        case .jpeg: return try encodedJPEG(quality: quality, scratch)
        case .png: return try encodedPNG(scratch)
        case .webp: return try encodedWebP(quality: quality, scratch)
        }
    }

    private func encodedJPEG(quality: Int, _ scratch: Scratch) throws -> UnsafeRawBufferPointer {
        let longestSide = 65_500  // libjpeg's JPEG_MAX_DIMENSION
        guard size.width <= longestSide, size.height <= longestSide else {
            throw GraphbookError(.file, "a JPEG has at most \(longestSide) pixels a side, and the picture is \(size)")
        }
        let isGrey = channelCount == 1
        // Colour at half the resolution: what cameras and Pillow write.
        let subsampling = Int32(isGrey ? TJSAMP_GRAY.rawValue : TJSAMP_420.rawValue)
        let width = Int32(size.width), height = Int32(size.height)
        var byteCount = tjBufSize(width, height, subsampling)
        let pixels = try interleavedBytes(scratch)
        let target = try scratch.file.reserve(Int(byteCount))

        let codec = try JPEGCodec(tjInitCompress())
        var jpeg: UnsafeMutablePointer<UInt8>? = target.assumingMemoryBound(to: UInt8.self)
        let status = tjCompress2(
            codec.handle, pixels, width, 0, height, PixelFormat(isGrey ? .grey : .rgb).turboJPEG, &jpeg, &byteCount,
            subsampling, Int32(quality), TJFLAG_NOREALLOC)
        guard status == 0 else { throw GraphbookError(.file, "the picture cannot be encoded: \(codec.text)") }
        return UnsafeRawBufferPointer(start: target, count: Int(byteCount))
    }

    private func encodedPNG(_ scratch: Scratch) throws -> UnsafeRawBufferPointer {
        let png = PNGImage()
        png.state.pointee.width = UInt32(size.width)
        png.state.pointee.height = UInt32(size.height)
        png.state.pointee.format = PixelFormat(channelCount == 1 ? .grey : .rgb).png
        // More than libpng's PNG_IMAGE_PNG_SIZE_MAX, which is for pixels that do not compress: each row has a filter
        // byte.
        let rawByteCount = size.height * (size.width * channelCount + 1)
        var byteCount = rawByteCount + rawByteCount / 7 + 4096
        let pixels = try interleavedBytes(scratch)
        let target = try scratch.file.reserve(byteCount)
        guard png_image_write_to_memory(png.state, target, &byteCount, 0, pixels, 0, nil) != 0 else {
            throw GraphbookError(.file, "the picture cannot be encoded: \(png.text)")
        }
        return UnsafeRawBufferPointer(start: target, count: byteCount)
    }

    /// The picture as 8-bit samples, pixel by pixel, without gaps.
    func interleavedBytes(_ scratch: Scratch) throws -> UnsafePointer<UInt8> {
        let samples = try tensor.isContiguous ? UnsafeRawPointer(tensor.base) : contiguousCopy(in: scratch.copy)
        defer { withExtendedLifetime(tensor.storage) {} }
        var bytes = samples.assumingMemoryBound(to: UInt8.self)
        if tensor.elementType == .f32 {
            let quantized = try scratch.mixed.reserve(tensor.count).assumingMemoryBound(to: UInt8.self)
            CImagingQuantize(samples.assumingMemoryBound(to: Float.self), tensor.count, quantized)
            bytes = UnsafePointer(quantized)
        }
        if layout == .channelsFirst && channelCount == 3 {
            let pixels = try scratch.pixels.reserve(tensor.count).assumingMemoryBound(to: UInt8.self)
            CImagingInterleave(bytes, size.pixelCount, pixels)
            bytes = UnsafePointer(pixels)
        }
        return bytes
    }
}
