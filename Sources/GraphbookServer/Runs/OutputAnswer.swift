import GraphbookCore
import GraphbookImaging
import GraphbookStore
import GraphbookSupervisor

/// A note that left a node, as far as it can be looked at: `Output` of Documentation/openapi.json.
struct OutputAnswer: Encodable, Sendable {
    struct Picture: Encodable, Sendable {
        let key: String
        let image: String
        let width: Int
        let height: Int
    }

    let index: Int
    let node: String
    let port: String
    let note: NoteID?
    let seconds: Double
    let value: Value
    let cut: Bool
    let images: [Picture]

    /// Most pictures told of one note.
    private static let picturesTold = 24

    init(_ entry: IndexedPreview, of record: RunRecord) {
        index = entry.index
        node = entry.preview.node
        port = entry.preview.port
        note = entry.preview.note
        seconds = entry.seconds
        value = entry.preview.value
        cut = OutputAnswer.isCut(entry.preview.value)
        images = PicturesOfNote(value).all.prefix(OutputAnswer.picturesTold).enumerated().compactMap { place, picture in
            // What is no picture, or is gone, is a text like any other.
            guard let header = try? ImageHeader(path: OutputPicture.place(of: picture.path, in: record)) else {
                return nil
            }
            return Picture(
                key: picture.key, image: "\(entry.index)-\(place)", width: header.uprightSize.width,
                height: header.uprightSize.height)
        }
    }

    /// Whether a preview says somewhere that there was more.
    private static func isCut(_ value: Value) -> Bool {
        switch value {
        case .string(let text): text.hasSuffix("…") || text.hasPrefix("… ")
        case .array(let elements): elements.contains(where: isCut)
        case .object(let fields): fields.contains { $0.0 == "…" || isCut($0.1) }
        default: false
        }
    }
}

/// A picture that a preview names, by the id that the API gives it: the preview's index, and its place there.
struct OutputPicture {
    /// As the note has it.
    let path: String
    private let record: RunRecord

    /// - Throws: ``APIError`` with code `notFound`.
    init(_ id: String, of record: RunRecord, in store: RunStore) throws {
        let parts = id.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, let preview = try store.preview(of: record.number, at: parts[0]),
            case let pictures = PicturesOfNote(preview.value).all, pictures.indices.contains(parts[1])
        else { throw APIError(.notFound, "run \(record.number) has no picture '\(id)'") }
        path = pictures[parts[1]].path
        self.record = record
    }

    /// Where a path of a note leads: relative ones start from the workflow's folder.
    static func place(of path: String, in record: RunRecord) -> String {
        path.hasPrefix("/") ? path : "\(record.plan.folder)/\(path)"
    }

    /// The file, if it lies in the project.
    ///
    /// - Throws: ``APIError``: `notFound` where it is gone, `forbidden` where it lies elsewhere.
    func file(in project: ServedFolder) throws -> String {
        guard let file = try? FileSystem.resolved(OutputPicture.place(of: path, in: record)) else {
            throw APIError(.notFound, "'\(path)' is not there any more")
        }
        if project.relative(file) == nil {
            throw APIError(.forbidden, "'\(path)' lies outside of the project, whose files alone are shown")
        }
        return file
    }
}
