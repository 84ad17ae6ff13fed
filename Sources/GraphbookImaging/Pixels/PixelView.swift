import GraphbookCore

/// A picture's samples at regular distances in memory that somebody else owns. Distances count samples and may be
/// negative, so that a picture is cropped, turned or mirrored without being copied.
struct PixelView {
    var base: UnsafeRawPointer
    /// `u8` or `f32`.
    let elementType: ElementType
    var size: ImageSize
    let channelCount: Int
    var row: Int
    var column: Int
    let channel: Int

    /// Samples without gaps.
    init(
        _ base: UnsafeRawPointer, _ elementType: ElementType, _ size: ImageSize, channelCount: Int, layout: ImageLayout
    ) {
        self.base = base
        self.elementType = elementType
        self.size = size
        self.channelCount = channelCount
        switch layout {
        case .channelsFirst: (row, column, channel) = (size.width, 1, size.pixelCount)
        case .channelsLast: (row, column, channel) = (size.width * channelCount, channelCount, 1)
        }
    }

    /// The samples of a tensor; valid as long as its storage is held.
    init(_ image: TensorImage) {
        base = UnsafeRawPointer(image.tensor.base)
        elementType = image.tensor.elementType
        size = image.size
        channelCount = image.channelCount
        let strides = image.tensor.strides
        switch (image.layout, strides.count) {
        case (_, 2): (row, column, channel) = (strides[0], strides[1], 0)
        case (.channelsFirst, _): (row, column, channel) = (strides[1], strides[2], strides[0])
        case (.channelsLast, _): (row, column, channel) = (strides[0], strides[1], strides[2])
        }
    }

    /// What is seen upright of a picture that is stored like this.
    func turned(from orientation: ImageOrientation) -> PixelView {
        var view = self
        if orientation.isMirroredAlongRows {
            view.base += (size.width - 1) * column * elementType.byteCount
            view.column = -column
        }
        if orientation.isMirroredAlongColumns {
            view.base += (size.height - 1) * row * elementType.byteCount
            view.row = -row
        }
        if orientation.swapsAxes {
            (view.row, view.column) = (view.column, view.row)
            view.size = size.swapped
        }
        return view
    }

    /// Copies all samples, without gaps.
    func copy(to memory: UnsafeMutableRawPointer, layout: ImageLayout) {
        switch elementType {
        case .u8: copy(UInt8.self, to: memory, layout)
        default: copy(Float.self, to: memory, layout)
        }
    }

    private func copy<Element>(_: Element.Type, to memory: UnsafeMutableRawPointer, _ layout: ImageLayout) {
        let source = base.assumingMemoryBound(to: Element.self)
        var target = memory.assumingMemoryBound(to: Element.self)
        switch layout {
        case .channelsFirst:
            for plane in 0..<channelCount {
                for y in 0..<size.height {
                    let start = source + plane * channel + y * row
                    for x in 0..<size.width { target[x] = start[x * column] }
                    target += size.width
                }
            }
        case .channelsLast:
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let pixel = source + y * row + x * column
                    for sample in 0..<channelCount { target[sample] = pixel[sample * channel] }
                    target += channelCount
                }
            }
        }
    }
}
