public import Graphbook
public import GraphbookImaging

/// Writes pictures to files, in the workers.
///
/// A picture is named for the file that it was loaded from: that of `photos/cats/01.jpg` is `cats/01.png` in the folder.
/// Two pictures of one name overwrite each other, so keep as much of the paths as tells them apart. The path of the file is
/// put into the item under `saved`. A file appears when it is complete.
///
/// - Parameters:
///   - folder: Where the pictures are written. Folders are made where they are missing.
///   - format: The format of the files.
///   - quality: That of a JPEG or WebP, 1 to 100.
///   - keep: How many parts of the path stay: 1 for the name, 2 for the folder and the name.
///   - key: The field of the item that holds the picture.
@BatchStep("Images/Save", itemKey: "image_paths", dump: saveImage(_:quality:))
public func saveImages(
    _ batch: Batch<Value>, folder: FilePath, format: ImageFormat = .png, quality: Int = 90, keep: Int = 2,
    key: String = "image"
) throws -> [PictureFile] {
    try batch.items.map { item in
        let parts = try item.path.split(separator: "/").suffix(max(keep, 1)).joined(separator: "/")
        let dot = parts.lastIndex(of: "."), slash = parts.lastIndex(of: "/")
        let name = dot.flatMap { dot in slash.map { $0 < dot } ?? true ? parts[..<dot] : nil } ?? parts[...]
        let file = PictureFile(
            picture: try item.image(key), path: (folder / "\(name).\(format == .jpeg ? "jpg" : format.rawValue)").string
        )
        item["saved"] = file.path
        return file
    }
}

/// A picture, and where it is written.
public struct PictureFile: Codable, Sendable {
    let picture: Tensor
    let path: String
}

private func saveImage(_ file: PictureFile, quality: Int) throws {
    try OutputFile.makeFolders(of: file.path)
    try file.picture.writeImage(to: file.path, quality: quality)
}
