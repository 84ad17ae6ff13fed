import GraphbookCore

/// The bytes of an image file, and what errors call it.
struct EncodedImage {
    let name: String
    let bytes: UnsafeRawBufferPointer

    func error(_ reason: String) -> GraphbookError { GraphbookError(.file, "\(name): \(reason)") }
    func error(is what: String) -> GraphbookError { GraphbookError(.file, "\(name) is \(what)") }

    /// A decoder that has read the header.
    func decoder() throws -> any ImageDecoder {
        guard !bytes.isEmpty else { throw error("the file is empty") }
        switch ImageFormat(bytes) {
        case .jpeg: return try JPEGDecoder(self)
        case .png: return try PNGDecoder(self)
        case .webp: return try WebPDecoder(self)
        case nil: throw error(is: "no JPEG, PNG or WebP; it begins with \(beginning)")
        }
    }

    /// The first bytes, as text where they are some.
    private var beginning: String {
        let text = bytes.prefix(16).prefix { (0x20...0x7E).contains($0) }
        if text.count >= min(4, bytes.count) { return "\"\(String(decoding: text, as: UTF8.self))\"" }
        return "the bytes "
            + bytes.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}

extension ImageFormat {
    /// The format whose signature the bytes begin with.
    init?(_ bytes: UnsafeRawBufferPointer) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.count >= 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }
}
