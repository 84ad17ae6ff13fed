import GraphbookCore
import GraphbookImaging
import GraphbookSupervisor
import HTTPTypes
import Hummingbird

/// How large a picture is wanted.
enum PictureSize: String, Sendable {
    case thumbnail, full

    init(_ request: Request) throws {
        guard let text = request.query("size") else {
            self = .full
            return
        }
        guard let size = PictureSize(rawValue: text) else {
            throw APIError(.badRequest, "'size' is 'thumbnail' or 'full', not '\(text)'")
        }
        self = size
    }
}

/// A picture file of the project, whole or small.
struct PictureAnswer: Sendable {
    /// Longest side of a thumbnail, in pixels.
    static let thumbnailSide = 256
    /// Largest file that is sent.
    private static let largest = 64 << 20

    private let bytes: [UInt8]
    private let type: PictureType
    private let isLasting: Bool

    /// - Parameters:
    ///   - file: An absolute path, within the project.
    ///   - name: What the one who asks calls it.
    ///   - isLasting: Whether the answer may be kept: what a run has seen does not change.
    /// - Throws: ``APIError`` when it is no picture, or too large.
    init(file: String, name: String, size: PictureSize, isLasting: Bool) throws {
        guard let count = FileSystem.size(of: file), !FileSystem.isFolder(file) else {
            throw APIError(.notFound, "'\(name)' is no file")
        }
        if count > PictureAnswer.largest {
            throw APIError(
                .tooLarge, "'\(name)' has \(count >> 20) MiB", details: ["limit": .int(PictureAnswer.largest)])
        }
        let content = try FileSystem.bytes(of: file)
        guard let type = PictureType(bytes: content) else {
            throw APIError(.unsupported, "'\(name)' is no JPEG, PNG or WebP file")
        }
        self.isLasting = isLasting
        switch size {
        case .full:
            bytes = content
            self.type = type
        case .thumbnail:
            do {
                bytes = try ImageThumbnail(image: file, longestSide: PictureAnswer.thumbnailSide).bytes
            } catch {
                throw APIError(.unsupported, "\(error)")
            }
            self.type = .jpeg
        }
    }

    var response: Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type.contentType,
                .cacheControl: isLasting ? "private, max-age=31536000, immutable" : "private, no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
