import GraphbookCore

/// The file formats that are read and written.
public enum ImageFormat: String, Sendable, CaseIterable, Codable {
    case jpeg, png, webp
}

/// What an image file says of itself, without its pixels.
public struct ImageHeader: Sendable, Hashable {
    public let format: ImageFormat
    /// As stored: before the picture is turned upright.
    public let size: ImageSize
    /// Samples per pixel as stored, alpha among them: 1 to 4. A palette counts as its colours.
    public let channelCount: Int
    /// How the stored pixels lie. Of a PNG it is found only where it is noted before the pixels.
    public let orientation: ImageOrientation

    /// Width and height of the picture when it is turned upright.
    public var uprightSize: ImageSize { size.turned(from: orientation) }
    public var width: Int { size.width }
    public var height: Int { size.height }

    init(format: ImageFormat, size: ImageSize, channelCount: Int, orientation: ImageOrientation) {
        self.format = format
        self.size = size
        self.channelCount = channelCount
        self.orientation = orientation
    }

    /// Reads the header of a JPEG, PNG or WebP file; of a big JPEG or PNG only its beginning.
    ///
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be read or is no picture.
    public init(path: String) throws {
        self = try Scratch.borrowed { scratch in
            // Enough for most: what comes before the pixels is metadata and, at times, a thumbnail.
            let prefixByteCount = 65_536
            let prefix = try readFile(path, into: scratch.file, atMost: prefixByteCount)
            guard prefix.count == prefixByteCount else {
                return try EncodedImage(name: path, bytes: prefix).decoder().header
            }
            // A WebP notes its orientation behind the pixels. `try?`: what is wrong is told of the whole file.
            if ImageFormat(prefix) != .webp, let decoder = try? EncodedImage(name: path, bytes: prefix).decoder() {
                return decoder.header
            }
            let bytes = try readFile(path, into: scratch.file)
            return try EncodedImage(name: path, bytes: bytes).decoder().header
        }
    }

    /// Reads the header from the bytes of a JPEG, PNG or WebP file.
    ///
    /// - Parameter name: What errors call the picture.
    /// - Throws: ``GraphbookError`` with code `file` when the bytes are no picture.
    public init(imageBytes: [UInt8], name: String) throws {
        self = try imageBytes.withUnsafeBytes { try EncodedImage(name: name, bytes: $0).decoder().header }
    }
}
