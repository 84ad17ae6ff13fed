import GraphbookCore
import Hummingbird

/// The project, its host and its nodes.
struct ProjectRoutes: Sendable {
    let services: Services

    func add(to router: RouterGroup<BasicRequestContext>) {
        router.get("project") { [services] _, _ in
            try Response.json(
                ProjectAnswer(
                    name: services.project.name, version: services.version, hasPackage: services.keeper.hasPackage,
                    features: ["upTo", "pause"]))
        }
        router.get("host") { [services] _, _ in try Response.json(services.keeper.state) }
        router.post("host/restart") { [services] _, _ in
            if services.runs.isRunning {
                throw APIError(.busy, "a run is under way: stop it, then start the host again")
            }
            services.keeper.restart()
            return try Response.json(services.keeper.state, status: .accepted)
        }
        router.get("catalogue") { [services] _, _ in
            let catalogue = try services.keeper.catalogue()
            return try Response.json(catalogue, headers: .revision(catalogue.revision))
        }
        router.get("examples") { _, _ in try Response.json(["examples": Example.all]) }
    }
}

/// `Project` of Documentation/openapi.json.
private struct ProjectAnswer: Encodable {
    struct Limits: Encodable {
        let workflowBytes = RequestLimits.bodyBytes
        let pageSize = RunRoutes.pageSize
    }

    let name: String
    let version: String
    let hasPackage: Bool
    let features: [String]
    let limits = Limits()
}
