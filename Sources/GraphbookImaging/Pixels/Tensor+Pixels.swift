import GraphbookCore

extension Tensor {
    /// A rectangle of a picture: a view, which shares its elements.
    ///
    /// - Parameters:
    ///   - x: The leftmost column, from 0.
    ///   - y: The topmost row, from 0.
    /// - Throws: ``GraphbookError`` with code `shape` when the rectangle is empty or not inside of the picture, or the
    ///   tensor is no picture of this layout; `wrongType` when it is neither `u8` nor `f32`.
    public func cropped(
        x: Int, y: Int, width: Int, height: Int, layout: ImageLayout = .channelsFirst
    ) throws -> Tensor {
        let image = try TensorImage(self, layout: layout)
        try ImageSize(width: width, height: height).check()
        guard (0..<image.size.width).contains(x), (0..<image.size.height).contains(y), width <= image.size.width - x,
            height <= image.size.height - y
        else {
            throw GraphbookError(
                .shape, "\(width) × \(height) pixels from column \(x), row \(y) are not inside of \(image.size)")
        }
        let rows = layout == .channelsFirst ? shape.count - 2 : 0
        var shape = shape
        (shape[rows], shape[rows + 1]) = (height, width)
        return Tensor(
            storage: storage, elementType: elementType, shape: shape, strides: strides,
            byteOffset: byteOffset + (y * strides[rows] + x * strides[rows + 1]) * elementType.byteCount)
    }

    /// The picture turned upright from an orientation in which it is stored: `turned(from: .mirrored)` exchanges left and
    /// right, `turned(from: .turnedLeft)` makes a quarter turn clockwise.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` or `wrongType` when the tensor is no picture of this layout.
    public func turned(from orientation: ImageOrientation, layout: ImageLayout = .channelsFirst) throws -> Tensor {
        let image = try TensorImage(self, layout: layout)
        let view = PixelView(image).turned(from: orientation)
        let shape =
            shape.count == 2
            ? [view.size.height, view.size.width] : layout.shape(view.size, channelCount: image.channelCount)
        let result = Tensor(uninitialized: elementType, shape: shape)
        view.copy(to: result.base, layout: layout)
        withExtendedLifetime(storage) {}
        return result
    }

    /// The picture as grey or in colours; alpha, the last of 2 or 4 channels, is dropped. A picture that has just these
    /// channels is not copied.
    ///
    /// Grey is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), for `u8` in Pillow's rounding.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` or `wrongType` when the tensor is no picture of this layout, or has
    ///   more than 4 channels.
    public func converted(to channels: ImageChannels, layout: ImageLayout = .channelsFirst) throws -> Tensor {
        let image = try TensorImage(self, layout: layout)
        guard (1...4).contains(image.channelCount) else { throw image.channelError("pictures to convert have 1 to 4") }
        if image.channelCount == channels.count, shape.count == 3 { return self }
        let result = Tensor(
            uninitialized: elementType, shape: layout.shape(image.size, channelCount: channels.count))
        let view = PixelView(image)
        switch elementType {
        case .u8:
            view.convert(to: result.base.assumingMemoryBound(to: UInt8.self), channels, layout, luma)
        default:
            view.convert(to: result.base.assumingMemoryBound(to: Float.self), channels, layout) {
                0.299 * $0 + 0.587 * $1 + 0.114 * $2
            }
        }
        withExtendedLifetime(storage) {}
        return result
    }
}

extension PixelView {
    fileprivate func convert<Element>(
        to target: UnsafeMutablePointer<Element>, _ channels: ImageChannels, _ layout: ImageLayout,
        _ luma: (Element, Element, Element) -> Element
    ) {
        let source = base.assumingMemoryBound(to: Element.self)
        let isColour = channelCount >= 3
        let pixelStep = layout == .channelsLast ? channels.count : 1
        let channelStep = layout == .channelsLast ? 1 : size.pixelCount
        var pixel = target
        for y in 0..<size.height {
            for x in 0..<size.width {
                let from = source + y * row + x * column
                switch (channels, isColour) {
                case (.grey, true): pixel[0] = luma(from[0], from[channel], from[2 * channel])
                case (.grey, false): pixel[0] = from[0]
                case (.rgb, _):
                    for index in 0..<3 { pixel[index * channelStep] = from[isColour ? index * channel : 0] }
                }
                pixel += pixelStep
            }
        }
    }
}
