import GraphbookCore
import GraphbookSupervisor

/// A run that is asked for: `RunRequest` of Documentation/openapi.json.
struct RunWish: Decodable, Sendable {
    /// The workflow's path in the project.
    let workflow: String
    /// What the page shows, saved or not.
    let text: String
    let set: [SettingAnswer]
    /// The node to run up to; nil for the whole workflow.
    let upTo: String?
    let options: OptionsAnswer?

    var overrides: [SettingOverride] {
        self.set.map { SettingOverride(node: $0.node, parameter: $0.parameter, text: $0.text) }
    }

    /// - Throws: ``APIError`` with code `badRequest` that names what does not fit.
    var runOptions: RunOptions {
        get throws {
            var result = RunOptions()
            if let workers = options?.workers {
                if workers < 1 { throw APIError(.badRequest, "there are 1 or more workers, not \(workers)") }
                result.workers = workers
            }
            if let text = options?.isolation {
                guard let isolation = Isolation(rawValue: text) else {
                    throw APIError(.badRequest, "'isolation' is 'processes', 'threads' or 'none', not '\(text)'")
                }
                result.isolation = isolation
            }
            if let text = options?.onFailure {
                guard let policy = FailurePolicy(text) else {
                    throw APIError(
                        .badRequest, "'onFailure' is 'stop', 'skip', 'skip=10', 'skip=1%' or 'retry=3', not '\(text)'")
                }
                result.onFailure = policy
            }
            return result
        }
    }
}

extension RunAnswer {
    /// A run that is about to begin.
    init(id: String, _ wish: RunWish) {
        self.init(
            id: id, workflow: wish.workflow,
            name: WorkflowOutline(wish.text)?.name ?? WorkflowFiles.name(of: wish.workflow),
            status: .starting, started: FileSystem.Time.now.text, finished: nil, seconds: 0, notes: RunSummary.Notes(),
            items: RunSummary.Items(), failures: 0, firstFailure: nil, set: wish.set, upTo: wish.upTo,
            options: wish.options ?? OptionsAnswer())
    }
}
