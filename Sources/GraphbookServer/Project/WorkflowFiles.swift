import GraphbookCore
import GraphbookSupervisor
import Synchronization

/// The project's workflow files: listed, read, and saved whole or not at all.
final class WorkflowFiles: Sendable {
    /// Most files that are listed, and most entries that are looked at for them.
    private static let listed = 1000
    private static let visited = 50_000

    let project: ServedFolder
    let drafts: Drafts
    /// Held from the comparison of a revision to the end of writing: of two savers one finds the other's file.
    private let saving = Mutex(())

    init(_ project: ServedFolder) {
        self.project = project
        drafts = Drafts(in: project)
    }

    // MARK: - One file

    /// - Throws: ``APIError``.
    func read(_ path: String) throws -> WorkflowAnswer {
        let text = try text(of: project.existing(path))
        return WorkflowAnswer(path: path, revision: Revision.of(text), text: text, draft: try drafts.read(path))
    }

    /// Makes a file.
    ///
    /// - Throws: ``APIError``: `conflict` where one is there.
    func make(_ path: String, _ text: String) throws -> WorkflowAnswer {
        try checkName(path)
        try checkSize(text)
        return try saving.withLock { _ in
            let place = try project.place(for: path)
            if FileSystem.exists(place) { throw APIError(.conflict, "there is a '\(path)' already") }
            try write(text, to: place)
            return WorkflowAnswer(path: path, revision: Revision.of(text), text: text, draft: try drafts.read(path))
        }
    }

    /// Replaces a file, and takes its draft away.
    ///
    /// - Parameter base: The revision that the change is based on.
    /// - Returns: The new revision.
    /// - Throws: ``APIError``: `conflict`, with the file's `revision` and `text`, where it was changed since.
    func save(_ path: String, _ text: String, base: String) throws -> String {
        try checkSize(text)
        return try saving.withLock { _ in
            let file = try project.existing(path)
            try check(base, of: file, path)
            try write(text, to: file)
            try drafts.forget(path)
            return Revision.of(text)
        }
    }

    /// Deletes a file and its draft.
    func delete(_ path: String, base: String) throws {
        try saving.withLock { _ in
            let file = try project.existing(path)
            try check(base, of: file, path)
            try FileSystem.remove(file)
            try drafts.forget(path)
        }
    }

    private func check(_ base: String, of file: String, _ path: String) throws {
        let text = try text(of: file), revision = Revision.of(text)
        if revision == base { return }
        throw APIError(
            .conflict, "'\(path)' was changed since it was opened",
            details: ["revision": .string(revision), "text": .string(text)])
    }

    /// Only what is a workflow is served by this part of the API.
    private func text(of file: String) throws -> String {
        guard !FileSystem.isFolder(file), let size = FileSystem.size(of: file) else {
            throw APIError(.notFound, "'\(project.relative(file) ?? file)' is no file")
        }
        if size > RequestLimits.bodyBytes { throw WorkflowFiles.tooLarge }
        let text = try FileSystem.text(of: file)
        if WorkflowOutline(text) == nil {
            throw APIError(.forbidden, "'\(project.relative(file) ?? file)' is no workflow file")
        }
        return text
    }

    private func write(_ text: String, to file: String) throws {
        if WorkflowOutline(text) == nil {
            throw APIError(.badRequest, "the text is no workflow: a JSON object with the key \"graphbook\"")
        }
        do { try FileSystem.save(text, as: file, isDurable: true) } catch {
            throw APIError(.internal, "\(error)")
        }
    }

    private func checkName(_ path: String) throws {
        if !path.hasSuffix(".json") {
            throw APIError(.badRequest, "a workflow's file name ends in .json, not '\(path)'")
        }
    }

    private func checkSize(_ text: String) throws {
        if text.utf8.count > RequestLimits.bodyBytes { throw WorkflowFiles.tooLarge }
    }

    private static var tooLarge: APIError {
        APIError(
            .tooLarge, "a workflow has at most \(RequestLimits.bodyBytes >> 20) MiB",
            details: ["limit": .int(RequestLimits.bodyBytes)])
    }

    // MARK: - All files

    /// The workflow files, by path.
    func list() -> [WorkflowEntry] {
        var found: [WorkflowEntry] = [], left = WorkflowFiles.visited
        visit(project.root, &found, &left)
        return found.sorted { $0.path < $1.path }
    }

    private func visit(_ folder: String, _ found: inout [WorkflowEntry], _ left: inout Int) {
        for entry in FileSystem.entries(of: folder) where !entry.name.hasPrefix(".") {
            left -= 1
            if left < 0 || found.count == WorkflowFiles.listed { return }
            let path = "\(folder)/\(entry.name)"
            if entry.isLink { continue }
            if entry.isFolder {
                visit(path, &found, &left)
            } else if entry.name.hasSuffix(".json"), let workflow = self.entry(path) {
                found.append(workflow)
            }
        }
    }

    private func entry(_ file: String) -> WorkflowEntry? {
        guard let path = project.relative(file), let size = FileSystem.size(of: file),
            size <= RequestLimits.bodyBytes,
            // What can't be read, or is no text, is no workflow of anyone's.
            let text = try? FileSystem.text(of: file), let outline = WorkflowOutline(text),
            let modified = FileSystem.changeTime(of: file)
        else { return nil }
        return WorkflowEntry(
            path: path, name: outline.name ?? WorkflowFiles.name(of: path), documentation: outline.documentation,
            nodes: outline.nodes, modified: modified.text, hasDraft: drafts.exists(path), problem: outline.problem)
    }

    /// What a workflow is called that does not say it: its file's name up to the first dot.
    static func name(of path: String) -> String {
        path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "workflow"
    }

    /// The files and their revisions as far as they tell of changes: time and size.
    func stamps() -> [String: String] {
        var stamps: [String: String] = [:], left = WorkflowFiles.visited
        stamp(project.root, &stamps, &left)
        return stamps
    }

    private func stamp(_ folder: String, _ stamps: inout [String: String], _ left: inout Int) {
        for entry in FileSystem.entries(of: folder) where !entry.name.hasPrefix(".") && !entry.isLink {
            left -= 1
            if left < 0 || stamps.count == WorkflowFiles.listed { return }
            let path = "\(folder)/\(entry.name)"
            if entry.isFolder {
                stamp(path, &stamps, &left)
            } else if entry.name.hasSuffix(".json"), let time = FileSystem.changeTime(of: path),
                let size = FileSystem.size(of: path)
            {
                stamps[path] = "\(time.text) \(size)"
            }
        }
    }
}

/// What a list tells of a workflow file, read without checking it.
struct WorkflowOutline {
    var name: String?
    /// The first line.
    var documentation = ""
    var nodes = 0
    /// Why it can't be read.
    var problem: String?

    /// nil for a text that is no workflow at all.
    init?(_ text: String) {
        // A quick look first: a data set's JSON may be large.
        guard text.contains("\"graphbook\"") else { return nil }
        let value: Value
        do { value = try JSON.value(of: text) } catch {
            problem = "\(error)"
            return
        }
        guard let fields = value.fields, fields["graphbook"] != nil else { return nil }
        name = fields["name"].flatMap(String.init(noteValue:))
        documentation =
            fields["documentation"].flatMap(String.init(noteValue:))?.split(separator: "\n").first
            .map(String.init) ?? ""
        nodes = fields["nodes"]?.fields?.count ?? 0
    }
}
