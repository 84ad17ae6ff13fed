import GraphbookCore

/// Makes tensors of encoded pictures, all with the same options.
struct ImageReader {
    /// nil for that of the file.
    var size: ImageSize?
    var fit = ImageFit.stretched
    var layout = ImageLayout.channelsFirst
    var elementType = ElementType.f32
    var channels = ImageChannels.rgb
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
        let orientation = upright ? header.orientation : .upright
        let (part, size) = placement(of: header.size.turned(from: orientation))
        let format = decoder.pixelFormat(for: channels, keepingAlpha: background != nil)

        let isResultInterleaved = layout == .channelsLast || channels == .grey
        if size == header.size, orientation == .upright, elementType == .u8, isResultInterleaved,
            format == PixelFormat(channels)
        {
            let result = makeResult(size)
            try decoder.decode(into: result.base, as: format)
            return result
        }

        let pixels = try scratch.pixels.reserve(header.size.pixelCount * format.sampleCount)
        try decoder.decode(into: pixels, as: format)
        format.reduce(pixels, count: header.size.pixelCount, to: channels, over: background)
        let source = Raster(base: pixels, elementType: .u8, size: header.size, channelCount: channels.count)

        // Only now, so that the row stays free for another tensor when a load function does without a broken file.
        let result = makeResult(size)
        if orientation == .upright {
            try source.resize(part, to: result.base, as: elementType, size: size, layout: layout, scratch)
        } else {
            // As it is stored, and the smaller result is turned.
            let stored = size.turned(from: orientation)
            let resized = try scratch.copy.reserve(result.byteCount)
            try source.resize(
                part.turned(from: orientation), to: resized, as: elementType, size: stored, layout: layout, scratch)
            PixelView(resized, elementType, stored, channelCount: channels.count, layout: layout)
                .turned(from: orientation).copy(to: result.base, layout: layout)
        }
        return result
    }

    /// The part of a picture that is shown, and its size in the result.
    private func placement(of picture: ImageSize) -> (part: RasterPart, size: ImageSize) {
        guard let size else { return (RasterPart(picture), picture) }
        return switch fit {
        case .stretched: (RasterPart(picture), size)
        case .cropped: (RasterPart(picture, withProportionsOf: size), size)
        case .inside: (RasterPart(picture), picture.fitted(inside: size))
        }
    }

    private func makeResult(_ size: ImageSize) -> Tensor {
        Tensor(uninitialized: elementType, shape: layout.shape(size, channelCount: channels.count))
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
