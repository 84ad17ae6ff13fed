public import Graphbook
import Synchronization

/// Writes each note as a line of JSON.
///
/// Tensors become nested lists. The file is replaced at the start of a run, and its folder is made where it is missing. A
/// run that is resumed goes on with the file: each note is in it once.
@Node("Files/Write JSON Lines")
public final class WriteJSONLines: Step, Checkpointing {
    /// The file to write.
    @Parameter public var path: FilePath

    private let file = Mutex<OutputFile?>(nil)

    public func start() async throws { open(try OutputFile(path: path.string)) }

    public func start(from checkpoint: Checkpoint) async throws {
        open(try OutputFile(path: path.string, checkpoint: checkpoint))
    }

    private func open(_ opened: OutputFile) { file.withLock { $0 = opened } }

    public func process(_ note: Note) async throws {
        var line: [UInt8] = []
        try JSON.append(.object(note.fields), to: &line)
        line.append(UInt8(ascii: "\n"))
        try file.withLock { try $0?.write(line, of: note.id) }
    }

    public func commit() async throws {
        let sync = try file.withLock { file in
            try file?.flush()
            return file?.sync
        }
        try sync?()
    }

    public func end() async throws {
        try file.withLock { file in
            defer { file = nil }
            try file?.close()
        }
    }
}
