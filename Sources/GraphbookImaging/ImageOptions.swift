/// The order of a picture's dimensions in a tensor. A grey picture may have two, height and width, in either layout.
public enum ImageLayout: String, Sendable, CaseIterable, Codable {
    /// Channels, height, width: what models take.
    case channelsFirst
    /// Height, width, channels: what image files hold.
    case channelsLast
}

/// What a pixel of a decoded picture is made of.
public enum ImageChannels: String, Sendable, CaseIterable, Codable {
    /// Red, green and blue. A grey picture has three equal ones.
    case rgb
    /// Luma, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). Of a JPEG it is the one that is stored.
    case grey

    /// Samples per pixel.
    public var count: Int { self == .rgb ? 3 : 1 }
}

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

    var pixelCount: Int {
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : count
    }

    public var description: String { "\(width) × \(height)" }
}
