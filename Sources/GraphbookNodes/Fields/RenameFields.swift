public import Graphbook

/// Gives fields other names.
///
/// A note that lacks one of them fails, as does one that has a field of the new name that is not renamed itself.
///
/// - Parameter names: The new names by the old ones, such as `{"path": "image_path"}`.
@Step("Fields/Rename")
public func renameFields(of note: Note, names: [String: String]) throws {
    let names = names.sorted { $0.key < $1.key }
    let missing = names.first { note[$0.key] as Value? == nil }
    if let missing { throw note.missing(missing.key) }
    try note.update { fields in
        let values = names.map { fields[$0.key] }
        for (old, _) in names { fields[old] = nil }
        for ((old, new), value) in zip(names, values) {
            if fields[new] != nil {
                throw GraphbookError(.contract, "'\(old)' can't be called '\(new)': the note has such a field")
            }
            fields[new] = value
        }
    }
}
