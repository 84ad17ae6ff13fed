import GraphbookCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Longer files are refused: no picture is, and a worker would run out of memory over a wrong path.
private let fileByteLimit = 1 << 30

/// Reads a regular file, or its first `count` bytes. What is returned is valid until the buffer is used again.
func readFile(_ path: String, into buffer: ScratchBuffer, atMost count: Int = .max) throws -> UnsafeRawBufferPointer {
    func error(_ reason: String) -> GraphbookError { GraphbookError(.file, "\(path)\(reason)") }

    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        switch errno {
        case ENOENT, ENOTDIR: throw error(": there is no such file")
        case EACCES, EPERM: throw error(": no permission to read it")
        default: throw error(": cannot be opened (\(systemErrorText()))")
        }
    }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(": cannot be read (\(systemErrorText()))") }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw error(" is a folder, not a picture")
    default: throw error(" is no regular file")
    }
    let fileByteCount = Int(status.st_size)
    guard fileByteCount <= fileByteLimit else {
        throw error(" is \(fileByteCount) bytes long; pictures of up to \(fileByteLimit) are read")
    }

    let wanted = min(fileByteCount, count)
    let bytes = try buffer.reserve(wanted)
    var filled = 0
    while filled < wanted {
        let result = read(descriptor, bytes + filled, wanted - filled)
        if result < 0 && errno == EINTR { continue }
        guard result >= 0 else { throw error(": cannot be read (\(systemErrorText()))") }
        // Somebody has shortened the file since; what is missing, the decoder will tell.
        if result == 0 { break }
        filled += result
    }
    return UnsafeRawBufferPointer(start: bytes, count: filled)
}

/// The last system call's error in words.
func systemErrorText() -> String { String(cString: strerror(errno)) }
