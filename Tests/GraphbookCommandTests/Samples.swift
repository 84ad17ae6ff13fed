import GraphbookCore

@testable import GraphbookCommand

/// Events to show.
enum Sample {
    static let started = RunEvent.runStarted(
        RunStarted(workflow: "digits", nodes: ["folders", "classify"], workers: 2, isolation: .processes))

    /// A moment of a run of a source and a batch step.
    static func progress(_ seconds: Double, _ change: (inout NodeProgress, inout NodeProgress) -> Void) -> RunEvent {
        .progress(RunProgress(seconds: seconds, nodes: nodes(change)))
    }

    static func nodes(_ change: (inout NodeProgress, inout NodeProgress) -> Void) -> [NodeProgress] {
        var folders = NodeProgress(node: "folders"), classify = NodeProgress(node: "classify")
        change(&folders, &classify)
        return [folders, classify]
    }

    static func failure(note: Int? = 3, cause: String = "no JPEG") -> NoteFailure {
        NoteFailure(
            node: "classify", phase: .load, note: note.map { NoteID(source: 0, index: $0) }, item: 0, value: "a.jpg",
            cause: cause, location: CodeLocation(file: "Digits/Steps.swift", line: 12))
    }

    static func summary(
        _ status: RunSummary.Status, seconds: Double = 2, failures: [NoteFailure] = [], nodes: [NodeProgress] = [],
        _ change: (inout RunSummary.Notes, inout RunSummary.Items) -> Void = { _, _ in }
    ) -> RunSummary {
        var notes = RunSummary.Notes(), items = RunSummary.Items()
        change(&notes, &items)
        return RunSummary(
            status: status, notes: notes, items: items, failures: failures, seconds: seconds, nodes: nodes)
    }

    static func log(_ message: String, node: String? = "classify", level: LogLevel = .info) -> RunEvent {
        .log(LogLine(node: node, level: level, message: message))
    }
}

extension [Output] {
    /// All that was written, as a terminal would get it.
    var text: String { map(\.text).joined() }
    var standard: String { filter { $0.stream == .standard }.text }
    var errors: String { filter { $0.stream == .errors }.text }
}
