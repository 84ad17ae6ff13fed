import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Fast decoding") struct FastDecodingTests {
    /// A picture without hard edges or colours that are cut off.
    private func softJPEG(_ size: ImageSize) throws -> [UInt8] {
        let count = size.width * size.height
        let values = (0..<3 * count).map { index -> UInt8 in
            let (plane, row, column) = (index / count, index % count / size.width, index % size.width)
            return UInt8(40 + 100 * column / size.width + 60 * row / size.height + 10 * plane)
        }
        return try Tensor(values, shape: [3, size.height, size.width]).encodedJPEG(quality: 95)
    }

    private func meanDifference(_ one: Tensor, _ other: Tensor) -> Double {
        let differences = zip(one.doubles, other.doubles).map { abs($0 - $1) }
        return differences.reduce(0, +) / Double(differences.count)
    }

    @Test(
        "Soft pictures are within two 255ths of the exact ones, also when they are decoded to fewer pixels",
        arguments: [50, 100, 200, 299, 300, 301, 600, 1000].map { ImageSize(width: $0, height: $0 * 3 / 4 + 1) })
    func softPictures(size: ImageSize) throws {
        let bytes = try softJPEG(size)
        for side in [8, 50, 64] {
            let asked = ImageSize(width: side, height: side)
            let exact = try Tensor(imageBytes: bytes, name: "exact", size: asked)
            let fast = try Tensor(imageBytes: bytes, name: "fast", size: asked, decoding: .fast)
            #expect(fast.greatestDifference(to: exact) <= 2.0 / 255)
        }
    }

    @Test(
        "Noise in saturated colours, the worst case, is near on average",
        arguments: ["420.jpg", "422.jpg", "444.jpg", "progressive.jpg", "restarts.jpg", "turned-6.jpg"])
    func saturatedNoise(name: String) throws {
        for size in [ImageSize(width: 32, height: 20), ImageSize(width: 61, height: 45)] {
            let exact = try Tensor(image: Fixture.path(name), size: size)
            let fast = try Tensor(image: Fixture.path(name), size: size, decoding: .fast)
            #expect(meanDifference(fast, exact) <= 3.0 / 255)
        }
    }

    @Test(
        "What is not luma and chroma of a known sampling, or has its own size, is read as exactly as ever",
        arguments: ["cmyk.jpg", "grey.jpg", "odd-sampling.jpg", "rgb.png", "lossy.webp"])
    func others(name: String) throws {
        let size = ImageSize(width: 40, height: 30)
        #expect(
            try Tensor(image: Fixture.path(name), size: size, decoding: .fast)
                == Tensor(image: Fixture.path(name), size: size))
        #expect(try Tensor(image: Fixture.path("420.jpg"), decoding: .fast) == Tensor(image: Fixture.path("420.jpg")))
    }

    @Test("Layouts, types and orientations hold the same picture", arguments: ["420.jpg", "turned-6.jpg"])
    func layoutsAndTypesAgree(name: String) throws {
        func read(_ layout: ImageLayout, _ type: ElementType) throws -> Tensor {
            try Tensor(
                image: Fixture.path(name), size: ImageSize(width: 33, height: 21), layout: layout, elementType: type,
                decoding: .fast)
        }
        let picture = try read(.channelsFirst, .f32)
        #expect(try read(.channelsLast, .f32) == picture.channelsLast)
        let bytes = try read(.channelsFirst, .u8)
        #expect(try bytes.unitRange.greatestDifference(to: picture) <= 0.5 / 255 + 1e-6)
        #expect(try read(.channelsLast, .u8) == bytes.channelsLast)
    }

    @Test("Crops show the same part", arguments: [ImageSize(width: 20, height: 40), ImageSize(width: 90, height: 10)])
    func crops(size: ImageSize) throws {
        let bytes = try softJPEG(ImageSize(width: 801, height: 603))
        let exact = try Tensor(imageBytes: bytes, name: "exact", size: size, fit: .cropped)
        let fast = try Tensor(imageBytes: bytes, name: "fast", size: size, fit: .cropped, decoding: .fast)
        #expect(fast.greatestDifference(to: exact) <= 2.0 / 255)
    }

    @Test("Grey and CMYK are decoded to fewer pixels, too", arguments: [ImageChannels.grey, .rgb])
    func greyPictures(channels: ImageChannels) throws {
        let values = (0..<(400 * 600)).map { UInt8($0 % 600 / 3) }
        let bytes = try Tensor(values, shape: [400, 600]).encodedJPEG()
        let size = ImageSize(width: 30, height: 20)
        let exact = try Tensor(imageBytes: bytes, name: "exact", size: size, channels: channels)
        let fast = try Tensor(imageBytes: bytes, name: "fast", size: size, channels: channels, decoding: .fast)
        #expect(fast.greatestDifference(to: exact) <= 2.0 / 255)
    }

    @Test("A truncated file is an error", arguments: [0.5, 0.99]) func truncated(share: Double) throws {
        let bytes = try softJPEG(ImageSize(width: 800, height: 600))
        let cut = Array(bytes.prefix(Int(Double(bytes.count) * share)))
        let error = #expect(throws: GraphbookError.self) {
            try Tensor(
                imageBytes: cut, name: "photos/9.jpg", size: ImageSize(width: 20, height: 20), decoding: .fast)
        }
        #expect(error?.description == "photos/9.jpg: the JPEG data ends early")
    }
}
