public import Graphbook

/// Makes a note of each file of a folder.
///
/// A note has the file's path under `path`, its name under `name`, and that of the folder it lies in under `folder`. Files
/// come in the order of their names, those of a folder before those of the folders in it; names that begin with a dot are
/// passed over, and links to folders are not followed.
///
/// - Parameters:
///   - folder: The folder.
///   - patterns: What the files' names match one of: `*.txt`, `scan-?.pdf`; in capitals or not.
///   - recursive: Whether files of the folders in it are read too.
@Source("Files/From Folder")
public func filesFromFolder(
    to emit: Emitter, folder: FilePath, patterns: [String] = ["*"], recursive: Bool = true
) async throws {
    try await FolderScan(patterns: patterns, isRecursive: recursive).folders(in: folder) { folder, names in
        for name in names {
            try await emit(
                Note([
                    "path": .string((folder / name).string), "name": .string(name), "folder": .string(folder.lastName),
                ]))
        }
    }
}
