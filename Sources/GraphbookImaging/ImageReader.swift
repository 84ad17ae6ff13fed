import GraphbookCore

/// Makes tensors of encoded pictures, all with the same options.
struct ImageReader {
    private let size: ImageSize?
    private let layout: ImageLayout
    private let elementType: ElementType
    private let channels: ImageChannels
    private let pixelLimit: Int

    init(
        size: ImageSize?, layout: ImageLayout, elementType: ElementType, channels: ImageChannels, pixelLimit: Int
    ) throws {
        guard elementType == .f32 || elementType == .u8 else {
            throw GraphbookError(.wrongType, "a picture is read as f32 or u8, not as \(elementType)")
        }
        try size?.check()
        if let size, size.pixelCount > pixelLimit {
            throw GraphbookError(
                .shape,
                """
                a picture of \(size) pixels is asked for, over the limit of \(pixelLimit); \
                raise pixelLimit if it is wanted
                """)
        }
        self.size = size
        self.layout = layout
        self.elementType = elementType
        self.channels = channels
        self.pixelLimit = pixelLimit
    }

    /// Decodes the picture into a tensor, which is allocated once: in a load function it is the batch's row.
    func read(_ image: EncodedImage, _ scratch: Scratch) throws -> Tensor {
        let decoder = try image.decoder()
        let stored = decoder.header.size
        guard stored.pixelCount <= pixelLimit else {
            throw image.error(
                is: "\(stored) pixels, over the limit of \(pixelLimit); raise pixelLimit if it is wanted")
        }
        let format = decoder.pixelFormat(for: channels)
        let size = size ?? stored

        let isResultInterleaved = layout == .channelsLast || channels == .grey
        if size == stored, elementType == .u8, isResultInterleaved, format == PixelFormat(channels) {
            let result = makeResult(size)
            try decoder.decode(into: result.base, as: format)
            return result
        }

        let pixels = try scratch.pixels.reserve(stored.pixelCount * format.sampleCount)
        try decoder.decode(into: pixels, as: format)
        format.reduce(pixels, count: stored.pixelCount, to: channels)

        // Only now, so that the row stays free for another tensor when a load function does without a broken file.
        let result = makeResult(size)
        let source = Raster(base: pixels, elementType: .u8, size: stored, channelCount: channels.count)
        try source.resize(to: result.base, as: elementType, size: size, layout: layout, scratch)
        return result
    }

    private func makeResult(_ size: ImageSize) -> Tensor {
        Tensor(uninitialized: elementType, shape: layout.shape(size, channelCount: channels.count))
    }
}

extension ImageSize {
    func check() throws {
        guard width >= 1, height >= 1 else {
            throw GraphbookError(.shape, "a picture cannot have \(self) pixels; width and height start at 1")
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
