import Foundation
import Graphbook

/// Makes a note of each WAV file in a folder, in the order of their names: its `name` without ending, and its `path`.
///
/// - Parameter folder: The folder; those in it are left out.
@Source("Speech/Recordings")
func recordings(to emit: Emitter, in folder: FilePath) async throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted() where name.hasSuffix(".wav")
    {
        try await emit(Note(["name": .string(String(name.dropLast(4))), "path": .string((folder / name).string)]))
    }
}
