import Glibc
import Graphbook

/// Which bytes of an output file are whose: a file of records of one size, in the order of the bytes.
///
/// The first record names the output file by its inode, so that a journal is never applied to another one.
struct OutputJournal: Sendable {
    /// What one note wrote at once.
    struct Entry: Sendable, Equatable {
        /// nil for what belongs to no note.
        let note: NoteID?
        let byteCount: Int
        let checksum: UInt32

        init(note: NoteID?, bytes: some Collection<UInt8>) {
            self.note = note
            byteCount = bytes.count
            checksum = Entry.checksum(of: bytes)
        }

        /// FNV-1a with 64 bits, folded to 32.
        static func checksum(of bytes: some Collection<UInt8>) -> UInt32 {
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
        }
    }

    /// Bytes of a record.
    static let recordSize = 24

    private let path: String
    private let descriptor: Int32

    /// Makes the journal of an output file, or empties it.
    init(path: String, of output: Int32) throws {
        self.path = path
        descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT | O_TRUNC)
        try write([Entry.header(inode: OutputJournal.inode(of: output))])
    }

    /// Goes on with a journal, behind its first `count` entries.
    init(path: String, keeping count: Int) throws {
        self.path = path
        descriptor = try OutputFile.opened(path, O_WRONLY)
        let size = off_t((count + 1) * OutputJournal.recordSize)
        if ftruncate(descriptor, size) != 0 || lseek(descriptor, size, SEEK_SET) < 0 {
            throw OutputFile.failure(path, "cannot be written")
        }
    }

    func append(_ entries: [Entry]) throws { try write(entries) }

    private func write(_ entries: [Entry]) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * OutputJournal.recordSize)
        for entry in entries { entry.append(to: &bytes) }
        try OutputFile.writeAll(bytes, to: descriptor, path)
    }

    func sync() throws {
        if fdatasync(descriptor) != 0 { throw OutputFile.failure(path, "is not written whole") }
    }

    func close() { Glibc.close(descriptor) }

    static func inode(of descriptor: Int32) -> Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_ino) : 0
    }
}

/// Reads a journal from its start.
struct OutputJournalReader: ~Copyable {
    private let file: BufferedReader
    /// The inode of the output file.
    let inode: Int

    /// - Returns: nil where there is no journal, or one without its first record.
    init?(path: String) {
        guard let file = BufferedReader(path: path), let record = file.read(OutputJournal.recordSize) else {
            return nil
        }
        self.file = file
        inode = OutputJournal.Entry(record: record).inode
    }

    /// The next entry; nil at the end, where a record may be incomplete.
    func next() -> OutputJournal.Entry? {
        file.read(OutputJournal.recordSize).map { OutputJournal.Entry(record: $0) }
    }
}

// A record: source (4 bytes; -1 for none), checksum (4), index (8), bytes (8); little-endian.
extension OutputJournal.Entry {
    static func header(inode: Int) -> OutputJournal.Entry {
        OutputJournal.Entry(note: NoteID(source: 0, index: inode), bytes: [])
    }

    fileprivate var inode: Int { note?.index ?? 0 }

    fileprivate init(record: [UInt8]) {
        func number<T: FixedWidthInteger>(at place: Int, _: T.Type) -> T {
            (0..<T.bitWidth / 8).reduce(0) { $0 | T(truncatingIfNeeded: Int(record[place + $1])) << ($1 * 8) }
        }
        let source = number(at: 0, Int32.self)
        note = source < 0 ? nil : NoteID(source: Int(source), index: number(at: 8, Int.self))
        checksum = number(at: 4, UInt32.self)
        byteCount = number(at: 16, Int.self)
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(Int32(truncatingIfNeeded: note?.source ?? -1))
        append(checksum)
        append(note?.index ?? 0)
        append(byteCount)
    }
}
