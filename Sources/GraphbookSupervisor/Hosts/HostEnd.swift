import GraphbookCore

/// How a host ended.
public struct HostEnd: Sendable, Equatable, CustomStringConvertible {
    /// The program's name.
    public let host: String
    public let end: ProcessEnd
    /// Whether it was ended from here, because it did not end when it should have.
    public let wasKilled: Bool
    /// The last lines it wrote as errors, oldest first.
    public let lastWords: [String]

    /// Most lines that are kept of what a host wrote as errors: enough for the backtrace of one crashed thread.
    static let wordsKept = 60
    /// Most lines of it that a message quotes, where there is no better word.
    private static let wordsQuoted = 5

    var crash: CrashReport { CrashReport(lines: lastWords) }

    /// What happened and what the host said of it: `host 'Digits' died of SIGILL (…) in classify(_:): Fatal error: …`.
    public var description: String {
        let crash = crash
        var text = "host '\(host)' \(end)"
        if wasKilled { text = "host '\(host)' did not end when it should have, and was killed" }
        if let function = crash.function, let location = crash.location { text += ", in \(function) at \(location)" }
        if let message = crash.message { return "\(text): \(message)" }
        if crash.function != nil || lastWords.isEmpty { return text }
        return "\(text): " + lastWords.suffix(HostEnd.wordsQuoted).joined(separator: "\n")
    }
}
