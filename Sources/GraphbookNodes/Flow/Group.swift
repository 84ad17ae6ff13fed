public import Graphbook
import Synchronization

/// Makes one note of several: a list of what their fields were.
///
/// Notes are grouped as they come, or apart for each value of a field. A group leaves when it is full, and what is left
/// after the last note, in the order in which the groups were begun. Without a size, groups are held in memory until then.
@Node("Flow/Group")
public final class Group: EmittingStep {
    /// How many notes are in a group, 1 or more; nil for all of them.
    @Parameter public var size: Int? = nil
    /// The field whose values have a group each, and which the new notes have as well; empty to group all notes alike.
    @Parameter public var by = ""
    /// The field of the new notes that holds the list.
    @Parameter public var into = "notes"

    private struct Key: Hashable {
        let text: String
    }

    private struct State {
        /// The values of groups, in the order in which these were begun.
        var values: [String: (place: Int, value: Value)] = [:]
        var groups: [String: [Value]] = [:]
        var begun = 0
    }

    private let state = Mutex(State())

    public func start() async throws {
        if let size, size < 1 { throw GraphbookError(.contract, "a group has 1 note or more, not \(size)") }
        state.withLock { $0 = State() }
    }

    public func process(_ note: Note, to emit: Emitter) async throws {
        let value = by.isEmpty ? .null : try note.field(by)
        // Values of all kinds, by what they are in JSON.
        let key = try JSON.text(of: value)
        let full = state.withLock { state -> [Value]? in
            if state.groups[key] == nil {
                state.values[key] = (state.begun, value)
                state.begun += 1
            }
            state.groups[key, default: []].append(.object(note.fields))
            return state.groups[key]?.count == size ? state.groups.removeValue(forKey: key) : nil
        }
        if let full { try await emit(self.note(of: full, value)) }
    }

    public func finish(to emit: Emitter) async throws {
        let state = state.withLock { state in
            defer { state = State() }
            return state
        }
        for (key, (_, value)) in state.values.sorted(by: { $0.value.place < $1.value.place }) {
            if let group = state.groups[key] { try await emit(note(of: group, value)) }
        }
    }

    private func note(of group: [Value], _ value: Value) -> Note {
        var fields: Fields = by.isEmpty ? [:] : [by: value]
        fields[into] = .array(group)
        return Note(fields)
    }
}
