/// How important a line of the log is.
public enum LogLevel: String, Sendable, Codable, CaseIterable {
    case info, warning, error
}

/// Where a node's log lines go; set by the engine around the node's code.
package enum LogContext {
    @TaskLocal package static var sink: (@Sendable (LogLevel, String) -> Void)?
}

/// Writes a line to the log of the node whose code is running, in the host and in workers alike.
///
/// Outside of a run (in a unit test of a step, say) the line is printed.
public func log(_ message: @autoclosure () -> String, level: LogLevel = .info) {
    if let sink = LogContext.sink { sink(level, message()) } else { print("\(level): \(message())") }
}
