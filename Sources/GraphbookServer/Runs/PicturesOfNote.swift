import GraphbookCore

/// The picture files that a note's preview names: texts that end as pictures do.
struct PicturesOfNote {
    struct Picture: Sendable, Equatable {
        /// Where it stands in the note: `image_paths[2]`.
        let key: String
        /// As the note has it: relative to the workflow's folder, or absolute.
        let path: String
    }

    private(set) var all: [Picture] = []

    init(_ value: Value) { look(at: value, "") }

    private mutating func look(at value: Value, _ key: String) {
        switch value {
        case .string(let text):
            if PictureType(fileName: text) != nil, !text.contains("\n") { all.append(Picture(key: key, path: text)) }
        case .array(let elements):
            for (place, element) in elements.enumerated() { look(at: element, "\(key)[\(place)]") }
        case .object(let fields):
            for (name, element) in fields { look(at: element, key.isEmpty ? name : "\(key).\(name)") }
        default: break
        }
    }
}
