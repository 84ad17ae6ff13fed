public import Graphbook

/// Sets fields to what is computed from others.
///
/// All are computed from the note as it came, so that none sees another. A field that the note lacks is NULL, and so is, in
/// most cases, what is computed from it; the field is then null.
///
/// - Parameter fields: SQL expressions by field, such as `{"area": "width * height", "name": "lower(label)"}`.
@Step("Fields/Compute")
public func computeFields(of note: Note, fields: [String: SQLExpression]) throws {
    let values = try fields.sorted { $0.key < $1.key }.map { ($0.key, try $0.value.value(for: note)) }
    note.update { held in
        for (key, value) in values { held[key] = value }
    }
}
