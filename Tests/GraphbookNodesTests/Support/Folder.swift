import Foundation
import Graphbook

/// A folder for one test, which is removed with it.
final class Folder: Sendable {
    let path: FilePath

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("graphbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = FilePath(url.path)
    }

    // What can't be removed is left over in the temporary folder.
    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    /// Writes a file, and makes its folder.
    @discardableResult
    func write(_ text: String, to name: String) throws -> FilePath { try write(Data(text.utf8), to: name) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> FilePath {
        let url = URL(fileURLWithPath: (path / name).string)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        return path / name
    }

    func text(of name: String) throws -> String { try String(contentsOfFile: (path / name).string, encoding: .utf8) }

    /// What an error says, with the folder's path left out.
    func shorten(_ text: String) -> String { text.replacingOccurrences(of: path.string + "/", with: "") }
}
