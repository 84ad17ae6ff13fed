import Foundation

/// The checkout that these tests lie in.
enum Repository {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(of file: String) -> String { root.appendingPathComponent(file).path }

    static func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(of: file)) }

    static func text(of file: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
    }

    /// All Swift files below a folder, by their paths from the root.
    static func swiftFiles(in folder: String) throws -> [String] { try files(in: folder, ending: ".swift") }

    /// All files below a folder whose names end so, by their paths from the root.
    static func files(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path(of: folder))
            .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    /// Whether the checkout is git's: a source archive is not.
    static var isTracked: Bool { exists(".git") }

    /// The files that git tracks or would, with the text of those that are text.
    static func trackedTexts() throws -> [(file: String, text: String)] {
        let git = Process(), output = Pipe()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        git.currentDirectoryURL = root
        git.standardOutput = output
        try git.run()
        let names = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        struct GitFailed: Error { let status: Int32 }
        guard git.terminationStatus == 0 else { throw GitFailed(status: git.terminationStatus) }
        return try names.split(separator: 0).compactMap { name in
            let file = String(decoding: name, as: UTF8.self)
            // A file that was removed and not yet from the index has no text.
            guard exists(file) else { return nil }
            let bytes = try Data(contentsOf: root.appendingPathComponent(file))
            return String(bytes: bytes, encoding: .utf8).map { (file, $0) }
        }
    }
}
