/// The pictures that are shown: what browsers and our decoders both know.
enum PictureType: String, Sendable {
    case jpeg, png, webp

    var contentType: String { "image/\(rawValue)" }

    /// By the name's ending.
    init?(fileName: String) {
        switch fileName.split(separator: ".").last?.lowercased() {
        case "jpg", "jpeg": self = .jpeg
        case "png": self = .png
        case "webp": self = .webp
        default: return nil
        }
    }

    /// By the first bytes: what a file says it is counts, not what it is called.
    init?(bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(12))
        if start.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if start.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).elementsEqual("WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }
}
