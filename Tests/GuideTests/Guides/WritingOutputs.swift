import Graphbook
import GraphbookImaging

/// A picture to be written, and where it came from.
struct Mask: Codable {
    let pixels: Tensor
    let path: String
}

/// Writes a mask to a folder that is there.
func save(_ mask: Mask, to folder: FilePath) throws {
    let name = mask.path.split(separator: "/").last ?? "mask.png"
    try mask.pixels.writeImage(to: (folder / String(name)).string)
}

func loadPicture(_ path: String) throws -> Tensor { try Tensor(image: path, side: 64) }

/// Darkens pictures to masks, and writes those.
@BatchStep("Vision/Mask", size: 8, itemKey: "image_paths", load: loadPicture, dump: save(_:to:))
func mask(_ batch: Batch<Tensor>, to folder: FilePath = "out/masks") throws -> [Mask] {
    try zip(batch.loaded, batch.items).map { picture, item in
        Mask(pixels: picture, path: try item.path)
    }
}
