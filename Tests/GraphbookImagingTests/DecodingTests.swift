import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Decoding") struct DecodingTests {
    @Test(
        "Every kind of file has the pixels that Pillow's convert(\"RGB\") gives",
        arguments: [
            ("420.jpg", "420.jpg"), ("422.jpg", "422.jpg"), ("444.jpg", "444.jpg"), ("cmyk.jpg", "cmyk.jpg"),
            ("grey.jpg", "grey.jpg"), ("odd-sampling.jpg", "odd-sampling.jpg"),
            ("progressive.jpg", "progressive.jpg"), ("restarts.jpg", "restarts.jpg"),
            ("rgb.png", "rgb"), ("rgba.png", "rgb"), ("rgb-16.png", "rgb"), ("interlaced.png", "rgb"),
            ("palette.png", "palette.png"), ("palette-transparent.png", "palette.png"), ("ycck.jpg", "ycck.jpg"),
            ("lossless.webp", "rgb"), ("rgba.webp", "rgb"), ("lossy.webp", "lossy.webp"),
        ])
    func pixelsOfEveryKind(name: String, reference: String) throws {
        let decoded = try Tensor(image: Fixture.path(name), layout: .channelsLast, elementType: .u8)
        // Codecs may differ by one in their inverse cosine transform; PNG and WebP are exact.
        let tolerance = name.hasSuffix(".jpg") ? 1.0 : 0
        #expect(decoded.greatestDifference(to: try Fixture.pillow(reference)) <= tolerance)
    }

    @Test(
        "A grey file as RGB has three equal channels",
        arguments: [
            ("grey.png", "grey"), ("grey-16.png", "grey"), ("grey-alpha.png", "grey"), ("one-bit.png", "one-bit"),
        ])
    func greyAsColour(name: String, reference: String) throws {
        let decoded = try Tensor(image: Fixture.path(name), elementType: .u8)
        let expected = try Fixture.pillow(reference, channelCount: 1).reshaped([44, 60])
        #expect(decoded.shape == [3, 44, 60])
        for plane in decoded.rows { #expect(plane == expected) }
    }

    @Test(
        "Grey has one channel, with Pillow's luma",
        arguments: [
            ("rgb.png", "rgb", 3), ("rgba.png", "rgb", 3), ("rgb-16.png", "rgb", 3), ("palette.png", "palette.png", 3),
            ("grey.png", "grey", 1), ("grey-alpha.png", "grey", 1), ("grey-16.png", "grey", 1),
            ("grey.jpg", "grey.jpg", 3), ("cmyk.jpg", "cmyk.jpg", 3),
        ])
    func grey(name: String, reference: String, channelCount: Int) throws {
        let decoded = try Tensor(image: Fixture.path(name), elementType: .u8, channels: .grey)
        #expect(decoded.shape == [1, 44, 60])
        let pixels = try Fixture.pillow(reference, channelCount: channelCount).elements(as: UInt8.self)
        let luma = stride(from: 0, to: pixels.count, by: channelCount).map { index -> Double in
            if channelCount == 1 { return Double(pixels[index]) }
            let (red, green, blue) = (Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
            return Double((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16)
        }
        let greatest = zip(decoded.doubles, luma).map { abs($0 - $1) }.max()
        #expect(try #require(greatest) <= (name.hasSuffix(".jpg") ? 1 : 0))
    }

    @Test("A colour JPEG as grey is its stored luma, near that of its colours")
    func greyOfColourJPEG() throws {
        let grey = try Tensor(image: Fixture.path("444.jpg"), elementType: .u8, channels: .grey)
        let colours = try Tensor(image: Fixture.path("444.jpg"), elementType: .u8).rows.map(\.doubles)
        let luma = colours[0].indices.map { 0.299 * colours[0][$0] + 0.587 * colours[1][$0] + 0.114 * colours[2][$0] }
        let differences = zip(grey.doubles, luma).map { abs($0 - $1) }
        #expect(differences.reduce(0, +) / Double(differences.count) < 1)
    }

    @Test("Without options a picture is f32, channels first, 0 to 1, in its own size")
    func defaults() throws {
        let decoded = try Tensor(image: Fixture.path("rgb.png"))
        #expect(decoded.summary == "f32[3, 44, 60]")
        #expect(decoded.channelsLast == (try Fixture.pillow("rgb").unitRange))
        #expect(decoded.max == 1)
        #expect(decoded.doubles.min() == 0)
    }

    @Test("A side is both width and height") func side() throws {
        #expect(try Tensor(image: Fixture.path("420.jpg"), side: 224).summary == "f32[3, 224, 224]")
    }

    @Test(
        "Layouts and element types hold the same picture",
        arguments: ["420.jpg", "cmyk.jpg", "rgb.png", "rgba.png", "rgba.webp", "turned-6.png"],
        [nil, ImageSize(width: 33, height: 21)])
    func layoutsAndTypesAgree(name: String, size: ImageSize?) throws {
        func read(_ layout: ImageLayout, _ type: ElementType) throws -> Tensor {
            try Tensor(image: Fixture.path(name), size: size, layout: layout, elementType: type)
        }
        let picture = try read(.channelsLast, .u8)
        #expect(try read(.channelsFirst, .u8).channelsLast == picture)
        #expect(try read(.channelsLast, .f32) == picture.unitRange)
        #expect(try read(.channelsFirst, .f32).channelsLast == picture.unitRange)
    }

    @Test("Bytes in memory decode as their file does, whatever its name says") func bytesInMemory() throws {
        for name in ["420.jpg", "rgb.png", "lossy.webp"] {
            let decoded = try Tensor(imageBytes: Fixture.bytes(name), name: "upload.gif", elementType: .u8)
            #expect(decoded == (try Tensor(image: Fixture.path(name), elementType: .u8)))
        }
    }

    @Test(
        "A header tells format, size and channels",
        arguments: [
            ("420.jpg", ImageFormat.jpeg, 3), ("cmyk.jpg", .jpeg, 4), ("grey.jpg", .jpeg, 1),
            ("odd-sampling.jpg", .jpeg, 3),
            ("rgb.png", .png, 3), ("rgba.png", .png, 4), ("grey.png", .png, 1), ("grey-alpha.png", .png, 2),
            ("palette.png", .png, 3), ("palette-transparent.png", .png, 4), ("rgb-16.png", .png, 3),
            ("lossy.webp", .webp, 3), ("rgba.webp", .webp, 4),
        ])
    func headers(name: String, format: ImageFormat, channelCount: Int) throws {
        for header in [
            try ImageHeader(path: Fixture.path(name)), try ImageHeader(imageBytes: Fixture.bytes(name), name: name),
        ] {
            #expect(header.format == format)
            #expect(header.size == Fixture.size)
            #expect(header.uprightSize == Fixture.size)
            #expect((header.width, header.height) == (60, 44))
            #expect(header.channelCount == channelCount)
        }
    }

    @Test(
        "Over a background, what is transparent shows it",
        arguments: [
            ("rgba.png", "rgba-over"), ("rgba.webp", "rgba-over"),
            ("palette-transparent.png", "palette-transparent-over"), ("rgb.png", "rgb"),
        ])
    func background(name: String, reference: String) throws {
        let background = ImageColour(red: 200, green: 100, blue: 50)
        let decoded = try Tensor(
            image: Fixture.path(name), layout: .channelsLast, elementType: .u8, background: background)
        #expect(decoded.greatestDifference(to: try Fixture.pillow(reference)) <= 1)
    }

    @Test("Over a background, grey is the luma of what is seen", arguments: ["rgba.png", "grey-alpha.png"])
    func greyOverBackground(name: String) throws {
        let seen = try Tensor(image: Fixture.path(name), elementType: .u8, background: .white)
        let grey = try Tensor(image: Fixture.path(name), elementType: .u8, channels: .grey, background: .white)
        #expect(grey.greatestDifference(to: try seen.converted(to: .grey)) <= 1)
        #expect(
            grey.greatestDifference(to: try Tensor(image: Fixture.path(name), elementType: .u8, channels: .grey)) > 9)
    }

    @Test("A header is found behind more metadata than is read at first") func headerBehindMetadata() throws {
        let jpeg = try Fixture.bytes("420.jpg")
        // Two comments of 60,000 bytes each, between the start marker and the rest.
        let comment: [UInt8] = [0xFF, 0xFE, 0xEA, 0x62] + [UInt8](repeating: 65, count: 60_000)
        let tensor = try Tensor(imageBytes: jpeg, name: "picture", elementType: .u8)
        try Fixture.withFolder { folder in
            try write(jpeg.prefix(2) + comment + comment + jpeg.dropFirst(2), to: folder + "/long.jpg")
            #expect(try ImageHeader(path: folder + "/long.jpg").size == Fixture.size)
            #expect(try Tensor(image: folder + "/long.jpg", elementType: .u8) == tensor)
        }
    }

    @Test("A picture over the memory that is kept decodes, and small ones after it") func bigAndSmall() throws {
        let big = Tensor(zeros: .u8, shape: [3, 4000, 6000])
        let decoded = try Tensor(imageBytes: big.encodedPNG(), name: "big", elementType: .u8)
        #expect(decoded == big)
        #expect(
            try Tensor(image: Fixture.path("rgb.png"), layout: .channelsLast, elementType: .u8) == Fixture.pillow("rgb")
        )
    }
}
