import GraphbookCore

/// Takes the checkpoints of a run: lets nodes bring to the disk what notes have written, then tells which are finished.
struct Checkpoints: Sendable {
    let ledger: NoteLedger
    let options: CheckpointOptions

    /// What a node has to know that begins.
    func checkpoint(of node: String) -> Checkpoint {
        Checkpoint(
            journal: "\(options.folder)/\(node.asFileName)",
            finished: options.resumed.map { sources in
                Dictionary(sources.map { ($0.source, $0.finished) }) { $1 }
            })
    }

    /// - Parameter commits: What the nodes have to do first, each with its stage.
    /// - Returns: nil when nothing was finished since the last one.
    /// - Throws: ``CommitFailed``.
    func take(_ commits: [(stage: Stage, commit: @Sendable () async throws -> Void)]) async throws -> NotesFinished? {
        // First what is finished: what is written meanwhile belongs to the next checkpoint.
        let finished = ledger.take()
        if finished.isEmpty { return nil }
        for (stage, commit) in commits {
            do {
                try await LogContext.$sink.withValue(stage.logSink) { try await commit() }
            } catch {
                throw CommitFailed(stage: stage, cause: error)
            }
        }
        return NotesFinished(sources: finished)
    }
}

/// A node could not bring to the disk what it was given.
struct CommitFailed: Error {
    let stage: Stage
    let cause: any Error
}

extension String {
    /// A node's id as the name of a file: other characters than letters and digits by their numbers.
    fileprivate var asFileName: String {
        unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain ? String(scalar) : "-\(String(scalar.value, radix: 16))-"
        }.joined()
    }
}
