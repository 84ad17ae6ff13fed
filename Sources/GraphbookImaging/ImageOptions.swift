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

/// How a JPEG becomes pixels of another size. Other formats know only one way.
public enum ImageDecoding: String, Sendable, CaseIterable, Codable {
    /// Each pixel is within 1/255 of Pillow's.
    case exact
    /// Resized before colours are made of it; and a photo of six times the size that is asked for, or more, is decoded to
    /// a half, a quarter or an eighth of its pixels a side.
    ///
    /// Photos are 0.4/255 from Pillow's pixels on average, of which 0.25 is that these are rounded; the sharpest pictures
    /// that are decoded to fewer pixels, 1/255. Single pixels where saturated colours meet were up to 20/255 off.
    case fast
}

/// How a picture of other proportions gets the size that is asked for.
public enum ImageFit: String, Sendable, CaseIterable, Codable {
    /// All of it, stretched: Pillow's `resize`.
    case stretched
    /// The largest part of the proportions asked for, from the middle: Pillow's `ImageOps.fit`.
    case cropped
    /// All of it, in the largest size of its own proportions that fits inside, and never enlarged: Pillow's `thumbnail`.
    case inside
}

/// A colour of 8 bits a channel.
public struct ImageColour: Sendable, Hashable, Codable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    public static let white = ImageColour(red: 255, green: 255, blue: 255)
    public static let black = ImageColour(red: 0, green: 0, blue: 0)
}
