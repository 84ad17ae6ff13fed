import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Orientation") struct OrientationTests {
    static let turned = (2...8).map { ("turned-\($0).png", $0) } + [("turned-8.webp", 8), ("turned-6.jpg", 6)]

    @Test("A picture is turned as its camera noted", arguments: turned)
    func upright(name: String, orientation: Int) throws {
        let reference = try Fixture.pillow(name.hasSuffix(".jpg") ? name : "rgb")
        let decoded = try Tensor(image: Fixture.path(name), layout: .channelsLast, elementType: .u8)
        #expect(decoded.greatestDifference(to: reference) <= (name.hasSuffix(".jpg") ? 1 : 0))
    }

    @Test("Turned pictures have the size that is asked for, and its pixels", arguments: turned)
    func resized(name: String, orientation: Int) throws {
        let size = ImageSize(width: 32, height: 20)
        let decoded = try Tensor(image: Fixture.path(name), size: size)
        let upright = try Tensor(image: Fixture.path(name)).resized(width: 32, height: 20)
        #expect(decoded.greatestDifference(to: upright) <= 1.0 / 255)
    }

    @Test("A header tells the size as stored and the orientation", arguments: turned)
    func headers(name: String, orientation: Int) throws {
        let header = try ImageHeader(path: Fixture.path(name))
        #expect(header.orientation.rawValue == orientation)
        #expect(header.uprightSize == Fixture.size)
        #expect(header.size == (orientation >= 5 ? ImageSize(width: 44, height: 60) : Fixture.size))
    }

    @Test("Where it is not wanted, pixels come as they are stored") func stored() throws {
        let picture = try Fixture.pillow("rgb").transposed([2, 0, 1]).contiguous()
        let stored = try Tensor(image: Fixture.path("turned-6.png"), elementType: .u8, upright: false)
        #expect(stored.shape == [3, 60, 44])
        #expect(try stored.turned(from: .turnedLeft) == picture)
    }

    /// An Exif segment of one tag, between a JPEG's start and the rest.
    private func jpeg(exif: [UInt8]) throws -> [UInt8] {
        let jpeg = try Fixture.bytes("420.jpg")
        let body = Array("Exif".utf8) + [0, 0] + exif
        return jpeg.prefix(2) + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + jpeg.dropFirst(2)
    }

    private static let bigEndian: [UInt8] = [
        0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0,
    ]

    @Test("Exif is read in either order of bytes") func bigEndian() throws {
        let header = try ImageHeader(imageBytes: jpeg(exif: Self.bigEndian), name: "big-endian")
        #expect(header.orientation == .upsideDown)
    }

    @Test("Exif that is damaged or says nothing leaves the picture as it is", arguments: 0..<26)
    func damagedExif(byteCount: Int) throws {
        let bytes = try jpeg(exif: Array(Self.bigEndian.prefix(byteCount)))
        // The number itself ends at byte 20; the rest may be missing.
        let expected = byteCount < 20 ? ImageOrientation.upright : .upsideDown
        #expect(try ImageHeader(imageBytes: bytes, name: "cut").orientation == expected)
        var unknown = Self.bigEndian
        unknown[19] = UInt8(byteCount + 9)
        #expect(try ImageHeader(imageBytes: jpeg(exif: unknown), name: "unknown").orientation == .upright)
    }
}
