/// A rectangle of a picture; its edges need not lie between pixels.
struct RasterPart {
    var columns: Range<Double>
    var rows: Range<Double>

    /// All of a picture.
    init(_ picture: ImageSize) {
        columns = 0..<Double(picture.width)
        rows = 0..<Double(picture.height)
    }

    /// The largest part of other proportions, from the middle.
    init(_ picture: ImageSize, withProportionsOf size: ImageSize) {
        let (width, height) = (Double(picture.width), Double(picture.height))
        let scale = min(width / Double(size.width), height / Double(size.height))
        let (shownWidth, shownHeight) = (Double(size.width) * scale, Double(size.height) * scale)
        let (left, top) = ((width - shownWidth) / 2, (height - shownHeight) / 2)
        columns = left..<left + shownWidth
        rows = top..<top + shownHeight
    }

    /// The part of a picture that was decoded to fewer pixels.
    func reduced(by reduction: Reduction) -> RasterPart {
        func reduced(_ range: Range<Double>) -> Range<Double> {
            range.lowerBound / Double(reduction.rawValue)..<range.upperBound / Double(reduction.rawValue)
        }
        var part = self
        (part.columns, part.rows) = (reduced(columns), reduced(rows))
        return part
    }

    /// The part of the picture as it is stored. Parts lie in the middle, so mirroring does not move them.
    func turned(from orientation: ImageOrientation) -> RasterPart {
        guard orientation.swapsAxes else { return self }
        var part = self
        (part.columns, part.rows) = (rows, columns)
        return part
    }
}
