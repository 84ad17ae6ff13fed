import GraphbookSupervisor

/// A folder of the project, for choosing a path.
struct FileListing: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        enum Kind: String, Encodable, Sendable, Comparable {
            case folder, image, file

            static func < (left: Kind, right: Kind) -> Bool { left == .folder && right != .folder }
        }

        let name: String
        let path: String
        let kind: Kind
        /// In bytes; of files.
        let size: Int?
        let modified: String
    }

    /// Most entries that are told.
    static let limit = 1000

    let path: String
    /// Folders first, then by name.
    let entries: [Entry]
    /// Whether there are more.
    let isCut: Bool

    /// - Parameter path: Relative to the project; empty for its own folder.
    /// - Throws: ``APIError``.
    init(_ path: String, in project: ServedFolder) throws {
        let folder = path.isEmpty ? project.root : try project.existing(path)
        guard FileSystem.isFolder(folder) else { throw APIError(.badRequest, "'\(path)' is no folder") }
        let found = FileSystem.entries(of: folder).filter { !$0.name.hasPrefix(".") }.compactMap { entry -> Entry? in
            let place = "\(folder)/\(entry.name)"
            // A link is told as what it leads to, if that lies in the project.
            guard let target = entry.isLink ? try? FileSystem.resolved(place) : place,
                project.relative(target) != nil, let modified = FileSystem.changeTime(of: place)
            else { return nil }
            let isFolder = entry.isLink ? FileSystem.isFolder(place) : entry.isFolder
            return Entry(
                name: entry.name, path: path.isEmpty ? entry.name : "\(path)/\(entry.name)",
                kind: isFolder ? .folder : PictureType(fileName: entry.name) == nil ? .file : .image,
                size: isFolder ? nil : FileSystem.size(of: place), modified: modified.text)
        }.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
        self.path = path
        entries = Array(found.prefix(FileListing.limit))
        isCut = found.count > FileListing.limit
    }
}
