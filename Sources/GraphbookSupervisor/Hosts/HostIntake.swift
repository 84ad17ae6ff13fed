import GraphbookCore

/// What came from a host and was not handed on yet.
struct HostIntake {
    /// What a host writes to, in the order in which it is read: what it printed before it told something comes first.
    enum Channel: Int, CaseIterable {
        case output, errors, socket
    }

    /// Whether more can come from each channel.
    private(set) var isOpen = Channel.allCases.map { _ in true }
    private var lines: [LineSplitter]
    private var waiting: ArraySlice<(channel: Channel, line: String)> = []
    private var end: HostEnd?
    /// The last lines written as errors, oldest first.
    private(set) var lastWords: [String] = []

    private static let printedLimit = 64 << 10
    /// The catalogue is one message.
    private static let messageLimit = 64 << 20

    init() {
        lines = Channel.allCases.map {
            LineSplitter(limit: $0 == .socket ? HostIntake.messageLimit : HostIntake.printedLimit)
        }
    }

    /// Takes in what was read.
    mutating func append(_ bytes: UnsafeRawBufferPointer, from channel: Channel) {
        for line in lines[channel.rawValue].append(bytes) { add(line, channel) }
    }

    /// The channel is at its end.
    mutating func close(_ channel: Channel) {
        isOpen[channel.rawValue] = false
        if let line = lines[channel.rawValue].finish() { add(line, channel) }
    }

    /// The process has ended; nothing more is read.
    mutating func finish(_ process: ProcessEnd, of host: String, wasKilled: Bool) {
        for channel in Channel.allCases where isOpen[channel.rawValue] { close(channel) }
        end = HostEnd(host: host, end: process, wasKilled: wasKilled, lastWords: lastWords)
    }

    private mutating func add(_ line: String, _ channel: Channel) {
        waiting.append((channel, line))
        guard channel == .errors else { return }
        lastWords.append(line)
        if lastWords.count > HostEnd.wordsKept { lastWords.removeFirst() }
    }

    /// The next message, in the order in which they came; the process's end comes last, and again each time.
    mutating func take() throws -> HostProcess.Message? {
        guard let (channel, line) = waiting.popFirst() else { return end.map(HostProcess.Message.ended) }
        switch channel {
        case .output: return .printed(LogLine(node: nil, level: .info, message: line))
        case .errors: return .printed(LogLine(node: nil, level: .warning, message: line))
        case .socket: return .reply(try HostReply(line: line))
        }
    }
}
