public import Graphbook
import Synchronization

/// Writes each note as a line of JSON.
///
/// Tensors become nested lists. The file is replaced at the start of a run, and its folder is made where it is missing.
@Node("Files/Write JSON Lines")
public final class WriteJSONLines: Step {
    /// The file to write.
    @Parameter public var path: FilePath

    private let file = Mutex<OutputFile?>(nil)

    public func start() async throws {
        let opened = try OutputFile(path: path.string)
        file.withLock { $0 = opened }
    }

    public func process(_ note: Note) async throws {
        var line: [UInt8] = []
        try JSON.append(.object(note.fields), to: &line)
        line.append(UInt8(ascii: "\n"))
        try file.withLock { try $0?.write(line) }
    }

    public func end() async throws {
        try file.withLock { file in
            defer { file = nil }
            try file?.close()
        }
    }
}
