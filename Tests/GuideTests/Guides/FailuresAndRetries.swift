import Graphbook

@Step("Text/Word Count")
func wordCount(_ note: Note) throws {
    guard let text: String = note["text"] else {
        throw GraphbookError(.missing, "the note has no text")
    }
    note["words"] = text.split(separator: " ").count
}

func countAll(_ workflow: Workflow) async throws -> Int {
    let policy = FailurePolicy(retries: 3, tolerance: .share(0.01))
    let summary = try await workflow.run(RunOptions(isolation: .threads, onFailure: policy))
    for failure in summary.failures { print(failure) }
    return summary.notes.failed
}
