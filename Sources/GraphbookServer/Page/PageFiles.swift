import Foundation
import GraphbookSupervisor
import HTTPTypes
import Hummingbird

/// The page's files: compressed within the program, or read from a folder while one works on the page.
struct PageFiles: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let isCompressed: Bool
        /// What tells this content from another, in double quotes.
        let tag: String
    }

    private enum Place: Sendable {
        case program([String: File])
        case folder(ServedFolder)
    }

    private let place: Place

    /// The files that were built into the program.
    init() {
        place = .program(
            EmbeddedPage.files.mapValues { text in
                let tag = "\"\(Revision.of("\(text)"))\""
                // What does not decode was damaged, and is missing.
                return File(bytes: Array(Data(base64Encoded: "\(text)") ?? Data()), isCompressed: true, tag: tag)
            })
    }

    /// - Parameter folder: Where the files are, looked at for each request.
    /// - Throws: ``GraphbookError`` when the folder is missing.
    init(folder: String) throws { place = .folder(try ServedFolder(folder)) }

    private func file(_ name: String) -> File? {
        switch place {
        case .program(let files): return files[name]
        case .folder(let folder):
            guard let path = try? folder.existing(name), let bytes = try? FileSystem.bytes(of: path),
                let time = FileSystem.changeTime(of: path)
            else { return nil }
            return File(bytes: bytes, isCompressed: false, tag: "\"\(time.text)\"")
        }
    }

    /// Answers whatever the API does not. An address without a file's ending is one of the page's own: it shows itself.
    func add(to router: Router<BasicRequestContext>) {
        router.get("**") { request, context in
            let name = context.parameters.getCatchAll().joined(separator: "/")
            return try answer(request, name.contains(".") ? name : "index.html")
        }
        router.get("") { request, _ in try answer(request, "index.html") }
    }

    private func answer(_ request: Request, _ name: String) throws -> Response {
        guard let file = file(name) else {
            if name == "index.html" {
                throw APIError(.notFound, "this program was built without its page: `make build` builds both")
            }
            throw APIError(.notFound, "the page has no file '\(name)'")
        }
        // Asked for each time, and answered in a few bytes where nothing has changed.
        var headers: HTTPFields = [
            .contentType: PageFiles.type(of: name), .eTag: file.tag, .cacheControl: "no-cache",
        ]
        if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
        if file.isCompressed { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json", "map": "application/json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }
}
