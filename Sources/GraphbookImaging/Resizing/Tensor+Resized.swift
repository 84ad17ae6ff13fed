import CImaging
import GraphbookCore

extension Tensor {
    /// The picture in another size, stretched, by an antialiased triangle filter: what Pillow calls `BILINEAR`.
    ///
    /// Takes `u8` (rounded as Pillow does, within 1) or `f32` of any range, with 1 to 4 channels, and keeps type and
    /// layout. A tensor of two dimensions is a grey picture.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when the tensor is no picture of this layout, or the size is
    ///   none; `wrongType` for another element type.
    public func resized(width: Int, height: Int, layout: ImageLayout = .channelsFirst) throws -> Tensor {
        let size = ImageSize(width: width, height: height)
        try size.check()
        let image = try TensorImage(self, layout: layout)
        guard image.channelCount <= Int(CImagingMostChannels) else {
            throw image.channelError("pictures to resize have 1 to \(CImagingMostChannels)")
        }
        return try Scratch.borrowed { scratch in
            // Each plane is resized as a picture of one channel.
            let planeCount = layout == .channelsFirst ? image.channelCount : 1
            let channelCount = image.channelCount / planeCount
            let isLongEnough = image.size.width * channelCount >= Int(CImagingLeastRow)
            let source =
                try isContiguous && isLongEnough ? UnsafeRawPointer(base) : image.contiguousCopy(in: scratch.copy)

            let shape = shape.count == 2 ? [height, width] : layout.shape(size, channelCount: image.channelCount)
            let result = Tensor(uninitialized: elementType, shape: shape)
            for plane in 0..<planeCount {
                let sourcePlane = plane * image.size.pixelCount * elementType.byteCount
                let resultPlane = plane * size.pixelCount * elementType.byteCount
                let raster = Raster(
                    base: source + sourcePlane, elementType: elementType, size: image.size, channelCount: channelCount)
                try raster.resize(
                    RasterPart(image.size), to: result.base + resultPlane, as: elementType, size: size, layout: layout,
                    scratch)
            }
            withExtendedLifetime(storage) {}
            return result
        }
    }
}
