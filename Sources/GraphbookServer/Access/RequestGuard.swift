import HTTPTypes
import Hummingbird

/// Lets through only what this server's own page, or a program that was given the token, can have asked.
struct RequestGuard<Context: RequestContext>: RouterMiddleware {
    let address: ServedAddress
    /// nil where only this machine can ask.
    let token: AccessToken?

    static var cookie: String { "graphbook-token" }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        try checkHost(request)
        try checkOrigin(request)
        try checkBody(request)
        if let token {
            if let welcome = welcome(request, token) { return welcome }
            try check(token, of: request)
        }
        return try await next(request, context)
    }

    private func checkHost(_ request: Request) throws {
        guard let host = request.head.authority, address.isNamed(host) else {
            throw APIError(
                .forbidden, "this server is asked as \(address.url), not as '\(request.head.authority ?? "")'")
        }
    }

    /// A browser says which page asks; what comes from no page (a program, a typed address) has no origin.
    private func checkOrigin(_ request: Request) throws {
        if let origin = request.headers[.origin], origin != "http://\(request.head.authority ?? "")" {
            throw APIError(.forbidden, "a page of '\(origin)' may not ask this server")
        }
        let site = request.headers.first { $0.name.canonicalName == "sec-fetch-site" }
        if let site, !["same-origin", "none"].contains(site.value) {
            throw APIError(.forbidden, "a page of another site may not ask this server")
        }
    }

    /// Bodies of other types can be sent by any page's forms, without the browser asking first.
    private func checkBody(_ request: Request) throws {
        let changes = request.method != .get && request.method != .head
        let hasBody = request.headers[.contentLength].map { $0 != "0" } ?? (request.headers[.transferEncoding] != nil)
        guard changes, hasBody else { return }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        if type != "application/json" {
            throw APIError(.badRequest, "a request's body is of type application/json, not '\(type)'")
        }
    }

    private func check(_ token: AccessToken, of request: Request) throws {
        let bearer = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? $0.dropFirst(7) : nil }
        let cookie = request.cookies[Self.cookie]?.value[...]
        guard [bearer, cookie].contains(where: { $0.map(token.matches) == true }) else {
            throw APIError(
                .unauthorized,
                "this server wants its token: open the address that `graphbook serve` printed, or send "
                    + "it as `Authorization: Bearer TOKEN`")
        }
    }

    /// The page's first address holds the token; from then on it is a cookie, and in no address any more.
    private func welcome(_ request: Request, _ token: AccessToken) -> Response? {
        guard request.method == .get, request.uri.path == "/", let given = request.query("token"), token.matches(given)
        else { return nil }
        let cookie = Cookie(
            name: Self.cookie, value: token.text, path: "/", secure: false, httpOnly: true, sameSite: .strict)
        return Response(status: .seeOther, headers: [.location: "/", .setCookie: cookie.description])
    }
}
