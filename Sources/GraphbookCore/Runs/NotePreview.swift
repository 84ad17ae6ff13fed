/// What a note held when it left a node by a port: enough to see, never the whole.
public struct NotePreview: Sendable, Codable, Equatable {
    public let node: String
    public let port: String
    public let note: NoteID?
    /// The note's fields, shortened.
    public let value: Value

    /// - Parameter fields: The note's, in full.
    public init(node: String, port: String, note: NoteID?, fields: Fields) {
        self.node = node
        self.port = port
        self.note = note
        var room = NotePreview.elementsShown
        value = NotePreview.shortened(.object(fields), &room)
    }

    /// A preview that was made before.
    package init(node: String, port: String, note: NoteID?, value: Value) {
        self.node = node
        self.port = port
        self.note = note
        self.value = value
    }

    /// Most values in a preview, at all depths together; so a preview is a few kilobytes at most.
    static let elementsShown = 64
    /// Most characters of a text.
    static let charactersShown = 200
    /// Most elements of one list or object.
    static let elementsShownOfList = 12

    /// - Parameter room: How many more values may be shown.
    private static func shortened(_ value: Value, _ room: inout Int) -> Value {
        room -= 1
        switch value {
        case .null, .bool, .int: return value
        case .double(let number): return number.isFinite ? value : .string("\(number)")
        case .string(let text):
            return text.utf8.count <= charactersShown ? value : .string("\(text.prefix(charactersShown))…")
        case .object(let fields):
            var shown = Fields()
            for (key, element) in fields {
                if room <= 0 || shown.count == elementsShownOfList { break }
                shown[String(key.prefix(charactersShown))] = shortened(element, &room)
            }
            if shown.count < fields.count { shown["…"] = .string("\(fields.count - shown.count) more") }
            return .object(shown)
        case .tensor, .boxed, .array:
            guard let elements = value.list else { return .string(value.summary) }
            var shown: [Value] = []
            for element in elements {
                if room <= 0 || shown.count == elementsShownOfList { break }
                shown.append(shortened(element, &room))
            }
            if shown.count < elements.count { shown.append(.string("… \(elements.count - shown.count) more")) }
            return .array(shown)
        }
    }
}
