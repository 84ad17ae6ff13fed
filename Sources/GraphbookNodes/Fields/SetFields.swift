public import Graphbook

/// Sets fields to constant values.
///
/// - Parameter fields: The values by field, such as `{"split": "train", "weight": 1}`.
@Step("Fields/Set")
public func setFields(of note: Note, fields: [String: Value]) {
    note.update { held in
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { held[key] = value }
    }
}
