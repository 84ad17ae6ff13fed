import GraphbookCore
import GraphbookSupervisor
import Synchronization

/// What the page has changed in workflows and not saved: kept in files of its own, so that it survives a crash of page and
/// server.
final class Drafts: Sendable {
    private let project: ServedFolder
    private let writing = Mutex(())

    init(in project: ServedFolder) { self.project = project }

    private var folder: String { "\(project.scratch)/drafts" }

    /// One file a workflow, named for its path: letters, digits, `-` and `_` as they are, other bytes as `%2F`.
    private func file(_ path: String) -> String {
        let name = path.utf8.map { byte -> String in
            let character = Character(UnicodeScalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "-_".contains(character) {
                return String(character)
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
        return "\(folder)/\(name).json"
    }

    func exists(_ path: String) -> Bool { FileSystem.exists(file(path)) }

    /// The draft of a workflow; nil where there is none.
    func read(_ path: String) throws -> DraftAnswer? {
        let file = file(path)
        guard let modified = FileSystem.changeTime(of: file) else { return nil }
        let text = try FileSystem.text(of: file)
        let kept = try ValueDecoder().decode(KeptDraft.self, from: JSON.value(of: text))
        return DraftAnswer(
            revision: Revision.of(text), base: kept.base, text: kept.text, modified: modified.text, writer: kept.writer)
    }

    /// Keeps a draft.
    ///
    /// - Parameter base: The revision of the draft that is replaced; nil where there is none yet.
    /// - Returns: The draft's revision.
    /// - Throws: ``APIError``: `conflict` where another has written meanwhile.
    func write(_ path: String, _ draft: KeptDraft, over base: String?) throws -> String {
        _ = try project.place(for: path)
        return try writing.withLock { _ in
            let current = try read(path)
            if current?.revision != base {
                var details: Fields = [:]
                if let current { details = ["revision": .string(current.revision), "text": .string(current.text)] }
                throw APIError(.conflict, "the draft of '\(path)' was changed in another tab", details: details)
            }
            let text = try JSON.text(of: ValueEncoder().encode(draft))
            try FileSystem.makeFolder(folder)
            try FileSystem.save(text, as: file(path), isDurable: true)
            return Revision.of(text)
        }
    }

    /// Takes a draft away, where there is one.
    func forget(_ path: String) throws {
        let file = file(path)
        if FileSystem.exists(file) { try FileSystem.remove(file) }
    }
}

/// A draft as it is kept.
struct KeptDraft: Codable, Sendable {
    /// The revision of the file that it was begun from; empty for a file that does not exist yet.
    let base: String
    let text: String
    /// Which tab wrote it.
    let writer: String
}
