import Foundation
import GraphbookCore
import GraphbookStore
import Hummingbird

/// Runs: started, steered, and looked back on.
struct RunRoutes: Sendable {
    /// Most entries in one answer.
    static let pageSize = 500
    private static let standardPage = 100

    let runs: RunService

    func add(to router: RouterGroup<BasicRequestContext>) {
        router.get("runs", use: list)
        router.post("runs") { [runs] request, _ in
            try Response.json(await runs.start(request.decoded(as: RunWish.self)), status: .created)
        }
        router.get("runs/:run") { [runs] _, context in
            let id = try context.parameters.require("run")
            return try Response.json(try await offThread { try runs.detail(id) })
        }
        router.delete("runs/:run") { [runs] _, context in
            let id = try context.parameters.require("run")
            try await offThread { try runs.delete(id) }
            return Response.done
        }
        router.post("runs/:run/:action") { [runs] _, context in
            let id = try context.parameters.require("run"), name = try context.parameters.require("action")
            guard let action = RunAction(rawValue: name) else {
                throw APIError(.notFound, "a run can be asked to pause, resume, stop or abort, not to '\(name)'")
            }
            return try Response.json(try await offThread { try runs.act(action, on: id) }, status: .accepted)
        }
        router.get("runs/:run/workflow", use: workflow)
        router.get("runs/:run/history", use: history)
        router.get("runs/:run/outputs", use: outputs)
        router.get("runs/:run/logs", use: log)
        router.get("runs/:run/failures", use: failures)
        router.get("runs/:run/images/:image", use: picture)
    }

    @Sendable private func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let limit = try limit(of: request), cursor = try request.number("cursor", in: 0...Int.max)
        var filter = RunFilter(limit: limit + 1)
        filter.before = cursor
        filter.workflow = request.query("workflow").map { "\(runs.project.root)/\($0)" }
        filter.since = try date("since", of: request)
        filter.until = try date("until", of: request)
        if let status = request.query("status") { filter.statuses = try RunRoutes.statuses(status) }
        return try await offThread { [runs, filter] in
            let found = try runs.store.runs(filter), page = found.prefix(limit)
            return try Response.json(
                RunPage(
                    runs: page.map { try runs.answer(of: $0) },
                    next: found.count > limit ? page.last.map { "\($0.number)" } : nil))
        }
    }

    @Sendable private func workflow(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run")
        return try await offThread { [runs] in
            let record = try runs.record(id)
            guard let text = record.plan.text else {
                throw APIError(.unsupported, "run \(id) is of a workflow that is built in code: there is no file of it")
            }
            return try Response.json(Snapshot(text: text, nodes: runs.listings(in: text)))
        }
    }

    @Sendable private func history(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run")
        let most = try request.number("points", in: 2...600, default: 200) ?? 200
        return try await offThread { [runs] in
            let all = try runs.store.progress(of: runs.record(id).number)
            // Evenly spread, the first and the last among them.
            let points = all.count <= most ? all : (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] }
            return try Response.json(["points": points])
        }
    }

    @Sendable private func outputs(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run")
        var query = PreviewQuery(limit: try limit(of: request))
        query.node = request.query("node")
        query.port = request.query("port")
        query.contains = request.query("contains")
        query.after = try request.number("after", in: -1...Int.max)
        query.note = try request.query("note").map(RunRoutes.note)
        return try await offThread { [runs, query] in
            let record = try runs.record(id)
            let page = try runs.store.previews(of: record.number, query)
            return try Response.json(
                OutputPage(outputs: page.entries.map { OutputAnswer($0, of: record) }, next: page.next))
        }
    }

    @Sendable private func log(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run")
        var query = LogQuery(limit: try limit(of: request))
        query.node = request.query("node")
        query.contains = request.query("contains")
        query.after = try request.number("after", in: -1...Int.max)
        query.isLast = request.query("last") == "true"
        if let text = request.query("level") {
            guard let level = LogLevel(rawValue: text) else {
                throw APIError(.badRequest, "'level' is 'info', 'warning' or 'error', not '\(text)'")
            }
            query.levels = LogLevel.allCases.filter { $0 >= level }
        }
        return try await offThread { [runs, query] in
            let page = try runs.store.log(of: runs.record(id).number, query)
            return try Response.json(LogPage(lines: page.entries, next: page.next ?? query.after ?? -1))
        }
    }

    @Sendable private func failures(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run"), limit = try limit(of: request)
        let after = try request.number("after", in: -1...Int.max), node = request.query("node")
        return try await offThread { [runs] in
            let page = try runs.store.failures(of: runs.record(id).number, node: node, after: after, limit: limit)
            return try Response.json(
                FailurePage(failures: page.entries.map { FailureAnswer($0.failure, index: $0.index) }, next: page.next))
        }
    }

    @Sendable private func picture(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let id = try context.parameters.require("run"), image = try context.parameters.require("image")
        let size = try PictureSize(request)
        return try await offThread { [runs] in
            let record = try runs.record(id)
            let picture = try OutputPicture(image, of: record, in: runs.store)
            // The file may have changed since the run; what is asked for is what is there.
            return try PictureAnswer(
                file: picture.file(in: runs.project), name: picture.path, size: size, isLasting: size == .thumbnail
            ).response
        }
    }

    // MARK: - Parts of queries

    private func limit(of request: Request) throws -> Int {
        try request.number("limit", in: 1...RunRoutes.pageSize) ?? RunRoutes.standardPage
    }

    /// A time, in seconds since 1970.
    private func date(_ name: String, of request: Request) throws -> Double? {
        guard let text = request.query(name) else { return nil }
        for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
            if let date = try? style.parse(text) { return date.timeIntervalSince1970 }  // the other style may fit
        }
        throw APIError(.badRequest, "'\(name)' is a time such as 2026-11-25T10:00:00Z, not '\(text)'")
    }

    private static func statuses(_ text: String) throws -> [RunRecord.Status] {
        guard let status = RunStatusAnswer(rawValue: text) else {
            throw APIError(.badRequest, "there is no status '\(text)'")
        }
        // The store knows of a run that is not over only that.
        return status.isOver ? RunRecord.Status(rawValue: text).map { [$0] } ?? [] : [.running]
    }

    private static func note(_ text: String) throws -> NoteID {
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 2 else {
            throw APIError(.badRequest, "'note' is SOURCE.INDEX, two whole numbers, not '\(text)'")
        }
        return NoteID(source: parts[0], index: parts[1])
    }
}

private struct RunPage: Encodable {
    let runs: [RunAnswer]
    let next: String?
}

private struct Snapshot: Encodable {
    let text: String
    let nodes: [NodeListing]
}

private struct OutputPage: Encodable {
    let outputs: [OutputAnswer]
    let next: Int?
}

private struct LogPage: Encodable {
    let lines: [IndexedLogLine]
    let next: Int
}

private struct FailurePage: Encodable {
    let failures: [FailureAnswer]
    let next: Int?
}
