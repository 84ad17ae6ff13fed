import GraphbookCore

extension Tensor {
    /// The picture as the bytes of an image file.
    ///
    /// A picture is a tensor of `f32`, 0 to 1 (clamped, then rounded to 8 bits; NaN is 0), or of `u8`, with 1 or 3
    /// channels in the layout that is told. A tensor of two dimensions is a grey one.
    ///
    /// - Parameter quality: 1 to 100, in the scale of libjpeg or libwebp; nothing to PNG, which keeps each pixel. JPEG and
    ///   WebP store colour at half the resolution.
    /// - Throws: ``GraphbookError`` with code `shape` or `wrongType` when the tensor is no picture of this layout;
    ///   `file` when the format cannot hold it, or has no such quality.
    public func encoded(
        as format: ImageFormat, quality: Int = 90, layout: ImageLayout = .channelsFirst
    ) throws -> [UInt8] {
        let image = try TensorImage(self, layout: layout)
        return try Scratch.borrowed { try Array(image.encoded(as: format, quality: quality, $0)) }
    }

    /// The picture, as ``encoded(as:quality:layout:)`` takes it, as the bytes of a JPEG file.
    public func encodedJPEG(quality: Int = 90, layout: ImageLayout = .channelsFirst) throws -> [UInt8] {
        try encoded(as: .jpeg, quality: quality, layout: layout)
    }

    /// The picture, as ``encoded(as:quality:layout:)`` takes it, as the bytes of a PNG file, 8 bits a sample.
    public func encodedPNG(layout: ImageLayout = .channelsFirst) throws -> [UInt8] {
        try encoded(as: .png, layout: layout)
    }

    /// Writes the picture, as ``encoded(as:quality:layout:)`` takes it, to a file, whose name tells the format: `.jpg`,
    /// `.jpeg`, `.png` or `.webp`.
    ///
    /// The file appears when it is complete: a reader sees the one that was there before, or the new one, and a run
    /// that is ended leaves no half of it. It is not forced to the disk.
    ///
    /// - Parameter quality: That of a JPEG or WebP, 1 to 100.
    /// - Throws: ``GraphbookError`` with code `file` when the file cannot be written or its format not hold the
    ///   picture; `shape` or `wrongType` when the tensor is no picture of this layout.
    public func writeImage(to path: String, quality: Int = 90, layout: ImageLayout = .channelsFirst) throws {
        guard let format = ImageFormat(fileName: path) else {
            throw GraphbookError(.file, "\(path): pictures are written as .jpg, .jpeg, .png or .webp")
        }
        let image = try TensorImage(self, layout: layout)
        try Scratch.borrowed { scratch in
            try replaceFile(path, with: image.encoded(as: format, quality: quality, scratch))
        }
    }
}

extension ImageFormat {
    /// The format that a file's extension stands for, in capitals or not.
    fileprivate init?(fileName: String) {
        switch fileName.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased() {
        case "jpg", "jpeg": self = .jpeg
        case "png": self = .png
        case "webp": self = .webp
        default: return nil
        }
    }
}
