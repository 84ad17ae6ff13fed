import GraphbookCore

/// A user's Swift package, whose executable is the host of its workflows.
public struct Project: Sendable, Equatable {
    public enum Configuration: String, Sendable {
        case debug, release
    }

    /// The package's folder, an absolute path.
    public let folder: String
    /// The executables that depend on Graphbook.
    public let hosts: [String]
    /// What is compiled, apart from packages it depends on: absolute paths.
    let sources: [String]
    private let name: String

    /// The package that a folder lies in: the nearest folder upwards with a `Package.swift` says. nil where there is none, or
    /// where its package does not use Graphbook (as Graphbook's own does not): workflows there run in the stock host.
    ///
    /// - Throws: ``GraphbookError`` when the folder is missing or the manifest can't be read; ``Interrupted``.
    public static func containing(_ folder: String, interrupts: Interrupts? = nil) throws -> Project? {
        let folder = try FileSystem.resolved(folder)
        guard let root = FileSystem.ancestors(of: folder).first(where: { FileSystem.exists("\($0)/Package.swift") })
        else { return nil }
        let outline = try outline(of: root, interrupts: interrupts)
        return outline.hosts.isEmpty ? nil : Project(folder: root, outline: outline)
    }

    init(folder: String, outline: PackageOutline) {
        self.folder = folder
        name = outline.name
        hosts = outline.hosts
        sources = ["\(folder)/Package.swift"] + outline.folders.map { "\(folder)/\($0)" }
    }

    /// The executable that hosts.
    ///
    /// - Parameter name: nil for the only one there is.
    /// - Throws: ``GraphbookError`` with code `missing` that names those there are.
    public func host(named name: String?) throws -> String {
        let known = hosts.map { "'\($0)'" }.joined(separator: ", ")
        if let name {
            if hosts.contains(name) { return name }
            throw GraphbookError(
                .missing,
                "package '\(self.name)' has no executable '\(name)' that depends on Graphbook; it has \(known)")
        }
        guard let only = hosts.first, hosts.count == 1 else {
            throw GraphbookError(
                .missing,
                "package '\(self.name)' has several executables that depend on Graphbook: "
                    + "say which is the host, with --host and one of \(known)")
        }
        return only
    }

    // MARK: - What SwiftPM says, kept

    /// Asking SwiftPM takes half a second, so its answer is kept until the manifest changes.
    private static func outline(of folder: String, interrupts: Interrupts?) throws -> PackageOutline {
        let manifest = "\(folder)/Package.swift", kept = "\(scratchFolder(of: folder))/package.json"
        if let changed = FileSystem.changeTime(of: manifest), let made = FileSystem.changeTime(of: kept),
            changed < made,
            // An answer that can't be read, say from another version, is asked for again.
            let outline = try? PackageOutline(description: FileSystem.text(of: kept))
        {
            return outline
        }
        let tool = Tool(
            program: "swift", arguments: ["package", "describe", "--type", "json"], folder: folder,
            interrupts: interrupts)
        let (end, output) = try tool.run()
        guard end == .exited(0) else {
            throw GraphbookError(.file, "can't read '\(manifest)': 'swift package describe' \(end)")
        }
        let outline = try PackageOutline(description: output)
        // Where nothing can be kept, the answer is asked for again next time.
        try? FileSystem.makeFolder(scratchFolder(of: folder))
        try? FileSystem.save(output, as: kept)
        return outline
    }

    /// Where Graphbook keeps what it knows of a package: within SwiftPM's folder for what can be made again.
    static func scratchFolder(of folder: String) -> String { "\(folder)/.build/graphbook" }
}
