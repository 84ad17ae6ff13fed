import GraphbookCore

extension Tensor {
    /// A picture from a JPEG, PNG or WebP file as `side` × `side` pixels: `f32[3, side, side]`, values 0 to 1.
    ///
    /// For the options and errors, see
    /// ``init(image:size:fit:layout:elementType:channels:decoding:upright:background:pixelLimit:)``.
    public init(
        image path: String, side: Int, fit: ImageFit = .stretched, layout: ImageLayout = .channelsFirst,
        elementType: ElementType = .f32, channels: ImageChannels = .rgb, decoding: ImageDecoding = .exact,
        upright: Bool = true, background: ImageColour? = nil, pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        try self.init(
            image: path, size: ImageSize(width: side, height: side), fit: fit, layout: layout,
            elementType: elementType, channels: channels, decoding: decoding, upright: upright, background: background,
            pixelLimit: pixelLimit)
    }

    /// A picture from a JPEG, PNG or WebP file.
    ///
    /// The format is told by the file's first bytes, not by its name. The pixels are those of Pillow's `exif_transpose`,
    /// `convert("RGB")` and `resize(size, BILINEAR)`, within 1/255: CMYK is taken as Adobe's, 16-bit samples are reduced
    /// to 8, and a resize is an antialiased triangle filter. A colour profile is not applied. Other than in Pillow, a
    /// PNG's gamma is, where it has one.
    ///
    /// - Parameters:
    ///   - size: The pixels of the result; nil for those of the file.
    ///   - fit: What becomes of a picture whose proportions are not those of `size`.
    ///   - elementType: `f32` for values 0 to 1, or `u8` for 0 to 255.
    ///   - decoding: `fast` takes about four fifths of the time for photos near the size that is asked for, and a half for
    ///     large ones, at pixels that are a little off.
    ///   - upright: Whether the picture is turned as the camera noted (Exif), so that it lies as people see it; false for
    ///     the pixels as they are stored.
    ///   - background: What shows where the picture is transparent; nil for the colour that is stored there, as in
    ///     Pillow's `convert("RGB")`.
    ///   - pixelLimit: Most pixels that the file may claim, or `size` ask for. It is checked before any memory is taken
    ///     for them.
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be read or decoded, is cut off or damaged, or
    ///   over the limit; `shape` for a size that is none; `wrongType` for an element type that pictures do not have.
    public init(
        image path: String, size: ImageSize? = nil, fit: ImageFit = .stretched, layout: ImageLayout = .channelsFirst,
        elementType: ElementType = .f32, channels: ImageChannels = .rgb, decoding: ImageDecoding = .exact,
        upright: Bool = true, background: ImageColour? = nil, pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        let reader = ImageReader(
            size: size, fit: fit, layout: layout, elementType: elementType, channels: channels, decoding: decoding,
            upright: upright,
            background: background, pixelLimit: pixelLimit)
        self = try reader.read(path: path)
    }

    /// A picture from the bytes of a JPEG, PNG or WebP file; otherwise as
    /// ``init(image:size:fit:layout:elementType:channels:decoding:upright:background:pixelLimit:)``.
    ///
    /// - Parameter name: What errors call the picture.
    public init(
        imageBytes: [UInt8], name: String, size: ImageSize? = nil, fit: ImageFit = .stretched,
        layout: ImageLayout = .channelsFirst, elementType: ElementType = .f32, channels: ImageChannels = .rgb,
        decoding: ImageDecoding = .exact, upright: Bool = true, background: ImageColour? = nil,
        pixelLimit: Int = ImageSize.defaultPixelLimit
    ) throws {
        let reader = ImageReader(
            size: size, fit: fit, layout: layout, elementType: elementType, channels: channels, decoding: decoding,
            upright: upright,
            background: background, pixelLimit: pixelLimit)
        self = try reader.read(imageBytes, name: name)
    }
}

extension ImageReader {
    func read(path: String) throws -> Tensor {
        try check()
        return try Scratch.borrowed { scratch in
            let bytes = try readFile(path, into: scratch.file)
            return try read(EncodedImage(name: path, bytes: bytes), scratch)
        }
    }

    func read(_ bytes: [UInt8], name: String) throws -> Tensor {
        try check()
        return try bytes.withUnsafeBytes { bytes in
            try Scratch.borrowed { try read(EncodedImage(name: name, bytes: bytes), $0) }
        }
    }
}
