public import Graphbook

/// Removes fields. Those that a note lacks are passed over.
///
/// - Parameter keys: The fields that go.
@Step("Fields/Drop")
public func dropFields(of note: Note, keys: [String]) {
    note.update { fields in
        for key in keys { fields[key] = nil }
    }
}

/// Removes all fields but some. Those that a note lacks are passed over.
///
/// - Parameter keys: The fields that stay.
@Step("Fields/Keep")
public func keepFields(of note: Note, keys: [String]) {
    let kept = Set(keys)
    note.update { fields in
        for key in fields.keys where !kept.contains(key) { fields[key] = nil }
    }
}
