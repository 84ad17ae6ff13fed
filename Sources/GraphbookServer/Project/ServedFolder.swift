import GraphbookCore
import GraphbookSupervisor

/// The folder that is served. Paths of requests lead into it, never out of it.
struct ServedFolder: Sendable {
    /// An absolute path without symbolic links.
    let root: String

    /// - Throws: ``GraphbookError`` when the folder is missing.
    init(_ path: String) throws { root = try FileSystem.resolved(path) }

    var name: String { root.split(separator: "/").last.map(String.init) ?? "/" }

    /// Where the server keeps what is its own: drafts, and the store of runs.
    var scratch: String { "\(root)/.graphbook" }

    /// The absolute path of something that is there.
    ///
    /// - Throws: ``APIError``: `forbidden` for a path that leads out of the folder or to something hidden, `notFound`.
    func existing(_ path: String) throws -> String {
        try check(path)
        let resolved: String
        do { resolved = try FileSystem.resolved("\(root)/\(path)") } catch {
            throw APIError(.notFound, "the project has no '\(path)'")
        }
        guard isWithin(resolved) else { throw outside(path) }
        return resolved
    }

    /// The absolute path of something that may not be there yet, in a folder that is.
    ///
    /// - Throws: as ``existing(_:)``.
    func place(for path: String) throws -> String {
        try check(path)
        if FileSystem.exists("\(root)/\(path)") { return try existing(path) }
        let folder = FileSystem.folder(of: path)
        let parent = folder == "." ? root : try existing(folder)
        guard FileSystem.isFolder(parent) else { throw APIError(.notFound, "'\(folder)' is no folder") }
        return "\(parent)/\(path.split(separator: "/").last ?? "")"
    }

    /// A path as the API tells it; nil for what does not lie in the folder.
    func relative(_ path: String) -> String? {
        if path == root { return "" }
        return isWithin(path) ? String(path.dropFirst(root.count + 1)) : nil
    }

    private func isWithin(_ path: String) -> Bool { path == root || path.hasPrefix("\(root)/") }

    private func check(_ path: String) throws {
        if path.isEmpty || path.utf8.count > 4096 || path.utf8.contains(0) {
            throw APIError(.badRequest, "a path has 1 to 4096 bytes, none of them 0")
        }
        if path.hasPrefix("/") || path.contains("\\") { throw outside(path) }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("..") { throw outside(path) }
        if parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) {
            throw APIError(.forbidden, "'\(path)': empty and hidden names are not served")
        }
    }

    private func outside(_ path: String) -> APIError {
        APIError(.forbidden, "'\(path)' leads out of the project; paths are relative to its folder")
    }
}
