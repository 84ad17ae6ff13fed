import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The user asked to stop, by Ctrl-C or SIGTERM, while something other than a run was under way.
public struct Interrupted: Error, Sendable {
    public init() {}
}

/// A program that is run to its end for what it prints.
package struct Tool {
    let program: String
    let arguments: [String]
    let folder: String
    let interrupts: Interrupts?
    let gathersErrors: Bool

    /// - Parameter gathersErrors: Whether what it prints as errors is gathered as well, in order with the rest; left to the
    ///   terminal otherwise.
    package init(
        program: String, arguments: [String], folder: String, interrupts: Interrupts? = nil, gathersErrors: Bool = false
    ) {
        self.program = program
        self.arguments = arguments
        self.folder = folder
        self.interrupts = interrupts
        self.gathersErrors = gathersErrors
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - patience: How long it may take before `whenSlow` is called, once; nil for ever.
    /// - Returns: How it ended, and all it printed.
    /// - Throws: ``GraphbookError`` when it can't be started; ``Interrupted``.
    package func run(
        patience: Duration? = nil, whenSlow: () -> Void = {}
    ) throws -> (end: ProcessEnd, output: String) {
        let input = try Descriptor.nothing()
        let pipe = try PipeEnds()
        let errors = gathersErrors ? pipe.writing.number : STDERR_FILENO
        let process = try ChildProcess(
            program, arguments, folder: folder, files: [input.number, pipe.writing.number, errors])
        let reading = closingTheOtherEnd(of: pipe)
        reading.doNotBlock()
        var output: [UInt8] = [], isOver = false, wasInterrupted = false
        var slow = patience.map { ContinuousClock.now + $0 }
        while true {
            // A program of its own that keeps the pipe open must not keep this one waiting: look now and then whether it
            // has ended.
            _ = waitForAny(
                of: [isOver ? -1 : reading.number, interrupts?.file ?? -1], milliseconds: isOver ? 2 : 250)
            if let time = slow, time <= .now {
                slow = nil
                whenSlow()
            }
            for _ in 0..<(interrupts?.take() ?? 0) {
                process.signal(wasInterrupted ? SIGKILL : SIGTERM)
                wasInterrupted = true
            }
            let end = process.endIfAny()
            isOver = readAvailable(from: reading, into: &output)
            if end != nil && wasInterrupted { throw Interrupted() }
            if let end { return (end, String(decoding: output, as: UTF8.self)) }
        }
    }

    private func closingTheOtherEnd(of pipe: consuming PipeEnds) -> Descriptor { pipe.reading }

    /// - Returns: Whether the other end is closed.
    private func readAvailable(from file: borrowing Descriptor, into bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file.number, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return count == 0 }
            bytes += chunk[..<count]
        }
    }
}
