/// The user's web browser.
public enum Browser {
    /// Opens an address in it, by the desktop's own tool.
    ///
    /// - Returns: Whether it could be asked to.
    public static func open(_ url: String) -> Bool {
        #if os(macOS)
            let program = "open"
        #else
            let program = "xdg-open"
        #endif
        // Without a desktop there is no such tool.
        guard let asked = try? Tool(program: program, arguments: [url], folder: "/", gathersErrors: true).run() else {
            return false
        }
        return asked.end == .exited(0)
    }
}
