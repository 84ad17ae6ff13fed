import GraphbookCore
import Hummingbird

/// Why a request was not met. Every answer of 400 and above has its shape, `{"error": {"code", "message", "details"}}`.
public struct APIError: Error, Sendable, Equatable {
    /// What went wrong, for programs.
    public enum Code: String, Sendable, CaseIterable {
        case badRequest, unauthorized, forbidden, notFound, conflict, busy, tooLarge, refused, unsupported, unavailable
        case `internal`
    }

    public let code: Code
    /// What failed, on which value, and what to do: plain text.
    public let message: String
    /// What else programs want to know; see Documentation/openapi.json.
    public let details: Fields

    public init(_ code: Code, _ message: String, details: Fields = [:]) {
        self.code = code
        self.message = message
        self.details = details
    }
}

extension APIError.Code {
    var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict, .busy: .conflict
        case .tooLarge: .contentTooLarge
        case .refused: .unprocessableContent
        case .unsupported: .notImplemented
        case .unavailable: .serviceUnavailable
        case .internal: .internalServerError
        }
    }
}

extension APIError {
    /// The answer that says it.
    var response: Response {
        var error: Fields = ["code": .string(code.rawValue), "message": .string(message)]
        if !details.isEmpty { error["details"] = .object(details) }
        return .json(.object(["error": .object(error)]), status: code.status)
    }

    /// The error of the API that tells of any other error.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as HTTPError: self.init(error)
        case is CancellationError: self.init(.unavailable, "the server is about to end")
        default: self.init(.internal, "\(error)")
        }
    }

    /// What the router or the reader of requests has thrown.
    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self.init(.notFound, "there is nothing at this address")
        case .contentTooLarge:
            self.init(
                .tooLarge, "a request has at most \(RequestLimits.bodyBytes >> 20) MiB",
                details: ["limit": .int(RequestLimits.bodyBytes)])
        case .badRequest: self.init(.badRequest, error.body ?? "the request can't be read")
        case .methodNotAllowed: self.init(.badRequest, "this address knows no such method")
        default: self.init(.internal, error.body ?? "\(error.status)")
        }
    }
}

/// Turns what a route throws into an answer of the API's shape.
struct ErrorAnswers<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return APIError(error).response
        }
    }
}
