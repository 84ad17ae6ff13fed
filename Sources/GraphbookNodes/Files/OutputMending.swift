import Glibc
import Graphbook

/// Brings an output file and its journal back to what finished notes have written, before a run is resumed.
///
/// Mostly what is to go is the end of the file, which is cut off. Otherwise both files are written anew beside the old ones
/// and put in their place, first the output. The new journal names the new output by its inode; so a kill between the two
/// is seen the next time, and the second step made good.
struct OutputMending {
    let path: String
    let checkpoint: Checkpoint

    private var newPath: String { "\(path).graphbook-new" }
    private var newJournal: String { "\(checkpoint.journal).new" }

    func mend() throws -> (size: Int, journal: OutputJournal) {
        try finishEarlier()
        guard let survey = try survey() else {
            // The run ended before the node had begun to write.
            let descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT | O_TRUNC)
            defer { close(descriptor) }
            return (0, try OutputJournal(path: checkpoint.journal, of: descriptor))
        }
        if survey.isPrefix {
            let descriptor = try OutputFile.opened(path, O_WRONLY | O_CREAT)
            defer { close(descriptor) }
            guard ftruncate(descriptor, off_t(survey.keptBytes)) == 0 else {
                throw OutputFile.failure(path, "cannot be shortened to what was finished")
            }
            return (survey.keptBytes, try OutputJournal(path: checkpoint.journal, keeping: survey.keptEntries))
        }
        try rewrite()
        return (survey.keptBytes, try OutputJournal(path: checkpoint.journal, keeping: survey.keptEntries))
    }

    /// Whether what an entry stands for stays.
    private func stays(_ entry: OutputJournal.Entry) -> Bool { entry.note.map(checkpoint.isFinished) ?? true }

    // MARK: - What is there

    private struct Survey {
        var keptBytes = 0
        var keptEntries = 0
        /// Whether all that stays lies before all that goes.
        var isPrefix = true
        var hasDropped = false
    }

    /// Reads the journal and checks the file against it; nil where there is no journal.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when the file lacks what finished notes wrote.
    private func survey() throws -> Survey? {
        guard let journal = OutputJournalReader(path: checkpoint.journal) else { return nil }
        let output = BufferedReader(path: path)
        var survey = Survey()
        while let entry = journal.next() {
            let bytes = output?.read(entry.byteCount)
            guard stays(entry) else {
                survey.hasDropped = true
                continue
            }
            guard let bytes, OutputJournal.Entry.checksum(of: bytes) == entry.checksum else {
                // What belongs to no note, such as a first line, may have been under way as well.
                if entry.note == nil, bytes == nil { break }
                throw GraphbookError(
                    .file,
                    "'\(path)' was changed since the run that is to be resumed: "
                        + (entry.note.map { "what note \($0.index) wrote" } ?? "its beginning")
                        + " is not there any more; put it back, or begin a new run")
            }
            if survey.hasDropped { survey.isPrefix = false }
            survey.keptBytes += entry.byteCount
            survey.keptEntries += 1
        }
        return survey
    }

    // MARK: - Writing it anew

    private func rewrite() throws {
        guard let old = OutputJournalReader(path: checkpoint.journal), let output = BufferedReader(path: path) else {
            throw OutputFile.failure(path, "cannot be read")
        }
        let descriptor = try OutputFile.opened(newPath, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(descriptor) }
        let journal = try OutputJournal(path: newJournal, of: descriptor)
        defer { journal.close() }
        var bytes: [UInt8] = [], entries: [OutputJournal.Entry] = []
        func flush() throws {
            try OutputFile.writeAll(bytes, to: descriptor, newPath)
            try journal.append(entries)
            bytes.removeAll(keepingCapacity: true)
            entries.removeAll(keepingCapacity: true)
        }
        while let entry = old.next(), let written = output.read(entry.byteCount) {
            if !stays(entry) { continue }
            bytes += written
            entries.append(entry)
            if bytes.count >= 1 << 20 { try flush() }
        }
        try flush()
        guard fsync(descriptor) == 0 else { throw OutputFile.failure(newPath, "is not written whole") }
        try journal.sync()
        try replace(path, by: newPath)
        try replace(checkpoint.journal, by: newJournal)
    }

    /// Makes good what a kill has left half done: nothing, or only the second step.
    private func finishEarlier() throws {
        if let journal = OutputJournalReader(path: newJournal) {
            var status = stat()
            if stat(path, &status) == 0, Int(status.st_ino) == journal.inode {
                return try replace(checkpoint.journal, by: newJournal)
            }
        }
        for rest in [newPath, newJournal] where unlink(rest) != 0 && errno != ENOENT {
            throw OutputFile.failure(rest, "cannot be removed")
        }
    }

    private func replace(_ path: String, by new: String) throws {
        guard rename(new, path) == 0 else { throw OutputFile.failure(path, "cannot be replaced") }
    }
}
