import Foundation
import Graphbook

/// Makes a note of each file in a folder, in the order of their names: its `name`, and its `path`.
///
/// - Parameter folder: The folder; those in it are left out.
@Source("FileTypes/Files")
func files(to emit: Emitter, in folder: FilePath) async throws {
    let url = URL(fileURLWithPath: folder.string)
    for file in try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isRegularFileKey])
        .sorted(by: { $0.lastPathComponent < $1.lastPathComponent })
    where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        try await emit(Note(["name": .string(file.lastPathComponent), "path": .string(file.path)]))
    }
}
