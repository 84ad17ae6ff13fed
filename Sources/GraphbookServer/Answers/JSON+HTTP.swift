import GraphbookCore
import HTTPTypes
import Hummingbird

/// How much a request may hold.
enum RequestLimits {
    static let bodyBytes = 4 << 20
    /// Its first line and headers together.
    static let headerBytes = 16 << 10
}

extension Response {
    static func json(
        _ value: Value, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        // What can't be written as JSON can't come here: a `Value` from `ValueEncoder` holds no tensors.
        let text = (try? JSON.text(of: value)) ?? "null"
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func json(
        _ answer: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        .json(try ValueEncoder().encode(answer), status: status, headers: headers)
    }

    /// The answer to what was done and has nothing to tell.
    static var done: Response { Response(status: .noContent) }
}

extension Request {
    /// The body, as JSON.
    ///
    /// - Throws: ``APIError`` with code `tooLarge` or `badRequest`, which names the field that does not fit.
    func decoded<T: Decodable>(as type: T.Type) async throws -> T {
        var body = try await body.collect(upTo: RequestLimits.bodyBytes)
        let text = body.readString(length: body.readableBytes) ?? ""
        do {
            return try ValueDecoder().decode(type, from: JSON.value(of: text))
        } catch {
            throw APIError(.badRequest, "the request's body does not fit: \(error)")
        }
    }

    /// A value of the query; nil where it is not given or empty.
    func query(_ name: String) -> String? {
        guard let value = uri.queryParameters[Substring(name)], !value.isEmpty else { return nil }
        return String(value)
    }

    /// A value of the query that has to be there.
    func required(_ name: String) throws -> String {
        guard let value = query(name) else { throw APIError(.badRequest, "the query lacks '\(name)'") }
        return value
    }

    /// A whole number of the query.
    func number(_ name: String, in range: ClosedRange<Int>, default standard: Int? = nil) throws -> Int? {
        guard let text = query(name) else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw APIError(
                .badRequest,
                "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return number
    }

    /// The revision under `If-Match`, without its quotes; nil where there is none.
    ///
    /// - Throws: ``APIError`` with code `badRequest` where it is in no quotes.
    func baseRevision() throws -> String? {
        guard let text = headers[.ifMatch] else { return nil }
        guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\"") else {
            throw APIError(.badRequest, "If-Match holds one revision in double quotes, not \(text)")
        }
        return String(text.dropFirst().dropLast())
    }
}

extension HTTPFields {
    static func revision(_ revision: String) -> HTTPFields { [.eTag: "\"\(revision)\""] }
}
