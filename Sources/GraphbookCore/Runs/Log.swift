/// How important a line of the log is.
public enum LogLevel: String, Sendable, Codable, CaseIterable, Comparable {
    case info, warning, error

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }

    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }
}

/// Where log lines go.
package struct LogSink: Sendable {
    private let write: @Sendable (LogLevel, String) -> Void

    package init(_ write: @escaping @Sendable (LogLevel, String) -> Void) { self.write = write }

    package func callAsFunction(_ level: LogLevel, _ message: String) { write(level, message) }
}

/// Where the log lines of the code that is running go; set by the engine around a node's code.
package enum LogContext {
    // A struct, not a function: optimized code of Swift 6.3.1 pushes function types without their metadata, and crashes.
    @TaskLocal package static var sink: LogSink?
}

/// Writes a line to the log of the node whose code is running, in the host and in workers alike.
///
/// Outside of a run (in a unit test of a step, say) the line is printed.
public func log(_ message: @autoclosure () -> String, level: LogLevel = .info) {
    if let sink = LogContext.sink { sink(level, message()) } else { print("\(level): \(message())") }
}
