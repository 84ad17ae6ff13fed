import GraphbookCore

/// A tensor of `u8` or `f32` seen as a picture.
struct TensorImage {
    let tensor: Tensor
    let layout: ImageLayout
    let size: ImageSize
    let channelCount: Int

    init(_ tensor: Tensor, layout: ImageLayout) throws {
        guard tensor.elementType == .f32 || tensor.elementType == .u8 else {
            throw GraphbookError(
                .wrongType, "a picture is a tensor of f32 or u8, and \(tensor.summary) is not; use converted(to: .f32)")
        }
        let shape = tensor.shape
        guard shape.count == 2 || shape.count == 3, !shape.contains(0) else {
            let order = layout == .channelsFirst ? "[channels, height, width]" : "[height, width, channels]"
            throw GraphbookError(
                .shape, "\(tensor.summary) is no picture; its shape is \(order), or [height, width] for grey")
        }
        self.tensor = tensor
        self.layout = layout
        switch layout {
        case .channelsFirst:
            size = ImageSize(width: shape[shape.count - 1], height: shape[shape.count - 2])
            channelCount = shape.count == 3 ? shape[0] : 1
        case .channelsLast:
            size = ImageSize(width: shape[1], height: shape[0])
            channelCount = shape.count == 3 ? shape[2] : 1
        }
    }

    /// An error about the number of channels; it names the layout, as that is what is often wrong.
    func channelError(_ expectation: String) -> GraphbookError {
        GraphbookError(
            .shape, "\(tensor.summary) has \(channelCount) channels with layout \(layout); \(expectation)")
    }

    /// The elements in row-major order, without gaps, in scratch memory.
    func contiguousCopy(in buffer: ScratchBuffer) throws -> UnsafeRawPointer {
        let target = try buffer.reserve(tensor.byteCount)
        PixelView(self).copy(to: target, layout: layout)
        withExtendedLifetime(tensor.storage) {}
        return UnsafeRawPointer(target)
    }
}
