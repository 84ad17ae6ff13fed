import GraphbookCore
import Hummingbird

/// Workflow files and their drafts.
struct WorkflowRoutes: Sendable {
    let files: WorkflowFiles
    let runs: RunService
    let hub: EventHub

    private struct NewWorkflow: Decodable {
        let path: String
        let text: String
    }

    private struct SavedText: Decodable {
        let text: String
    }

    func add(to router: RouterGroup<BasicRequestContext>) {
        router.get("workflows") { [files, runs] _, _ in
            let workflows = try await offThread {
                let last = try runs.lastRuns()
                return files.list().map { entry in
                    var entry = entry
                    entry.lastRun = last[entry.path]
                    return entry
                }
            }
            return try Response.json(["workflows": workflows])
        }
        router.post("workflows") { [files] request, _ in
            let new = try await request.decoded(as: NewWorkflow.self)
            let made = try await offThread { try files.make(new.path, new.text) }
            tell(new.path, made.revision)
            return try Response.json(made, status: .created, headers: .revision(made.revision))
        }
        router.get("workflow") { [files] request, _ in
            let path = try request.required("path")
            let workflow = try await offThread { try files.read(path) }
            return try Response.json(workflow, headers: .revision(workflow.revision))
        }
        router.put("workflow") { [files] request, _ in
            let path = try request.required("path"), base = try required(request.baseRevision())
            let saved = try await request.decoded(as: SavedText.self)
            let revision = try await offThread { try files.save(path, saved.text, base: base) }
            tell(path, revision)
            return try Response.json(["revision": revision], headers: .revision(revision))
        }
        router.delete("workflow") { [files] request, _ in
            let path = try request.required("path"), base = try required(request.baseRevision())
            try await offThread { try files.delete(path, base: base) }
            tell(path, nil)
            return Response.done
        }
        router.put("draft") { [files, hub] request, _ in
            let path = try request.required("path"), base = try request.baseRevision()
            let draft = try await request.decoded(as: KeptDraft.self)
            let revision = try await offThread { try files.drafts.write(path, draft, over: base) }
            hub.publish(
                "draft", ["path": .string(path), "revision": .string(revision), "writer": .string(draft.writer)])
            return try Response.json(["revision": revision])
        }
        router.delete("draft") { [files, hub] request, _ in
            let path = try request.required("path")
            try await offThread { try files.drafts.forget(path) }
            hub.publish("draft", ["path": .string(path)])
            return Response.done
        }
    }

    private func required(_ base: String?) throws -> String {
        if let base { return base }
        throw APIError(.badRequest, "If-Match is missing: the revision that the change is based on, in double quotes")
    }

    private func tell(_ path: String, _ revision: String?) {
        var change: Fields = ["path": .string(path)]
        if let revision { change["revision"] = .string(revision) }
        hub.publish("workflow", .object(change))
    }
}
