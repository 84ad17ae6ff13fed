import GraphbookCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes a file under another name in the same folder and then gives it its own, so that nobody sees a part of it.
func replaceFile(_ path: String, with bytes: UnsafeRawBufferPointer) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let prefix = slash.map { String(path[...$0]) } ?? ""
    // Not made of the file's own name, which may already be as long as names can be.
    let temporary = prefix + ".graphbook-" + String(UInt64.random(in: .min ... .max), radix: 36)

    func error(_ reason: String) -> GraphbookError { GraphbookError(.file, "\(path): \(reason)") }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
        switch errno {
        case ENOENT: throw error("the folder \(folder) does not exist")
        case ENOTDIR: throw error("\(folder) is no folder")
        case EACCES, EPERM, EROFS: throw error("no permission to write to the folder \(folder)")
        default: throw error("cannot be written (\(systemErrorText()))")
        }
    }
    do {
        try writeAll(bytes, to: descriptor, orThrow: error)
        guard rename(temporary, path) == 0 else {
            throw error(errno == EISDIR ? "there is a folder of that name" : "cannot be written (\(systemErrorText()))")
        }
    } catch {
        unlink(temporary)
        throw error
    }
}

/// Writes the bytes and closes the file, also when that fails.
private func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, orThrow error: (String) -> GraphbookError
) throws {
    var rest = bytes
    while !rest.isEmpty {
        let result = write(descriptor, rest.baseAddress, rest.count)
        if result < 0 && errno == EINTR { continue }
        guard result >= 0 else {
            let failure = error("cannot be written (\(systemErrorText()))")
            close(descriptor)
            throw failure
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(result))
    }
    // A file system over a network may tell only now that there was no room.
    guard close(descriptor) == 0 else { throw error("cannot be written (\(systemErrorText()))") }
}
