import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The host with the stock nodes only, for workflows outside of any package of the user's.
public enum StockHost {
    /// The program's path; it lies beside this one.
    ///
    /// - Throws: ``GraphbookError`` with code `missing`.
    public static func path() throws -> String {
        let path = "\(FileSystem.folder(of: try thisProgram()))/graphbook-host"
        guard FileSystem.isExecutable(path) else {
            throw GraphbookError(.missing, "'\(path)' is missing: it belongs beside 'graphbook': build or install both")
        }
        return path
    }

    /// The checkout of Graphbook that this program was built in; nil when it lies elsewhere.
    public static func checkout() throws -> String? {
        FileSystem.ancestors(of: FileSystem.folder(of: try thisProgram())).first(where: isCheckout)
    }

    /// Whether a folder is a checkout of Graphbook.
    public static func isCheckout(_ folder: String) -> Bool {
        FileSystem.exists("\(folder)/Package.swift") && FileSystem.isFolder("\(folder)/Sources/GraphbookCore")
    }

    private static func thisProgram() throws -> String { try FileSystem.resolved("/proc/self/exe") }
}
