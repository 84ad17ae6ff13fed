import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Thumbnails") struct ThumbnailTests {
    @Test(
        "A file's thumbnail keeps its proportions, is upright, and is a file of its format",
        arguments: ["420.jpg", "turned-6.png", "rgba.webp", "grey.png", "cmyk.jpg"], ImageFormat.allCases)
    func files(name: String, format: ImageFormat) throws {
        let thumbnail = try ImageThumbnail(image: Fixture.path(name), longestSide: 30, format: format)
        #expect(thumbnail.size == ImageSize(width: 30, height: 22))
        #expect(thumbnail.format == format)
        let header = try ImageHeader(imageBytes: thumbnail.bytes, name: "thumbnail")
        #expect(header.format == format)
        #expect(header.size == thumbnail.size)
    }

    @Test("A picture that is small already keeps its size") func small() throws {
        let thumbnail = try ImageThumbnail(image: Fixture.path("rgb.png"), format: .png)
        #expect(thumbnail.size == Fixture.size)
        let decoded = try Tensor(
            imageBytes: thumbnail.bytes, name: "thumbnail", layout: .channelsLast, elementType: .u8)
        #expect(decoded == (try Fixture.pillow("rgb")))
    }

    @Test("What is transparent in a file is white") func transparent() throws {
        let thumbnail = try ImageThumbnail(image: Fixture.path("rgba.png"), format: .png)
        let decoded = try Tensor(imageBytes: thumbnail.bytes, name: "thumbnail", elementType: .u8)
        #expect(decoded == (try Tensor(image: Fixture.path("rgba.png"), elementType: .u8, background: .white)))
    }

    @Test("A tensor has a thumbnail in either layout and type, with 1 to 4 channels", arguments: 1...4)
    func tensors(channelCount: Int) throws {
        let values = (0..<(channelCount * 40 * 80)).map { UInt8(truncatingIfNeeded: $0 / 40) }
        let picture = try Tensor(values, shape: [channelCount, 40, 80])
        let thumbnail = try ImageThumbnail(of: picture, longestSide: 20, format: .png)
        #expect(thumbnail.size == ImageSize(width: 20, height: 10))
        #expect(try ImageHeader(imageBytes: thumbnail.bytes, name: "png").channelCount == (channelCount < 3 ? 1 : 3))
        let last = try ImageThumbnail(of: picture.channelsLast, layout: .channelsLast, longestSide: 20, format: .png)
        #expect(last == thumbnail)
        #expect(try ImageThumbnail(of: picture.unitRange, longestSide: 20, format: .png).size == thumbnail.size)
        #expect(try ImageThumbnail(of: picture[0], longestSide: 20).size == thumbnail.size)
    }

    @Test("A side or a quality that is none is an error") func errors() throws {
        func message(_ body: () throws -> ImageThumbnail) -> String? {
            #expect(throws: GraphbookError.self) { try body() }?.description
        }
        let picture = try Fixture.pillow("rgb")
        let noSide = "a picture cannot have 0 × 0 pixels; width and height start at 1"
        #expect(message { try ImageThumbnail(image: Fixture.path("rgb.png"), longestSide: 0) } == noSide)
        #expect(message { try ImageThumbnail(of: picture, layout: .channelsLast, longestSide: 0) } == noSide)
        #expect(
            message { try ImageThumbnail(image: Fixture.path("rgb.png"), quality: 0) }
                == "pictures have no quality 0; it goes from 1 to 100")
        #expect(
            message { try ImageThumbnail(image: "none.png") } == "none.png: there is no such file")
    }
}
