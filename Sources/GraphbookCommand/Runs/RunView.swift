import GraphbookCore

/// Text for one of the program's two outputs.
struct Output: Equatable {
    enum Stream: Equatable {
        case standard, errors
    }

    let stream: Stream
    let text: String

    init(_ stream: Stream, _ text: String) {
        self.stream = stream
        self.text = text
    }
}

/// Shows a run as it goes on. A value from events to text: it reads no clock and writes nothing itself.
protocol RunView {
    /// What to write when this happens.
    mutating func show(_ event: RunEvent) throws -> [Output]
    /// What to write to tell the user something that is no event of the run.
    mutating func show(notice: String) -> [Output]
}

/// One event a line, as JSON; anything else on the other output. Without previews, which show what notes hold.
struct JSONRunView: RunView {
    func show(_ event: RunEvent) throws -> [Output] {
        if case .preview = event { return [] }
        return [Output(.standard, try HostReply.event(event).line() + "\n")]
    }

    func show(notice: String) -> [Output] { [Output(.errors, notice + "\n")] }
}
