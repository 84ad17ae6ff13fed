import Hummingbird

/// Folders and pictures of the project.
struct FileRoutes: Sendable {
    let project: ServedFolder

    func add(to router: RouterGroup<BasicRequestContext>) {
        router.get("files") { [project] request, _ in
            let path = request.query("path") ?? ""
            return try Response.json(try await offThread { try FileListing(path, in: project) })
        }
        router.get("files/image") { [project] request, _ in
            let path = try request.required("path"), size = try PictureSize(request)
            return try await offThread {
                try PictureAnswer(file: try project.existing(path), name: path, size: size, isLasting: false)
            }.response
        }
    }
}
