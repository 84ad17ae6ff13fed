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

        /// As RFC 3339 has it, in UTC, to the millisecond: `2026-11-25T10:31:07.042Z`.
        package var text: String {
            var time = time_t(seconds), parts = tm()
            gmtime_r(&time, &parts)
            func padded(_ number: some BinaryInteger, _ width: Int) -> String {
                let digits = String(number)
                return String(repeating: "0", count: max(0, width - digits.count)) + digits
            }
            let day = [padded(Int(parts.tm_year) + 1900, 4), padded(parts.tm_mon + 1, 2), padded(parts.tm_mday, 2)]
            let hour = [padded(parts.tm_hour, 2), padded(parts.tm_min, 2), padded(parts.tm_sec, 2)]
            return "\(day.joined(separator: "-"))T\(hour.joined(separator: ":")).\(padded(nanoseconds / 1_000_000, 3))Z"
        }

        /// The time of day now.
        package static var now: Time {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Time(time)
        }

        package static func < (left: Time, right: Time) -> Bool {
            (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
        }

        /// - Parameter secondsSince1970: On the wall clock, 0 or more.
        package init(secondsSince1970: Double) {
            seconds = Int(secondsSince1970)
            nanoseconds = Int((secondsSince1970 - Double(Int(secondsSince1970))) * 1e9)
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

    /// The size of a file in bytes; nil where there is none.
    package static func size(of path: String) -> Int? { status(of: path).map { Int($0.st_size) } }

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
        guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
            throw GraphbookError(.file, "'\(path)' is no UTF-8 text")
        }
        return text
    }

    /// What is in a file.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when it can't be read.
    package static func bytes(of path: String) throws -> [UInt8] {
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
        return bytes
    }

    /// Writes a file: what was there is replaced at once, or not at all.
    ///
    /// - Parameter isDurable: Whether it is on the disk on return, so that a loss of power leaves the one or the other too.
    /// - Throws: ``GraphbookError`` with code `file`.
    package static func save(_ text: String, as path: String, isDurable: Bool = false) throws {
        let draft = "\(path).\(getpid()).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw failure("can't write '\(path)'") }
        let isWritten = put(text, into: file) && (!isDurable || fsync(file) == 0)
        guard close(file) == 0, isWritten, rename(draft, path) == 0 else {
            let error = failure("can't write '\(path)'")
            unlink(draft)
            throw error
        }
        if isDurable { keepNames(in: folder(of: path)) }
    }

    /// Puts a folder's names on the disk. Some file systems can't, and need not.
    private static func keepNames(in folder: String) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = fsync(file)
        close(file)
    }

    /// Deletes a file.
    ///
    /// - Throws: ``GraphbookError`` with code `file`.
    package static func remove(_ path: String) throws {
        guard unlink(path) == 0 else { throw failure("can't delete '\(path)'") }
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

    /// The names in a folder that don't begin with a dot, in no order; none where there is no such folder.
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

    /// Something in a folder.
    package struct Entry: Sendable {
        package let name: String
        package let isFolder: Bool
        /// Whether it is a symbolic link, to whatever.
        package let isLink: Bool
    }

    /// What is in a folder under names that don't begin with a dot, in no order.
    package static func entries(of folder: String) -> [Entry] {
        names(in: folder).compactMap { name in
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { return nil }  // gone since
            let kind = status.st_mode & S_IFMT
            return Entry(name: name, isFolder: kind == S_IFDIR, isLink: kind == S_IFLNK)
        }
    }

    /// The failure of the system call just made.
    package static func failure(_ message: String) -> GraphbookError {
        GraphbookError(.file, "\(message): \(String(cString: strerror(errno)))")
    }
}
