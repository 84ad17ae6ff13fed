public import Graphbook
public import GraphbookImaging

/// Loads pictures, in the workers, and puts them into their items.
///
/// JPEG, PNG and WebP are read, and turned as the camera noted. A picture is a tensor `f32[channels, height, width]`, values
/// 0 to 1. Pictures in notes take memory as long as these are under way; where only a model needs them, a batch step with a
/// load function of its own takes less.
///
/// - Parameters:
///   - width: The width in pixels; nil, as is the height then, for that of the file.
///   - height: The height in pixels.
///   - fit: What becomes of a picture of other proportions.
///   - channels: What a pixel is made of.
///   - bytes: Whether samples are bytes, `u8` from 0 to 255, which take a fourth of the memory.
///   - key: The field of the item that gets the picture.
@BatchStep("Images/Load", itemKey: "image_paths", load: loadImage(_:width:height:fit:channels:bytes:))
public func loadImages(
    _ batch: Batch<Tensor>, width: Int? = nil, height: Int? = nil, fit: ImageFit = .stretched,
    channels: ImageChannels = .rgb, bytes: Bool = false, key: String = "image"
) {
    batch.keep(as: key)
}

private func loadImage(
    _ item: Item, width: Int?, height: Int?, fit: ImageFit, channels: ImageChannels, bytes: Bool
) throws -> Tensor {
    let size: ImageSize?
    switch (width, height) {
    case (let width?, let height?): size = ImageSize(width: width, height: height)
    case (nil, nil): size = nil
    default: throw GraphbookError(.contract, "a width needs a height as well, and a height a width")
    }
    return try Tensor(image: item.path, size: size, fit: fit, elementType: bytes ? .u8 : .f32, channels: channels)
}
