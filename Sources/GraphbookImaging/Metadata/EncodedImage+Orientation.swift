/// Where the formats keep Exif data, and the one thing in it that is used. What is damaged there is taken as upright:
/// the pixels are good all the same.
extension EncodedImage {
    var orientation: ImageOrientation {
        let exif =
            switch ImageFormat(bytes) {
            case .jpeg: jpegExif
            case .png: pngExif
            case .webp: webPExif
            case nil: nil as Bytes?
            }
        return exif?.tiffOrientation ?? .upright
    }

    /// In the segment APP1 (Exif 2.32, 4.7.2.1), before the picture's data.
    private var jpegExif: Bytes? {
        let bytes = Bytes(bytes)
        var offset = 2
        while let marker = bytes.number(at: offset, byteCount: 2), marker >> 8 == 0xFF, marker != 0xFFDA,
            let length = bytes.number(at: offset + 2, byteCount: 2), length >= 2
        {
            let segment = bytes.part(from: offset + 4, count: length - 2)
            if marker == 0xFFE1, let segment, let exif = segment.withoutExifPrefix { return exif }
            offset += 2 + length
        }
        return nil
    }

    /// In the chunk `eXIf` (PNG, third edition, 11.3.4.6), as far as it comes before the picture's data.
    private var pngExif: Bytes? {
        let bytes = Bytes(bytes)
        var offset = 8
        while let length = bytes.number(at: offset, byteCount: 4), let kind = bytes.text(at: offset + 4),
            kind != "IDAT"
        {
            if kind == "eXIf" { return bytes.part(from: offset + 8, count: length) }
            offset += 12 + length
        }
        return nil
    }

    /// In the chunk `EXIF` (RFC 9649, 2.7.1.5), behind the picture's data.
    private var webPExif: Bytes? {
        let bytes = Bytes(bytes)
        var offset = 12
        while let kind = bytes.text(at: offset),
            let length = bytes.number(at: offset + 4, byteCount: 4, isBigEndian: false)
        {
            if kind == "EXIF" {
                let chunk = bytes.part(from: offset + 8, count: length)
                return chunk?.withoutExifPrefix ?? chunk
            }
            offset += 8 + length + length % 2
        }
        return nil
    }
}

/// Bytes from outside: nothing is read from beyond them.
private struct Bytes {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func part(from offset: Int, count: Int) -> Bytes? {
        guard offset <= bytes.count, count <= bytes.count - offset else { return nil }
        return Bytes(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
    }

    /// A number of up to four bytes.
    func number(at offset: Int, byteCount: Int, isBigEndian: Bool = true) -> Int? {
        guard let part = part(from: offset, count: byteCount) else { return nil }
        let ordered = isBigEndian ? Array(part.bytes) : part.bytes.reversed()
        return ordered.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Four letters.
    func text(at offset: Int) -> String? {
        part(from: offset, count: 4).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// What follows the letters `Exif` and two zeros; nil where it begins otherwise.
    var withoutExifPrefix: Bytes? {
        bytes.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) ? part(from: 6, count: bytes.count - 6) : nil
    }

    /// The tag `Orientation` of the first directory (TIFF 6.0, section 2).
    var tiffOrientation: ImageOrientation? {
        let isBigEndian = bytes.starts(with: [0x4D, 0x4D, 0, 42])
        guard isBigEndian || bytes.starts(with: [0x49, 0x49, 42, 0]) else { return nil }
        func number(_ offset: Int, _ byteCount: Int) -> Int? {
            self.number(at: offset, byteCount: byteCount, isBigEndian: isBigEndian)
        }
        guard let directory = number(4, 4), let entryCount = number(directory, 2) else { return nil }
        for entry in 0..<entryCount {
            let offset = directory + 2 + 12 * entry
            guard let tag = number(offset, 2) else { return nil }
            if tag == 0x0112 { return number(offset + 8, 2).flatMap(ImageOrientation.init) }
        }
        return nil
    }
}
