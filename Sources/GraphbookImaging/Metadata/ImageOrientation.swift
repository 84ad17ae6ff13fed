/// How a stored picture lies: which way it has to be turned, and whether mirrored, to be seen upright.
///
/// The numbers are those of the tag `Orientation` (0x0112) of Exif 2.32 and TIFF 6.0.
public enum ImageOrientation: Int, Sendable, CaseIterable, Codable {
    case upright = 1
    /// Left and right are exchanged.
    case mirrored = 2
    case upsideDown = 3
    /// Top and bottom are exchanged.
    case flipped = 4
    /// Rows are columns.
    case transposed = 5
    /// Upright after a quarter turn clockwise: a telephone held upright.
    case turnedLeft = 6
    /// Rows are columns, seen from the other corner.
    case transverse = 7
    /// Upright after a quarter turn anticlockwise.
    case turnedRight = 8

    /// Whether width and height are exchanged when the picture is turned upright.
    public var swapsAxes: Bool { rawValue >= 5 }

    var isMirroredAlongRows: Bool { [.mirrored, .upsideDown, .transverse, .turnedRight].contains(self) }
    var isMirroredAlongColumns: Bool { [.upsideDown, .flipped, .turnedLeft, .transverse].contains(self) }
}

extension ImageSize {
    var swapped: ImageSize { ImageSize(width: height, height: width) }

    /// The size upright of a picture that is stored in this size.
    func turned(from orientation: ImageOrientation) -> ImageSize { orientation.swapsAxes ? swapped : self }
}
