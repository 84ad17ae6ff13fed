import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files and folders, by path.
package enum FileSystem {
    /// When a file was last changed, on the clock of its file system.
    package struct Time: Comparable, Sendable {
        let seconds: Int
        let nanoseconds: Int

        package static func < (left: Time, right: Time) -> Bool {
            (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
        }

        init(_ time: timespec) {
            seconds = Int(time.tv_sec)
            nanoseconds = Int(time.tv_nsec)
        }
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 && !isFolder(path) }

    package static func isFolder(_ path: String) -> Bool {
        status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// When the file was last changed; nil where there is none.
    package static func changeTime(of path: String) -> Time? { status(of: path).map { Time($0.st_mtim) } }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// The path without `.`, `..` and symbolic links.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when nothing is there.
    package static func resolved(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw failure("can't find '\(path)'") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The folder that a path lies in: `.` for a bare name.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The folder itself and those it lies in, innermost first.
    ///
    /// - Parameter folder: An absolute path.
    package static func ancestors(of folder: String) -> [String] {
        var ancestors = [folder]
        while let last = ancestors.last, last != "/", last != "." { ancestors.append(self.folder(of: last)) }
        return ancestors
    }

    /// The text of a file.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when it can't be read, or is no UTF-8.
    package static func text(of path: String) throws -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("can't read '\(path)'") }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = read(file, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("can't read '\(path)'") }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw GraphbookError(.file, "'\(path)' is no UTF-8 text")
        }
        return text
    }

    /// Writes a file: what was there is replaced at once, or not at all.
    ///
    /// - Throws: ``GraphbookError`` with code `file`.
    package static func save(_ text: String, as path: String) throws {
        let draft = "\(path).\(getpid()).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw failure("can't write '\(path)'") }
        let isWritten = put(text, into: file)
        guard close(file) == 0, isWritten, rename(draft, path) == 0 else {
            let error = failure("can't write '\(path)'")
            unlink(draft)
            throw error
        }
    }

    /// Puts a file in the place of another.
    ///
    /// - Throws: ``GraphbookError`` with code `file`.
    package static func move(_ path: String, to other: String) throws {
        guard rename(path, other) == 0 else { throw failure("can't move '\(path)' to '\(other)'") }
    }

    /// Writes to an open file; false when it takes no more, with `errno` set.
    package static func put(_ text: String, into file: CInt) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = write(file, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }

    /// Makes a folder and those it lies in, as far as they are missing.
    ///
    /// - Throws: ``GraphbookError`` with code `file`.
    package static func makeFolder(_ path: String) throws {
        if isFolder(path) { return }
        let parent = folder(of: path)
        if parent != path { try makeFolder(parent) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("can't make the folder '\(path)'") }
    }

    /// Whether a file, or a folder or something in it at any depth, was changed at this time or later, or is gone.
    /// Names that begin with a dot are left out.
    package static func hasChanges(in path: String, since time: Time) -> Bool {
        guard let changed = changeTime(of: path) else { return true }
        if changed >= time { return true }
        // A file has no names in it.
        return names(in: path).contains { hasChanges(in: "\(path)/\($0)", since: time) }
    }

    /// The names in a folder that don't begin with a dot; none where there is no such folder.
    package static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// The failure of the system call just made.
    package static func failure(_ message: String) -> GraphbookError {
        GraphbookError(.file, "\(message): \(String(cString: strerror(errno)))")
    }
}
