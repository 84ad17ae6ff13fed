public import Graphbook
public import GraphbookImaging

// Steps that work on pictures which Images/Load has put into items: each in the workers, where a picture is sent and comes
// back from.

/// Gives pictures another size.
///
/// - Parameters:
///   - width: The width in pixels.
///   - height: The height in pixels.
///   - fit: What becomes of a picture of other proportions.
///   - key: The field of the item that holds the picture.
@BatchStep("Images/Resize", itemKey: "image_paths", load: resizeImage(_:width:height:fit:key:))
public func resizeImages(
    _ batch: Batch<Tensor>, width: Int, height: Int, fit: ImageFit = .stretched, key: String = "image"
) { batch.keep(as: key) }

private func resizeImage(_ item: Item, width: Int, height: Int, fit: ImageFit, key: String) throws -> Tensor {
    let image = try item.image(key), wanted = ImageSize(width: width, height: height)
    guard image.shape.count == 3, image.shape[1] > 0, image.shape[2] > 0, width > 0, height > 0, fit != .stretched
    else {
        return try image.resized(width: width, height: height)
    }
    let size = ImageSize(width: image.shape[2], height: image.shape[1])
    if fit == .inside {
        let fitted = size.fitted(inside: wanted)
        return try image.resized(width: fitted.width, height: fitted.height)
    }
    // The largest part of the proportions that are wanted.
    let part = ImageSize(
        width: min(size.width, max(1, size.height * width / height)),
        height: min(size.height, max(1, size.width * height / width)))
    return
        try image
        .cropped(
            x: (size.width - part.width) / 2, y: (size.height - part.height) / 2, width: part.width,
            height: part.height
        )
        .resized(width: width, height: height)
}

/// Cuts a rectangle out of pictures.
///
/// A picture that the rectangle is not inside of fails its note.
///
/// - Parameters:
///   - x: The leftmost column, from 0.
///   - y: The topmost row, from 0.
///   - width: The width in pixels.
///   - height: The height in pixels.
///   - key: The field of the item that holds the picture.
@BatchStep("Images/Crop", itemKey: "image_paths", load: cropImage(_:x:y:width:height:key:))
public func cropImages(
    _ batch: Batch<Tensor>, x: Int = 0, y: Int = 0, width: Int, height: Int, key: String = "image"
) { batch.keep(as: key) }

private func cropImage(_ item: Item, x: Int, y: Int, width: Int, height: Int, key: String) throws -> Tensor {
    try item.image(key).cropped(x: x, y: y, width: width, height: height)
}

/// Makes pictures grey, or coloured.
///
/// Grey is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601); a grey picture in colours has three equal ones.
///
/// - Parameters:
///   - channels: What a pixel is made of.
///   - key: The field of the item that holds the picture.
@BatchStep("Images/Convert", itemKey: "image_paths", load: convertImage(_:channels:key:))
public func convertImages(_ batch: Batch<Tensor>, channels: ImageChannels, key: String = "image") {
    batch.keep(as: key)
}

private func convertImage(_ item: Item, channels: ImageChannels, key: String) throws -> Tensor {
    try item.image(key).converted(to: channels)
}
