/// Which part of a stored picture is shown, how large, and which way up.
struct ImageFrame {
    /// The size of the result.
    let size: ImageSize
    let orientation: ImageOrientation
    /// In pixels of the picture as it is stored.
    let part: RasterPart

    init(_ header: ImageHeader, size: ImageSize?, fit: ImageFit, upright: Bool) {
        orientation = upright ? header.orientation : .upright
        let picture = header.size.turned(from: orientation), asked = size ?? picture
        self.size = fit == .inside ? picture.fitted(inside: asked) : asked
        let whole = RasterPart(picture)
        part = (fit == .cropped ? RasterPart(picture, withProportionsOf: asked) : whole).turned(from: orientation)
    }

    /// The size of the result before it is turned.
    var storedSize: ImageSize { size.turned(from: orientation) }

    /// The most by which the picture can be reduced and still has three times as many pixels a side as the result: with
    /// fewer, sharp pictures become more than 1/255 different on average.
    var reduction: Reduction {
        let shrinking = min(
            (part.columns.upperBound - part.columns.lowerBound) / Double(storedSize.width),
            (part.rows.upperBound - part.rows.lowerBound) / Double(storedSize.height))
        return [.eighth, .quarter, .half].first { shrinking >= 3 * Double($0.rawValue) } ?? .none
    }
}
