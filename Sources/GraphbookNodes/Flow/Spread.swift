public import Graphbook

/// Makes a note of each element of a list.
///
/// The new notes have the note's other fields as well. An element that is an object gives its fields, which count more than
/// the note's; any other is put under the list's own key.
///
/// - Parameter key: The field with the list. A value that is none is taken as a list of one.
@Step("Flow/Spread")
public func spread(_ note: Note, to emit: Emitter, key: String = "notes") async throws {
    let value = try note.field(key)
    var others = note.fields
    others[key] = nil
    for element in value.list ?? [value] {
        var fields = others
        if let own = element.fields {
            for (key, value) in own { fields[key] = value }
        } else {
            fields[key] = element
        }
        try await emit(Note(fields))
    }
}
