import Glibc
import Graphbook

/// The files of a folder, and of those in it, in the order of their names.
struct FolderScan {
    /// What files' names match one of, with `*`, `?` and `[…]` as in a shell, in capitals or not.
    let patterns: [String]
    let isRecursive: Bool

    /// Calls `body` for each folder that has such files, the outer ones first.
    ///
    /// Files and folders whose names begin with a dot are passed over, and links to folders are not followed.
    ///
    /// - Parameter body: Gets the path of a folder, and the names of its files.
    /// - Throws: ``GraphbookError`` with code `file` where a folder can't be read.
    func folders(in root: FilePath, _ body: (FilePath, [String]) async throws -> Void) async throws {
        var waiting = [root]
        while let folder = waiting.popLast() {
            let (files, folders) = try FolderScan.contents(of: folder)
            let matching = files.filter { file in patterns.contains { FolderScan.matches(file, $0) } }
            if !matching.isEmpty { try await body(folder, matching.sorted()) }
            if isRecursive { waiting += folders.sorted().reversed().map { folder / $0 } }
        }
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        fnmatch(pattern.lowercased(), name.lowercased(), 0) == 0
    }

    private static func contents(of folder: FilePath) throws -> (files: [String], folders: [String]) {
        guard let listing = opendir(folder.string) else {
            throw GraphbookError(.file, "the folder '\(folder)' cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { closedir(listing) }
        var files: [String] = [], folders: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(".") { continue }
            switch kind(of: folder / name) {
            case S_IFDIR: if !isLink(folder / name) { folders.append(name) }
            case S_IFREG: files.append(name)
            default: break
            }
        }
        return (files, folders)
    }

    private static func kind(of path: FilePath) -> mode_t {
        var status = stat()
        return stat(path.string, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private static func isLink(_ path: FilePath) -> Bool {
        var status = stat()
        return lstat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}

extension FilePath {
    /// What stands behind the last slash.
    var lastName: String { string.split(separator: "/").last.map(String.init) ?? string }
}
