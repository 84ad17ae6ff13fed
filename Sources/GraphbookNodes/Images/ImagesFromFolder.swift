public import Graphbook

/// Makes a note of each folder that has pictures.
///
/// A note has the paths of the folder's pictures as a list under `image_paths`, and the folder's name under `label`. Files
/// come in the order of their names, and a folder before those in it; names that begin with a dot are passed over, and
/// links to folders are not followed.
///
/// - Parameters:
///   - folder: The folder that the pictures, or the folders with them, lie in.
///   - patterns: What the files' names match one of, in capitals or not.
///   - recursive: Whether the folders in it are read too.
///   - most: Most pictures of one note; a folder with more makes several notes. nil for all in one.
@Source("Images/From Folder")
public func imagesFromFolder(
    to emit: Emitter, folder: FilePath, patterns: [String] = ["*.jpg", "*.jpeg", "*.png", "*.webp"],
    recursive: Bool = true, most: Int? = nil
) async throws {
    if let most, most < 1 { throw GraphbookError(.contract, "a note has 1 picture or more, not \(most)") }
    try await FolderScan(patterns: patterns, isRecursive: recursive).folders(in: folder) { folder, names in
        let size = most ?? names.count
        for start in stride(from: 0, to: names.count, by: size) {
            let paths = names[start..<min(start + size, names.count)].map { (folder / $0).parameter }
            try await emit(Note(["label": .string(folder.lastName), "image_paths": .array(paths)]))
        }
    }
}
