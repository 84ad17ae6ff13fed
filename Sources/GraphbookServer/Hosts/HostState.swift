import GraphbookCore
import GraphbookSupervisor

/// How the host is: `HostState` of Documentation/openapi.json.
struct HostState: Encodable, Sendable, Equatable {
    enum Phase: String, Encodable, Sendable {
        /// Not looked for yet.
        case absent
        case building, starting, ready, running
        /// It does not build, or does not start.
        case failed
        /// It ended by itself.
        case died
    }

    let state: Phase
    let since: String
    /// One line: what is being built, how it died.
    let message: String?
    let compilerErrors: [CompilerError]
    /// The last of what the build or the process wrote.
    let output: String?

    private static let outputBytes = 16 << 10

    init(_ state: Phase, message: String? = nil, compilerErrors: [CompilerError] = [], output: String? = nil) {
        self.state = state
        since = FileSystem.Time.now.text
        self.message = message
        self.compilerErrors = compilerErrors
        self.output = output.map { String(decoding: $0.utf8.suffix(HostState.outputBytes), as: UTF8.self) }
    }

    /// The state after something has gone wrong.
    init(failure: any Error, in project: ServedFolder) {
        if let build = failure as? BuildError {
            self.init(
                .failed, message: build.description,
                compilerErrors: CompilerError.all(in: build.output, of: project), output: build.output)
        } else {
            self.init(.failed, message: "\(failure)")
        }
    }
}

/// What the compiler has to say of a place in the code.
struct CompilerError: Encodable, Sendable, Equatable {
    enum Severity: String, Encodable, Sendable {
        case error, warning
    }

    /// Relative to the project where it lies in it.
    let file: String
    let line: Int
    let column: Int
    let severity: Severity
    let message: String

    private static let limit = 100

    /// Those that a build's output names, each once: `/…/Steps.swift:12:5: error: cannot find 'nope' in scope`.
    static func all(in output: String, of project: ServedFolder) -> [CompilerError] {
        var found: [CompilerError] = []
        for match in output.matches(of: /(?m)^(\/[^\n]*?):(\d+):(\d+): (error|warning): ([^\n]*)$/) {
            guard found.count < limit, let line = Int(match.output.2), let column = Int(match.output.3),
                let severity = Severity(rawValue: String(match.output.4))
            else { continue }
            let file = String(match.output.1)
            let error = CompilerError(
                file: project.relative(file) ?? file, line: line, column: column, severity: severity,
                message: String(match.output.5))
            // Each target that compiles a file says it again.
            if !found.contains(error) { found.append(error) }
        }
        return found
    }
}
