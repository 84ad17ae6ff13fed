import GraphbookCore
import GraphbookSupervisor

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program's two outputs, and what is known of the terminals behind them.
enum Terminal {
    static var isOutputATerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether progress can be drawn in its place.
    static var canDraw: Bool { isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb" }

    /// How text on an output is emphasised. `NO_COLOR` is respected: https://no-color.org.
    static func style(of stream: Output.Stream) -> Style {
        let file = stream == .standard ? STDOUT_FILENO : STDERR_FILENO
        let isColoured = isatty(file) == 1 && variable("TERM") != "dumb" && (variable("NO_COLOR") ?? "").isEmpty
        return Style(isColoured: isColoured)
    }

    /// The size of the terminal behind the errors' output; 80 × 24 where there is none.
    static var size: TerminalSize {
        size(of: STDERR_FILENO) ?? TerminalSize(columns: 80, rows: 24)
    }

    /// How wide a page of text is: the terminal's width between 80 and 120 columns, 100 where it goes elsewhere.
    static var pageWidth: Int { size(of: STDOUT_FILENO).map { min(120, max(80, $0.columns)) } ?? 100 }

    private static func size(of file: CInt) -> TerminalSize? {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Writes, now.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when the output takes no more, as on a full disk.
    static func write(_ outputs: [Output]) throws {
        for output in outputs {
            let file = output.stream == .standard ? STDOUT_FILENO : STDERR_FILENO
            if !FileSystem.put(output.text, into: file) { throw FileSystem.failure("can't write output") }
        }
    }

    /// Writes a line for the user, which is not worth failing for.
    static func tell(_ line: String) { _ = FileSystem.put(line + "\n", into: STDERR_FILENO) }
}
