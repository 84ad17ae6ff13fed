import GraphbookCore

extension Tensor {
    /// A picture from a JPEG or PNG file as `side` × `side` pixels, stretched: `f32[3, side, side]`, values 0 to 1.
    ///
    /// For the options and errors, see ``init(image:size:layout:elementType:channels:pixelLimit:)``.
    public init(
        image path: String, side: Int, layout: ImageLayout = .channelsFirst, elementType: ElementType = .f32,
        channels: ImageChannels = .rgb, pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        try self.init(
            image: path, size: ImageSize(width: side, height: side), layout: layout, elementType: elementType,
            channels: channels, pixelLimit: pixelLimit)
    }

    /// A picture from a JPEG or PNG file.
    ///
    /// The format is told by the file's first bytes, not by its name. The pixels are those of Pillow's `convert("RGB")`
    /// and `resize(size, BILINEAR)`, within 1/255: alpha is dropped, CMYK is taken as Adobe's, 16-bit samples are
    /// reduced to 8, and a resize is an antialiased triangle filter that stretches the picture. An orientation that a
    /// camera noted is not applied, nor is a colour profile. Other than in Pillow, a PNG's gamma is, where it has one.
    ///
    /// - Parameters:
    ///   - size: The pixels of the result; nil for those of the file.
    ///   - elementType: `f32` for values 0 to 1, or `u8` for 0 to 255.
    ///   - pixelLimit: Most pixels that the file may claim, or `size` ask for. It is checked before any memory is taken
    ///     for them.
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be read or decoded, is cut off or damaged, or
    ///   over the limit; `shape` for a size that is none; `wrongType` for an element type that pictures do not have.
    public init(
        image path: String, size: ImageSize? = nil, layout: ImageLayout = .channelsFirst,
        elementType: ElementType = .f32, channels: ImageChannels = .rgb,
        pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        let reader = try ImageReader(
            size: size, layout: layout, elementType: elementType, channels: channels, pixelLimit: pixelLimit)
        self = try Scratch.borrowed { scratch in
            let bytes = try readFile(path, into: scratch.file)
            return try reader.read(EncodedImage(name: path, bytes: bytes), scratch)
        }
    }

    /// A picture from the bytes of a JPEG or PNG file; otherwise as
    /// ``init(image:size:layout:elementType:channels:pixelLimit:)``.
    ///
    /// - Parameter name: What errors call the picture.
    public init(
        imageBytes: [UInt8], name: String, size: ImageSize? = nil, layout: ImageLayout = .channelsFirst,
        elementType: ElementType = .f32, channels: ImageChannels = .rgb,
        pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        let reader = try ImageReader(
            size: size, layout: layout, elementType: elementType, channels: channels, pixelLimit: pixelLimit)
        self = try imageBytes.withUnsafeBytes { bytes in
            try Scratch.borrowed { try reader.read(EncodedImage(name: name, bytes: bytes), $0) }
        }
    }
}
