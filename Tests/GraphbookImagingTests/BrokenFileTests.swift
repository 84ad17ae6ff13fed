import FileMutation
import Foundation
import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Broken files") struct BrokenFileTests {
    private func message(_ body: () throws -> Tensor) -> String? {
        let error = #expect(throws: GraphbookError.self) { try body() }
        #expect(error?.code == .file)
        return error?.description
    }

    private func message(decoding bytes: [UInt8], pixelLimit: Int = ImageSize.defaultPixelLimit) -> String? {
        message { try Tensor(imageBytes: bytes, name: "photos/9.jpg", pixelLimit: pixelLimit) }
    }

    // MARK: - Content

    @Test(
        "What is no picture is an error that shows how it begins",
        arguments: [
            ("", "photos/9.jpg: the file is empty"),
            ("<html>\n<body>Not found</body>", "photos/9.jpg is no JPEG, PNG or WebP; it begins with \"<html>\""),
            (
                "GIF89a, and so on, and so on",
                "photos/9.jpg is no JPEG, PNG or WebP; it begins with \"GIF89a, and so o\""
            ),
            ("ab", "photos/9.jpg is no JPEG, PNG or WebP; it begins with \"ab\""),
            ("\u{1F}\u{8}\u{0}zip", "photos/9.jpg is no JPEG, PNG or WebP; it begins with the bytes 1f 08 00 7a"),
        ])
    func notAPicture(content: String, expected: String) throws {
        #expect(message(decoding: Array(content.utf8)) == expected)
    }

    @Test(
        "A truncated file is an error that names it and says that it ends early",
        arguments: ["420.jpg", "progressive.jpg", "restarts.jpg", "cmyk.jpg"], [0.5, 0.9, 0.99])
    func truncatedJPEG(name: String, share: Double) throws {
        let bytes = try Fixture.bytes(name)
        #expect(
            message(decoding: Array(bytes.prefix(Int(Double(bytes.count) * share))))
                == "photos/9.jpg: the JPEG data ends early")
        #expect(
            message(decoding: Array(bytes.dropLast(1))) == "photos/9.jpg: the JPEG data ends early")
    }

    @Test("A PNG that ends early says so", arguments: [9, 30, 50, 500, 1000])
    func truncatedPNG(byteCount: Int) throws {
        let bytes = try Fixture.bytes("rgb.png")
        #expect(message(decoding: Array(bytes.prefix(byteCount))) == "photos/9.jpg: the PNG data ends early")
    }

    @Test("A WebP that ends early says so", arguments: [16, 30, 100, 500])
    func truncatedWebP(byteCount: Int) throws {
        for name in ["lossy.webp", "lossless.webp"] {
            let bytes = try Fixture.bytes(name)
            #expect(message(decoding: Array(bytes.prefix(byteCount))) == "photos/9.jpg: the WebP data ends early")
        }
    }

    @Test("An animated WebP is an error that says so") func animation() throws {
        #expect(
            message(decoding: try Fixture.bytes("animated.webp"))
                == "photos/9.jpg is an animated WebP; only still pictures are read")
    }

    @Test("A JPEG that ends within its header says so") func truncatedHeader() throws {
        let bytes = try Fixture.bytes("420.jpg")
        #expect(
            message(decoding: Array(bytes.prefix(20))) == "photos/9.jpg: the JPEG data ends before a picture begins")
    }

    @Test("Every truncation of a JPEG up to its last byte is an error", arguments: ["420.jpg", "grey.jpg"])
    func everyTruncation(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for byteCount in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: GraphbookError.self) { try Tensor(imageBytes: Array(bytes.prefix(byteCount)), name: name) }
        }
    }

    @Test("Damaged data is an error in the codec's words") func damage() throws {
        var jpeg = try Fixture.bytes("420.jpg")
        jpeg.insert(contentsOf: [UInt8](repeating: 0, count: 40), at: jpeg.count - 2)
        #expect(
            message(decoding: jpeg) == "photos/9.jpg: the JPEG data is damaged: 39 extraneous bytes before marker 0xd9")
        var png = try Fixture.bytes("rgb.png")
        png[20] ^= 1
        #expect(message(decoding: png) == "photos/9.jpg: the PNG data cannot be decoded: IHDR: CRC error")
    }

    // MARK: - Size

    /// A JPEG that claims another size in its frame header: marker, length, precision, height, width.
    private func jpeg(claiming side: UInt16) throws -> [UInt8] {
        var bytes = try Fixture.bytes("420.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        for offset in [5, 7] {
            bytes[frame + offset] = UInt8(side >> 8)
            bytes[frame + offset + 1] = UInt8(side & 0xFF)
        }
        return bytes
    }

    @Test("A file that claims too many pixels is refused by its header") func bombs() throws {
        #expect(
            message(decoding: try jpeg(claiming: 65_000))
                == "photos/9.jpg is 65000 × 65000 pixels, over the limit of 128000000; raise pixelLimit if it is wanted"
        )
        #expect(
            message(decoding: try Fixture.bytes("bomb.png"))
                == "photos/9.jpg is 65000 × 65000 pixels, over the limit of 128000000; raise pixelLimit if it is wanted"
        )
        #expect(try ImageHeader(path: Fixture.path("bomb.png")).size == ImageSize(width: 65_000, height: 65_000))
    }

    @Test("A picture of as many pixels as the limit is read, one of more is not") func pixelLimit() throws {
        let bytes = try Fixture.bytes("rgb.png")
        #expect(try Tensor(imageBytes: bytes, name: "exact", pixelLimit: 60 * 44).shape == [3, 44, 60])
        #expect(
            message(decoding: bytes, pixelLimit: 60 * 44 - 1)
                == "photos/9.jpg is 60 × 44 pixels, over the limit of 2639; raise pixelLimit if it is wanted")
    }

    @Test(
        "A size that is none, or over the limit, and a type that pictures do not have are errors",
        arguments: [
            (
                ImageSize(width: 0, height: 5), ElementType.f32, GraphbookError.Code.shape,
                "a picture cannot have 0 × 5 pixels; width and height start at 1"
            ),
            (
                ImageSize(width: 5, height: -1), .f32, .shape,
                "a picture cannot have 5 × -1 pixels; width and height start at 1"
            ),
            (
                ImageSize(width: .max, height: 2), .f32, .shape,
                """
                a picture of \(Int.max) × 2 pixels is asked for, over the limit of 128000000; \
                raise pixelLimit if it is wanted
                """
            ),
            (
                ImageSize(width: 5, height: 5), .i64, .wrongType,
                "a picture is read as f32 or u8, not as i64"
            ),
        ])
    func badOptions(size: ImageSize, type: ElementType, code: GraphbookError.Code, expected: String) {
        let error = #expect(throws: GraphbookError.self) {
            try Tensor(image: Fixture.path("rgb.png"), size: size, elementType: type)
        }
        #expect(error?.code == code)
        #expect(error?.description == expected)
    }

    // MARK: - Files

    @Test("A file that cannot be read is an error that names it and says why") func unreadableFiles() throws {
        try Fixture.withFolder { folder in
            #expect(
                message { try Tensor(image: folder + "/none.jpg", side: 8) }
                    == "\(folder)/none.jpg: there is no such file")
            #expect(message { try Tensor(image: folder, side: 8) } == "\(folder) is a folder, not a picture")
            #expect(message { try Tensor(image: "/dev/null", side: 8) } == "/dev/null is no regular file")
            #expect(mkfifo(folder + "/pipe.jpg", 0o600) == 0)
            #expect(
                message { try Tensor(image: folder + "/pipe.jpg", side: 8) } == "\(folder)/pipe.jpg is no regular file")
            try write([], to: folder + "/empty.jpg")
            #expect(
                message { try Tensor(image: folder + "/empty.jpg", side: 8) }
                    == "\(folder)/empty.jpg: the file is empty")
            try write([], to: folder + "/long.jpg")
            #expect(truncate(folder + "/long.jpg", 1 << 31) == 0)
            #expect(
                message { try Tensor(image: folder + "/long.jpg", side: 8) }
                    == "\(folder)/long.jpg is 2147483648 bytes long; pictures of up to 1073741824 are read")
        }
    }

    @Test("A file without permission is an error that says so", .disabled(if: geteuid() == 0, "root reads everything"))
    func forbiddenFile() throws {
        try Fixture.withFolder { folder in
            try write(Fixture.bytes("rgb.png"), to: folder + "/closed.png")
            #expect(chmod(folder + "/closed.png", 0) == 0)
            #expect(
                message { try Tensor(image: folder + "/closed.png", side: 8) }
                    == "\(folder)/closed.png: no permission to read it")
        }
    }

    // MARK: - Mutations

    @Test(
        "Scrambled files decode or are errors, and a good one decodes right afterwards",
        arguments: [
            "420.jpg", "progressive.jpg", "cmyk.jpg", "restarts.jpg", "rgb.png", "palette-transparent.png",
            "interlaced.png", "lossy.webp", "lossless.webp", "rgba.webp", "turned-6.jpg", "turned-6.png",
        ])
    func mutations(name: String) throws {
        let original = try Fixture.bytes(name)
        let expected = try Tensor(imageBytes: original, name: name, elementType: .u8)
        var random = SplitMix64(seed: 0x5EED)
        var failures = 0
        for _ in 0..<100 {
            let mutated = original.mutated(using: &random)
            let bytes = name.hasSuffix(".png") ? mutated.withPNGChecksums : mutated
            do {
                let decoded = try Tensor(imageBytes: bytes, name: name, pixelLimit: 1_000_000)
                #expect(decoded.shape.count == 3)
            } catch let error as GraphbookError {
                failures += 1
                #expect(error.message.hasPrefix(name))
            }
            #expect(try Tensor(imageBytes: original, name: name, elementType: .u8) == expected)
        }
        // A quarter of them are cut off, which is always found; a changed byte in the middle of a JPEG need not be.
        #expect(failures > 15)
    }
}
