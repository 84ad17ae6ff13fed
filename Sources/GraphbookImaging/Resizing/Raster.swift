import CImaging
import GraphbookCore

/// Rows of interleaved samples in memory that somebody else owns, to be resized.
struct Raster {
    /// From the start of any row, `CImagingLeastRow` samples can be read, even where rows have fewer.
    let base: UnsafeRawPointer
    /// `u8` or `f32`.
    let elementType: ElementType
    let size: ImageSize
    let channelCount: Int

    /// Writes a part of the picture in another size, without gaps, in its own type, or from `u8` as `f32`, 0 to 1.
    func resize(
        _ part: RasterPart, to target: UnsafeMutableRawPointer, as targetType: ElementType, size newSize: ImageSize,
        layout: ImageLayout,
        _ scratch: Scratch
    ) throws {
        let horizontal = scratch.axis(part.columns, of: size.width, to: newSize.width)
        let vertical = scratch.axis(part.rows, of: size.height, to: newSize.height)
        let mixedCount = CImagingMixedSamples(size.width, channelCount)
        let isPlanar = layout == .channelsFirst
        var resize = CImagingResize()
        resize.conversion =
            switch (elementType, targetType) {
            case (.u8, .u8): CImagingBytesToBytes
            case (.u8, .f32): CImagingBytesToFloats
            case (.f32, .f32): CImagingFloatsToFloats
            default: preconditionFailure("no resize from \(elementType) to \(targetType)")
            }
        resize.channels = channelCount
        resize.horizontal = horizontal.unowned
        resize.vertical = vertical.unowned
        resize.source = base
        resize.sourceRow = size.width * channelCount
        resize.target = target
        resize.targetRow = isPlanar ? newSize.width : newSize.width * channelCount
        resize.targetPlane = isPlanar ? newSize.pixelCount : 0
        resize.mixed = try scratch.mixed.reserve(mixedCount * MemoryLayout<Float>.stride)
            .assumingMemoryBound(to: Float.self)
        CImagingRunResize(&resize)
        withExtendedLifetime((horizontal, vertical)) {}
    }
}
