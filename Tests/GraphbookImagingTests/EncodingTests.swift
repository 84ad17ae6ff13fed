import Foundation
import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Encoding") struct EncodingTests {
    private func picture() throws -> Tensor { try Fixture.pillow("rgb") }

    /// A picture without edges, where half the resolution in colour would be seen.
    private func soft(channelCount: Int) throws -> Tensor {
        let values = (0..<(channelCount * 4096)).map { index -> UInt8 in
            let (plane, row, column) = (index / 4096, index / 64 % 64, index % 64)
            return UInt8(2 * column + row + 20 * plane)
        }
        return try Tensor(values, shape: [channelCount, 64, 64])
    }

    @Test("A PNG holds exactly the pixels it was made of, from either layout and type") func pngRoundTrips() throws {
        let picture = try picture(), first = picture.transposed([2, 0, 1]).contiguous()
        let encoded = try picture.encodedPNG(layout: .channelsLast)
        #expect(try Tensor(imageBytes: encoded, name: "png", layout: .channelsLast, elementType: .u8) == picture)
        #expect(try first.encodedPNG() == encoded)
        #expect(try first.unitRange.encodedPNG() == encoded)
        #expect(try picture.unitRange.encodedPNG(layout: .channelsLast) == encoded)
    }

    @Test("Views encode as their copies do") func views() throws {
        let view = try picture().transposed([2, 0, 1])
        #expect(!view.isContiguous)
        #expect(try view.encodedPNG() == view.contiguous().encodedPNG())
        let floats = try picture().unitRange.transposed([2, 0, 1])
        #expect(!floats.isContiguous)
        #expect(try floats.encodedPNG() == view.encodedPNG())
        #expect(try floats.encodedJPEG() == view.encodedJPEG())
    }

    @Test("A grey picture has one channel or two dimensions", arguments: [[44, 60], [1, 44, 60]])
    func grey(shape: [Int]) throws {
        let grey = try Fixture.pillow("grey", channelCount: 1).reshaped(shape)
        let png = try grey.encodedPNG()
        #expect(try ImageHeader(imageBytes: png, name: "png").channelCount == 1)
        #expect(try Tensor(imageBytes: png, name: "png", elementType: .u8, channels: .grey).reshaped(shape) == grey)
        let jpeg = try grey.encodedJPEG(quality: 100)
        #expect(try ImageHeader(imageBytes: jpeg, name: "jpeg").channelCount == 1)
        let decoded = try Tensor(imageBytes: jpeg, name: "jpeg", elementType: .u8, channels: .grey)
        #expect(try decoded.reshaped(shape).greatestDifference(to: grey) <= 3)
    }

    @Test("A JPEG is near the picture it was made of, and smaller with less quality") func jpegRoundTrip() throws {
        let soft = try soft(channelCount: 3)
        let fine = try soft.encodedJPEG(quality: 95)
        #expect(try Tensor(imageBytes: fine, name: "jpeg", elementType: .u8).greatestDifference(to: soft) <= 6)
        #expect(try soft.unitRange.encodedJPEG(quality: 95) == fine)
        #expect(try soft.encodedJPEG(quality: 10).count < fine.count)
        #expect(try soft.encodedJPEG() == soft.encodedJPEG(quality: 90))
    }

    @Test("A WebP is near the picture it was made of, and smaller with less quality", arguments: [1, 3])
    func webPRoundTrip(channelCount: Int) throws {
        let soft = try soft(channelCount: channelCount)
        let fine = try soft.encoded(as: .webp, quality: 95)
        let decoded = try Tensor(
            imageBytes: fine, name: "webp", elementType: .u8, channels: channelCount == 1 ? .grey : .rgb)
        #expect(decoded.greatestDifference(to: soft) <= 8)
        #expect(try soft.encoded(as: .webp, quality: 10).count < fine.count)
    }

    @Test("A WebP of too many pixels a side is an error that says so") func wideWebP() {
        let error = #expect(throws: GraphbookError.self) {
            try Tensor(zeros: .u8, shape: [1, 1, 16_384]).encoded(as: .webp)
        }
        #expect(error?.description == "a WebP has at most 16383 pixels a side, and the picture is 16384 × 1")
    }

    @Test("Floats are clamped to 0 … 1 and rounded; NaN is black") func clamping() throws {
        let values: [Float] = [-1, 0, 0.49 / 255, 0.51 / 255, 0.5, 1, 1.01, .infinity, -.infinity, .nan]
        let png = try Tensor(values, shape: [1, values.count]).encodedPNG()
        let bytes = try Tensor(imageBytes: png, name: "png", elementType: .u8, channels: .grey).elements(as: UInt8.self)
        #expect(bytes == [0, 0, 0, 1, 128, 255, 255, 255, 0, 0])
    }

    @Test("Noise, which does not compress, fits into a PNG", arguments: [1, 2, 300])
    func noise(side: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let values = (0..<(3 * side * side)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let noise = try Tensor(values, shape: [3, side, side])
        #expect(try Tensor(imageBytes: noise.encodedPNG(), name: "png", elementType: .u8) == noise)
    }

    @Test(
        "A tensor that no file can hold is an error that says why",
        arguments: [
            ([4, 5, 6], ElementType.u8, 90, "u8[4, 5, 6] has 4 channels with layout channelsFirst; files hold 1 or 3"),
            (
                [3, 5, 6], .f64, 90,
                "a picture is a tensor of f32 or u8, and f64[3, 5, 6] is not; use converted(to: .f32)"
            ),
            ([3, 5, 6], .u8, 0, "pictures have no quality 0; it goes from 1 to 100"),
            ([3, 5, 6], .u8, 101, "pictures have no quality 101; it goes from 1 to 100"),
            ([1, 1, 65_501], .u8, 90, "a JPEG has at most 65500 pixels a side, and the picture is 65501 × 1"),
        ])
    func badPictures(shape: [Int], type: ElementType, quality: Int, message: String) {
        let error = #expect(throws: GraphbookError.self) {
            try Tensor(zeros: type, shape: shape).encodedJPEG(quality: quality)
        }
        #expect(error?.description == message)
    }

    // MARK: - Files

    @Test(
        "A file's name tells its format",
        arguments: [("a.jpg", ImageFormat.jpeg), ("b.c.JPEG", .jpeg), ("d.Png", .png), ("e.WEBP", .webp)])
    func formats(name: String, format: ImageFormat) throws {
        try Fixture.withFolder { folder in
            try picture().writeImage(to: folder + "/" + name, layout: .channelsLast)
            let header = try ImageHeader(path: folder + "/" + name)
            #expect(header.format == format)
            #expect(header.size == Fixture.size)
        }
    }

    @Test("A file holds what encoding gives, takes the place of the one before, and leaves nothing beside it")
    func replacing() throws {
        try Fixture.withFolder { folder in
            let path = folder + "/a.jpg"
            try write([1, 2, 3], to: path)
            try picture().writeImage(to: path, quality: 70, layout: .channelsLast)
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(bytes == (try picture().encodedJPEG(quality: 70, layout: .channelsLast)))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.jpg"])
        }
    }

    @Test("A file name may be as long as the system lets it be") func longName() throws {
        try Fixture.withFolder { folder in
            let path = folder + "/" + String(repeating: "n", count: 251) + ".png"
            try picture().writeImage(to: path, layout: .channelsLast)
            #expect(try ImageHeader(path: path).size == Fixture.size)
        }
    }

    @Test("A file that cannot be written is an error that says why, and leaves nothing") func unwritable() throws {
        func message(_ path: String) -> String? {
            let error = #expect(throws: GraphbookError.self) {
                try picture().writeImage(to: path, layout: .channelsLast)
            }
            #expect(error?.code == .file)
            return error?.description
        }
        try Fixture.withFolder { folder in
            #expect(message("\(folder)/a.gif") == "\(folder)/a.gif: pictures are written as .jpg, .jpeg, .png or .webp")
            #expect(message("\(folder)/jpg") == "\(folder)/jpg: pictures are written as .jpg, .jpeg, .png or .webp")
            #expect(message("\(folder)/no/a.jpg") == "\(folder)/no/a.jpg: the folder \(folder)/no does not exist")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)

            try write([], to: folder + "/file")
            #expect(message("\(folder)/file/a.jpg") == "\(folder)/file/a.jpg: \(folder)/file is no folder")

            try FileManager.default.createDirectory(atPath: folder + "/b.jpg", withIntermediateDirectories: false)
            #expect(message("\(folder)/b.jpg") == "\(folder)/b.jpg: there is a folder of that name")
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == ["file", "b.jpg"])
        }
    }

    @Test(
        "A folder without permission is an error that says so", .disabled(if: geteuid() == 0, "root writes everywhere"))
    func forbiddenFolder() throws {
        try Fixture.withFolder { folder in
            #expect(chmod(folder, 0o500) == 0)
            defer { chmod(folder, 0o700) }
            let error = #expect(throws: GraphbookError.self) {
                try picture().writeImage(to: folder + "/a.jpg", layout: .channelsLast)
            }
            #expect(error?.description == "\(folder)/a.jpg: no permission to write to the folder \(folder)")
        }
    }
}
