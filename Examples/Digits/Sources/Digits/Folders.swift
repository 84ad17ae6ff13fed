import Foundation
import Graphbook

/// Makes a note of each folder of pictures: its name under `label`, its PNG files under `image_paths`.
///
/// - Parameter folder: The folder that holds one folder a class.
@Source("Digits/Folders")
func folders(to emit: Emitter, in folder: FilePath) async throws {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: folder.string).sorted() {
        var isFolder: ObjCBool = false
        let path = folder / name
        guard files.fileExists(atPath: path.string, isDirectory: &isFolder), isFolder.boolValue else { continue }
        let pictures = try files.contentsOfDirectory(atPath: path.string).filter { $0.hasSuffix(".png") }.sorted()
        try await emit(
            Note(["label": .string(name), "image_paths": .array(pictures.map { .string((path / $0).string) })]))
    }
}
