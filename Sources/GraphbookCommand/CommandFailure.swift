import ArgumentParser
import GraphbookSupervisor

/// What the user asked for can't be done as it was asked: a wrong argument, a missing file.
struct UsageProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension ExitCode {
    /// The request is wrong: EX_USAGE of sysexits.h, as for arguments that can't be parsed.
    static let usage = ExitCode(64)
    /// Stopped by the user: 128 and the number of SIGINT, as shells have it.
    static let cancelled = ExitCode(130)
}

/// Does what a command is for, and ends the program with a message and the exit code of what went wrong.
func reportingFailures(_ body: () throws -> ExitCode) throws {
    let code: ExitCode
    do {
        code = try body()
    } catch {
        let (message, failure) = words(for: error)
        if let message { Terminal.tell(message) }
        throw failure
    }
    throw code
}

/// What is said of an error, and the exit code it leads to.
func words(for error: any Error) -> (message: String?, code: ExitCode) {
    switch error {
    case is Interrupted: (nil, .cancelled)
    case is UsageProblem, is WorkflowRefused: ("error: \(error)", .usage)
    case let error as BuildError: ("\(error.output)\nerror: \(error)", .failure)
    default: ("error: \(error)", .failure)
    }
}
