import CImaging
import GraphbookCore

/// Makes tensors of encoded pictures, all with the same options.
struct ImageReader {
    /// nil for that of the file.
    var size: ImageSize?
    var fit = ImageFit.stretched
    var layout = ImageLayout.channelsFirst
    var elementType = ElementType.f32
    var channels = ImageChannels.rgb
    var decoding = ImageDecoding.exact
    var upright = true
    var background: ImageColour?
    var pixelLimit = ImageSize.defaultPixelLimit

    /// Decodes the picture into a tensor, which is allocated once: in a load function it is the batch's row.
    func read(_ image: EncodedImage, _ scratch: Scratch) throws -> Tensor {
        let decoder = try image.decoder()
        let header = decoder.header
        guard header.size.pixelCount <= pixelLimit else {
            throw image.error(
                is: "\(header.size) pixels, over the limit of \(pixelLimit); raise pixelLimit if it is wanted")
        }
        let frame = ImageFrame(header, size: size, fit: fit, upright: upright)
        let reduction = decoding == .fast ? frame.reduction : .none
        if decoding == .fast, channels == .rgb, frame.storedSize != header.size,
            let planes = try decoder.decodePlanes(in: scratch.pixels, reducedBy: reduction)
        {
            return try finish(planes, frame, reduction, scratch)
        }

        let format = decoder.pixelFormat(for: channels, keepingAlpha: background != nil)
        let isResultInterleaved = layout == .channelsLast || channels == .grey
        if frame.size == header.size, frame.orientation == .upright, elementType == .u8, isResultInterleaved,
            format == PixelFormat(channels)
        {
            let result = makeResult(frame)
            try decoder.decode(into: result.base, as: format, reducedBy: .none)
            return result
        }

        let decodedSize = decoder.size(reducedBy: reduction)
        let pixels = try scratch.pixels.reserve(decodedSize.pixelCount * format.sampleCount)
        try decoder.decode(into: pixels, as: format, reducedBy: reduction)
        format.reduce(pixels, count: decodedSize.pixelCount, to: channels, over: background)
        let raster = Raster(base: pixels, elementType: .u8, size: decodedSize, channelCount: channels.count)
        let part = decodedSize == header.size ? frame.part : frame.part.reduced(by: reduction)

        // Only now, so that the row stays free for another tensor when a load function does without a broken file.
        let result = makeResult(frame)
        if frame.orientation == .upright {
            try raster.resize(part, to: result.base, as: elementType, size: frame.size, layout: layout, scratch)
        } else {
            // As it is stored, and the smaller result is turned.
            let resized = try scratch.copy.reserve(result.byteCount)
            try raster.resize(part, to: resized, as: elementType, size: frame.storedSize, layout: layout, scratch)
            PixelView(resized, elementType, frame.storedSize, channelCount: channels.count, layout: layout)
                .turned(from: frame.orientation).copy(to: result.base, layout: layout)
        }
        return result
    }

    /// The tensor of a picture that was decoded to planes. What models take is written at once; all else by way of that.
    private func finish(
        _ planes: PlanarRaster, _ frame: ImageFrame, _ reduction: Reduction, _ scratch: Scratch
    ) throws -> Tensor {
        let result = makeResult(frame), part = frame.part.reduced(by: reduction)
        if elementType == .f32, layout == .channelsFirst, frame.orientation == .upright {
            try planes.resize(
                part, to: result.base.assumingMemoryBound(to: Float.self), size: frame.storedSize, scratch)
            return result
        }
        let floats = try scratch.copy.reserve(result.count * MemoryLayout<Float>.stride)
            .assumingMemoryBound(to: Float.self)
        try planes.resize(part, to: floats, size: frame.storedSize, scratch)
        var samples = UnsafeRawPointer(floats)
        if elementType == .u8 {
            let bytes = try scratch.mixed.reserve(result.count).assumingMemoryBound(to: UInt8.self)
            CImagingQuantize(floats, result.count, bytes)
            samples = UnsafeRawPointer(bytes)
        }
        PixelView(samples, elementType, frame.storedSize, channelCount: 3, layout: .channelsFirst)
            .turned(from: frame.orientation).copy(to: result.base, layout: layout)
        return result
    }

    private func makeResult(_ frame: ImageFrame) -> Tensor {
        Tensor(uninitialized: elementType, shape: layout.shape(frame.size, channelCount: channels.count))
    }

    /// What is wrong with the options themselves.
    func check() throws {
        guard elementType == .f32 || elementType == .u8 else {
            throw GraphbookError(.wrongType, "a picture is read as f32 or u8, not as \(elementType)")
        }
        guard let size else { return }
        try size.check()
        if size.pixelCount > pixelLimit, fit != .inside {
            throw GraphbookError(
                .shape,
                """
                a picture of \(size) pixels is asked for, over the limit of \(pixelLimit); \
                raise pixelLimit if it is wanted
                """)
        }
    }
}

extension ImageLayout {
    func shape(_ size: ImageSize, channelCount: Int) -> [Int] {
        switch self {
        case .channelsFirst: [channelCount, size.height, size.width]
        case .channelsLast: [size.height, size.width, channelCount]
        }
    }
}
