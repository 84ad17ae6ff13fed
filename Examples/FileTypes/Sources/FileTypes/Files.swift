import Foundation
import Graphbook

/// Makes a note of each file in a folder, in the order of their names: its `name`, and its `path`.
///
/// - Parameter folder: The folder; those in it are left out.
@Source("FileTypes/Files")
func files(to emit: Emitter, in folder: FilePath) async throws {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: folder.string).sorted() {
        var isFolder: ObjCBool = false
        let path = (folder / name).string
        guard manager.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
        try await emit(Note(["name": .string(name), "path": .string(path)]))
    }
}
