import Glibc
import Graphbook

/// A file that notes are written to, through a buffer.
///
/// In a run that is recorded, a journal tells which bytes each note has written, so that a run that is resumed finds in
/// the file what finished notes wrote and nothing else. A kill at any instant leaves a file that can be mended so.
struct OutputFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// What of the buffer belongs to whom.
    private var entries: [OutputJournal.Entry] = []
    private var journal: OutputJournal?
    /// The size of the file, without the buffer.
    private var size: Int
    /// Why nothing more is written.
    private var failure: GraphbookError?

    private static let bufferSize = 1 << 16

    /// Makes the file, or empties it; and its folder, where that is missing.
    ///
    /// - Throws: ``GraphbookError`` with code `file` that names the path and the reason.
    init(path: String) throws {
        try OutputFile.makeFolders(of: path)
        self.path = path
        descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT | O_TRUNC)
        size = 0
    }

    /// The same, with a journal; in a resumed run, the file with what finished notes have written.
    ///
    /// - Throws: ``GraphbookError`` with code `file`, also when the file is not as the run has left it.
    init(path: String, checkpoint: Checkpoint) throws {
        try OutputFile.makeFolders(of: path)
        self.path = path
        if checkpoint.isResumed {
            let mended = try OutputMending(path: path, checkpoint: checkpoint).mend()
            descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT)
            size = mended.size
            journal = mended.journal
            if lseek(descriptor, off_t(size), SEEK_SET) < 0 { throw OutputFile.failure(path, "cannot be written") }
        } else {
            descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT | O_TRUNC)
            size = 0
            journal = try OutputJournal(path: checkpoint.journal, of: descriptor)
        }
    }

    /// Whether nothing was written to it, in this run or in those that it goes on with.
    var isEmpty: Bool { size == 0 && buffer.isEmpty }

    /// Writes what belongs together: a line, say. A file is never left with a part of it.
    ///
    /// - Parameter note: Whose it is; nil for what the file has whatever notes there are, such as its first line.
    /// - Throws: ``GraphbookError`` with code `file` once the file takes no more; it then ends with whole writes.
    mutating func write(_ bytes: [UInt8], of note: NoteID? = nil) throws {
        if let failure { throw failure }
        buffer += bytes
        if journal != nil { entries.append(OutputJournal.Entry(note: note, bytes: bytes)) }
        if buffer.count >= OutputFile.bufferSize { try flush() }
    }

    /// Hands the buffer to the system, so that it outlives this process.
    mutating func flush() throws {
        if let failure { throw failure }
        do {
            try OutputFile.writeAll(buffer, to: descriptor, path)
            try journal?.append(entries)
        } catch let error as GraphbookError {
            // What was written of the buffer may end anywhere.
            ftruncate(descriptor, off_t(size))
            buffer = []
            failure = error
            throw error
        }
        size += buffer.count
        buffer.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    /// What brings to the disk all that was flushed, so that it outlives a power cut. Takes its time: call it when no lock is
    /// held, and before ``close()``.
    var sync: @Sendable () throws -> Void {
        { [path, descriptor, journal] in
            if fdatasync(descriptor) != 0, errno != EINVAL, errno != EROFS {  // EINVAL: a pipe, which has no disk
                throw OutputFile.failure(path, "is not written whole")
            }
            try journal?.sync()
        }
    }

    mutating func close() throws {
        defer { journal?.close() }
        do { try flush() } catch {
            Glibc.close(descriptor)
            throw error
        }
        if Glibc.close(descriptor) != 0 { throw OutputFile.failure(path, "is not written whole") }
    }

    // MARK: - The system's calls

    static func opened(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw failure(path, "cannot be written") }
        return descriptor
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw failure(path, "is not written whole") }
            written += count
        }
    }

    /// Makes the folder of a file, and those it lies in, where they are missing.
    static func makeFolders(of path: String) throws {
        for (index, character) in zip(path.indices, path) where character == "/" && index != path.startIndex {
            let folder = String(path[..<index])
            if mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure(folder, "cannot be made") }
        }
    }

    static func failure(_ path: String, _ what: String) -> GraphbookError {
        GraphbookError(.file, "'\(path)' \(what): \(String(cString: strerror(errno)))")
    }
}
