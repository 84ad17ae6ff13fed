// One event is one JSON object with the kind of event under "event". Documentation/run-events.md describes them.
extension RunEvent {
    private var kind: String {
        switch self {
        case .runStarted: "runStarted"
        case .progress: "progress"
        case .log: "log"
        case .noteFailed: "noteFailed"
        case .notesFinished: "notesFinished"
        case .preview: "preview"
        case .runFinished: "runFinished"
        }
    }

    private var payload: any Encodable {
        switch self {
        case .runStarted(let started): started
        case .progress(let progress): progress
        case .log(let line): line
        case .noteFailed(let failure): failure
        case .notesFinished(let finished): finished
        case .preview(let preview): preview
        case .runFinished(let summary): summary
        }
    }

    /// The event as an object.
    public func value() throws -> Value {
        var fields: Fields = ["event": .string(kind)]
        for (key, value) in try ValueEncoder().encode(payload).fields ?? [:] { fields[key] = value }
        return .object(fields)
    }

    /// Reads an event.
    ///
    /// - Throws: ``GraphbookError`` when the object is no event that this version knows.
    public init(value: Value) throws {
        let decoder = ValueDecoder()
        switch value.fields?["event"] {
        case "runStarted": self = .runStarted(try decoder.decode(RunStarted.self, from: value))
        case "progress": self = .progress(try decoder.decode(RunProgress.self, from: value))
        case "log": self = .log(try decoder.decode(LogLine.self, from: value))
        case "noteFailed": self = .noteFailed(try decoder.decode(NoteFailure.self, from: value))
        case "notesFinished": self = .notesFinished(try decoder.decode(NotesFinished.self, from: value))
        case "preview": self = .preview(try decoder.decode(NotePreview.self, from: value))
        case "runFinished": self = .runFinished(try decoder.decode(RunSummary.self, from: value))
        case let kind:
            throw GraphbookError(.syntax, "\(kind?.summary ?? "an object without \"event\"") is no event of a run")
        }
    }
}
