// What the API tells of workflow files: `WorkflowEntry`, `Workflow` and `Draft` of Documentation/openapi.json.

struct WorkflowEntry: Encodable, Sendable {
    let path: String
    let name: String
    let documentation: String
    let nodes: Int
    let modified: String
    let hasDraft: Bool
    let problem: String?
    var lastRun: RunAnswer?
}

struct WorkflowAnswer: Encodable, Sendable {
    let path: String
    let revision: String
    let text: String
    let draft: DraftAnswer?
}

struct DraftAnswer: Encodable, Sendable {
    let revision: String
    let base: String
    let text: String
    let modified: String
    let writer: String
}
