import GraphbookCore

/// A small picture of a file or a tensor, encoded to be shown in a list or on a page.
public struct ImageThumbnail: Sendable, Hashable {
    public let format: ImageFormat
    public let size: ImageSize
    /// A file of the format.
    public let bytes: [UInt8]

    /// A thumbnail of an image file, turned upright; what is transparent is white.
    ///
    /// - Parameters:
    ///   - longestSide: Most pixels in width and height. A smaller picture keeps its size.
    ///   - quality: 1 to 100, for `jpeg` and `webp`.
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be read or decoded, or there is no such quality;
    ///   `shape` when `longestSide` is below 1.
    public init(image path: String, longestSide: Int = 256, format: ImageFormat = .jpeg, quality: Int = 80) throws {
        let reader = ImageReader(
            size: ImageSize(width: longestSide, height: longestSide), fit: .inside, layout: .channelsLast,
            elementType: .u8, decoding: .fast, background: .white)
        try self.init(small: try reader.read(path: path), .channelsLast, format, quality)
    }

    /// A thumbnail of a picture, as ``GraphbookCore/Tensor/encoded(as:quality:layout:)`` takes it; also of one with alpha,
    /// which is dropped.
    ///
    /// - Throws: As ``init(image:longestSide:format:quality:)``; also with code `shape` or `wrongType` when the tensor is
    ///   no picture of this layout.
    public init(
        of picture: Tensor, layout: ImageLayout = .channelsFirst, longestSide: Int = 256, format: ImageFormat = .jpeg,
        quality: Int = 80
    ) throws {
        let limit = ImageSize(width: longestSide, height: longestSide)
        try limit.check()
        let image = try TensorImage(picture, layout: layout)
        let size = image.size.fitted(inside: limit)
        var small = try picture.converted(to: image.channelCount >= 3 ? .rgb : .grey, layout: layout)
        if size != image.size { small = try small.resized(width: size.width, height: size.height, layout: layout) }
        try self.init(small: small, layout, format, quality)
    }

    private init(small: Tensor, _ layout: ImageLayout, _ format: ImageFormat, _ quality: Int) throws {
        self.format = format
        size = try TensorImage(small, layout: layout).size
        bytes = try small.encoded(as: format, quality: quality, layout: layout)
    }
}
