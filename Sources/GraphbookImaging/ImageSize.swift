import GraphbookCore

/// Width and height in pixels.
public struct ImageSize: Sendable, Hashable, Codable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The most pixels that a picture is decoded to unless more are asked for: 128 million, 384 MB as RGB.
    ///
    /// The cameras with the most pixels make 102 (medium format) and 108 million (telephones). Pillow warns from 89
    /// million on and refuses from 179 million on. A file of a few kilobytes can claim any number of pixels.
    public static let defaultPixelLimit = 128_000_000

    public var description: String { "\(width) × \(height)" }

    /// The largest size of these proportions inside another one, at least 1 × 1; itself where it is not larger.
    public func fitted(inside limit: ImageSize) -> ImageSize {
        let scale = min(Double(limit.width) / Double(width), Double(limit.height) / Double(height))
        guard scale < 1 else { return self }
        func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
        return ImageSize(width: scaled(width), height: scaled(height))
    }

    var pixelCount: Int {
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : count
    }

    func check() throws {
        guard width >= 1, height >= 1 else {
            throw GraphbookError(.shape, "a picture cannot have \(self) pixels; width and height start at 1")
        }
    }
}
