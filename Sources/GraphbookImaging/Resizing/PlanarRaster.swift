import CImaging

/// A picture as planes of luma, blue difference and red difference, in memory that somebody else owns, to be resized.
struct PlanarRaster {
    struct Plane {
        /// The first sample, from the base.
        let offset: Int
        /// At least `CImagingLeastRow`.
        let rowByteCount: Int
        /// The pixels of the picture to one sample: 1 × 1 for luma.
        let covered: ImageSize
    }

    let size: ImageSize
    var planes: [Plane]
    var base: UnsafePointer<UInt8>?

    /// Writes a part of the picture in another size as planes of red, green and blue, `f32` from 0 to 1.
    ///
    /// Making colours is a sum of the planes, as resizing is one of samples, so it may as well be done to the few pixels
    /// of the result. What is lost is that colours out of range are cut off in each pixel.
    func resize(
        _ part: RasterPart, to target: UnsafeMutablePointer<Float>, size newSize: ImageSize, _ scratch: Scratch
    ) throws {
        let mixed = try scratch.mixed.reserve(CImagingMixedSamples(size.width, 1) * MemoryLayout<Float>.stride)
        let axes = planes.map { plane in
            (
                scratch.axis(part.columns, of: size.width, to: newSize.width, covering: plane.covered.width),
                scratch.axis(part.rows, of: size.height, to: newSize.height, covering: plane.covered.height)
            )
        }
        let resizes = planes.indices.map { index in
            var resize = CImagingResize()
            resize.conversion = CImagingBytesToLevels
            resize.channels = 1
            (resize.horizontal, resize.vertical) = (axes[index].0.unowned, axes[index].1.unowned)
            resize.source = base.map { UnsafeRawPointer($0 + planes[index].offset) }
            resize.sourceRow = planes[index].rowByteCount
            resize.target = UnsafeMutableRawPointer(target + index * newSize.pixelCount)
            resize.targetRow = newSize.width
            resize.targetPlane = newSize.pixelCount
            resize.mixed = mixed.assumingMemoryBound(to: Float.self)
            return resize
        }
        resizes.withUnsafeBufferPointer { CImagingRunResizeOfPlanes($0.baseAddress) }
        withExtendedLifetime(axes) {}
    }
}
