import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Versions of code: hashes that change when it does.
public enum CodeVersion {
    /// The name that the version of a host goes by.
    public static let host = "host"

    /// The versions of a host, and of the files that nodes are declared in.
    public static func of(
        host: String, declaring locations: [String: CodeLocation], below project: String
    ) -> [String: String] {
        var versions = ofFiles(declaring: locations.values, below: project)
        versions[CodeVersion.host] = ofFile(host)
        return versions
    }

    /// The version of a file, such as a host's executable; nil where it can't be read.
    public static func ofFile(_ path: String) -> String? {
        var hash = ContentHash()
        return add(path, to: &hash) ? String(hash.value, radix: 16) : nil
    }

    /// The versions of the files that nodes are declared in, by their names as ``CodeLocation/file`` has them.
    ///
    /// Files that are not below the folder, as those of libraries, are left out: of these only the host's version tells.
    public static func ofFiles(declaring locations: some Sequence<CodeLocation>, below folder: String)
        -> [String: String]
    {
        let names = Set(locations.map(\.file))
        var paths: [String: [String]] = [:]
        FileSystem.forEachFile(below: folder) { path in
            for name in names where FileSystem.isName(of: path, name) { paths[name, default: []].append(path) }
        }
        // Where several may be meant, all count.
        return paths.mapValues { paths in
            var hash = ContentHash()
            for path in paths.sorted() { _ = add(path, to: &hash) }
            return String(hash.value, radix: 16)
        }
    }

    /// - Returns: Whether the file could be read.
    private static func add(_ path: String, to hash: inout ContentHash) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var words = [Int](repeating: 0, count: 32 << 10)
        while true {
            let count = words.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return false }
            if count == 0 { return true }
            // The last word may be incomplete, and is filled up with zeros.
            let size = MemoryLayout<Int>.size
            if count % size > 0 {
                words.withUnsafeMutableBytes { bytes in
                    for place in count..<(count + size - count % size) { bytes[place] = 0 }
                }
            }
            hash.add(count)
            for word in words[..<((count + size - 1) / size)] { hash.add(word) }
        }
    }
}

extension FileSystem {
    /// Calls `body` with each file below a folder. Names that begin with a dot are left out.
    fileprivate static func forEachFile(below folder: String, _ body: (String) -> Void) {
        for name in names(in: folder) {
            let path = "\(folder)/\(name)"
            if isFolder(path) { forEachFile(below: path, body) } else { body(path) }
        }
    }

    /// Whether a path may be what `#fileID` calls by this name: the file's module, and its name.
    fileprivate static func isName(of path: String, _ name: String) -> Bool {
        let parts = name.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { return false }
        return path.hasSuffix("/\(parts[1])") && path.contains("/\(parts[0])/")
    }
}
