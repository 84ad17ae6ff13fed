import Synchronization

/// Where a note comes from: the number of its source in the workflow, and its own number there, from 0 on.
///
/// A note made from another (a copy for a branch, a part of it sent to a port) keeps the identity it came with.
public struct NoteID: Sendable, Hashable, Codable {
    public let source: Int
    public let index: Int

    public init(source: Int, index: Int) {
        self.source = source
        self.index = index
    }
}

/// The unit that flows through a workflow: an identity, and a dictionary of values by key.
///
/// ```swift
/// note["label"] = "dog"                         // sets
/// let score: Double? = note["score"]            // reads; nil where the key is missing or holds something else
/// note["boxes", default: []].append(box)        // changes in place
/// ```
///
/// A note is a reference: whoever holds it sees the changes. It may be used from any thread; each call on it is atomic,
/// except the `default:` subscript, which takes the value out while it is changed (use ``append(_:to:)`` or ``update(_:)``
/// where several tasks change one key).
public final class Note: Sendable {
    struct State {
        var fields: Fields
        var id: NoteID?
        /// Counts the changes, so that a worker knows whether an item has to travel back.
        var revision = 0
    }

    let state: Mutex<State>

    public init(_ fields: Fields = [:]) {
        state = Mutex(State(fields: fields))
    }

    package init(_ fields: Fields, id: NoteID?) {
        state = Mutex(State(fields: fields, id: id))
    }

    /// Where the note comes from; nil until a source has emitted it.
    public var id: NoteID? { state.withLock { $0.id } }

    package func identify(as id: NoteID) { state.withLock { $0.id = id } }

    /// All fields, as they are now. A copy that costs nothing until one of the two is changed.
    public var fields: Fields { state.withLock { $0.fields } }

    /// A note with the same identity and fields, changed apart from this one from now on.
    public func copy() -> Note {
        state.withLock { Note($0.fields, id: $0.id) }
    }

    /// A copy that has `fallback` as its identity where this note has none.
    package func copy(identifiedBy fallback: NoteID?) -> Note {
        state.withLock { Note($0.fields, id: $0.id ?? fallback) }
    }

    /// Puts back fields read earlier, so that a second try at a step starts from what the first one found.
    package func restore(_ fields: Fields) {
        state.withLock { $0.fields = fields }
    }

    package var revision: Int { state.withLock { $0.revision } }

    // MARK: - Fields

    /// The value under a key; nil where there is none. Setting nil removes the key.
    public subscript(key: String) -> Value? {
        get { state.withLock { $0.fields[key] } }
        set {
            state.withLock {
                $0.fields[key] = newValue
                $0.revision += 1
            }
        }
    }

    /// The value under a key as the type that is asked for; nil where there is none or it is something else.
    public subscript<T: NoteValue>(key: String) -> T? {
        get { state.withLock { $0.fields[key] }.flatMap(T.init(noteValue:)) }
        set {
            let value = newValue?.noteValue
            state.withLock {
                $0.fields[key] = value
                $0.revision += 1
            }
        }
    }

    /// The value under a key, or `fallback` where it is missing or something else; changing it sets it.
    ///
    /// No lock is held while the value is changed: it is taken out, changed, and put back, so growing an array copies nothing.
    public subscript<T: NoteValue>(key: String, default fallback: @autoclosure () -> T) -> T {
        get { self[key] ?? fallback() }
        _modify {
            var value = taken(key) ?? fallback()
            defer { self[key] = value as T? }
            yield &value
        }
    }

    private func taken<T: NoteValue>(_ key: String) -> T? {
        state.withLock { state in
            guard let value = state.fields[key] else { return nil }
            // The note lets go of the value, so that the caller holds it alone and may change it in place.
            state.fields[key] = .null
            return T(noteValue: value)
        }
    }

    /// Appends to the list under a key, which is made where it is missing or null. Atomic.
    ///
    /// What is there stays: a list of other values goes on with this one, and anything else becomes the first element.
    public func append<T: NoteValue>(_ element: T, to key: String) {
        update { fields in
            if var list = fields[key].map({ [T](noteValue: $0) }) ?? [] {
                // Let go of the list in the note first, so that it grows in place.
                fields[key] = .null
                list.append(element)
                fields[key] = list.noteValue
            } else if let held = fields[key], held != .null {
                fields[key] = .array((held.list ?? [held]) + [element.noteValue])
            } else {
                fields[key] = [element].noteValue
            }
        }
    }

    /// Changes several fields at once. Atomic: `change` runs under the note's lock and must not touch the note itself.
    public func update<R: Sendable>(_ change: (inout Fields) throws -> R) rethrows -> R {
        try state.withLock {
            $0.revision += 1
            return try change(&$0.fields)
        }
    }
}

extension Note: CustomStringConvertible {
    public var description: String {
        "Note(\(fields.map { "\($0.key): \($0.value.summary)" }.joined(separator: ", ")))"
    }
}
