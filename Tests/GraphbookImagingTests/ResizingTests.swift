import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Resizing") struct ResizingTests {
    static let sizes = [(61, 45), (32, 32), (97, 13), (7, 80), (90, 66), (5, 3), (1, 1), (59, 44), (60, 20)]
        .map { ImageSize(width: $0.0, height: $0.1) }

    private func pillow(_ size: ImageSize) throws -> Tensor {
        try Fixture.pillow("resized-\(size.width)x\(size.height)", size)
    }

    @Test("A file is read in another size within one 255th of Pillow's pixels", arguments: sizes)
    func readingResized(size: ImageSize) throws {
        let expected = try pillow(size)
        let bytes = try Tensor(image: Fixture.path("rgb.png"), size: size, layout: .channelsLast, elementType: .u8)
        #expect(bytes.greatestDifference(to: expected) <= 1)
        let floats = try Tensor(image: Fixture.path("rgb.png"), size: size)
        #expect(floats.channelsLast.greatestDifference(to: try expected.unitRange) <= 1.0 / 255 + 1e-6)
    }

    @Test("A tensor is resized within one 255th of Pillow's pixels, in both types and layouts", arguments: sizes)
    func resizingTensors(size: ImageSize) throws {
        let expected = try pillow(size), picture = try Fixture.pillow("rgb")
        let (width, height) = (size.width, size.height)
        let last = try picture.resized(width: width, height: height, layout: .channelsLast)
        #expect(last.greatestDifference(to: expected) <= 1)
        #expect(
            try picture.transposed([2, 0, 1]).contiguous().resized(width: width, height: height).channelsLast == last)

        // Floats are not rounded, so they may be a half farther from Pillow's, which were, twice.
        let floats = try picture.unitRange
        let lastFloats = try floats.resized(width: width, height: height, layout: .channelsLast)
        #expect(lastFloats.elementType == .f32)
        #expect(lastFloats.greatestDifference(to: try expected.unitRange) <= 1.0 / 255 + 1e-6)
        let first = try floats.transposed([2, 0, 1]).contiguous().resized(width: width, height: height)
        #expect(first.channelsLast == lastFloats)
    }

    @Test(
        "Cropped, a picture fills the size with its middle, as Pillow's ImageOps.fit",
        arguments: [(40, 40), (20, 40), (90, 30)].map { ImageSize(width: $0.0, height: $0.1) })
    func cropped(size: ImageSize) throws {
        let expected = try Fixture.pillow("cropped-\(size.width)x\(size.height)", size)
        for name in ["rgb.png", "turned-6.png"] {
            let decoded = try Tensor(
                image: Fixture.path(name), size: size, fit: .cropped, layout: .channelsLast, elementType: .u8)
            #expect(decoded.greatestDifference(to: expected) <= 1)
        }
    }

    @Test(
        "Inside, a picture keeps its proportions and is not enlarged",
        arguments: [(30, 30, 30, 22), (15, 44, 15, 11), (60, 22, 30, 22), (200, 100, 60, 44), (1, 1, 1, 1)])
    func inside(width: Int, height: Int, resultWidth: Int, resultHeight: Int) throws {
        let limit = ImageSize(width: width, height: height)
        let decoded = try Tensor(image: Fixture.path("turned-6.png"), size: limit, fit: .inside, elementType: .u8)
        #expect(decoded.shape == [3, resultHeight, resultWidth])
        let whole = try Tensor(image: Fixture.path("rgb.png"), elementType: .u8)
        #expect(decoded.greatestDifference(to: try whole.resized(width: resultWidth, height: resultHeight)) <= 1)
    }

    @Test("The same size gives the same picture") func sameSize() throws {
        let picture = try Fixture.pillow("rgb")
        #expect(try picture.resized(width: 60, height: 44, layout: .channelsLast) == picture)
        #expect(try picture.unitRange.resized(width: 60, height: 44, layout: .channelsLast) == picture.unitRange)
    }

    @Test("Any number of channels gives each the same pixels as alone", arguments: 1...4, [1, 5, 31, 40])
    func channels(count: Int, width: Int) throws {
        let height = 9
        let values = (0..<(count * height * width)).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ $0 / 7) }
        let picture = try Tensor(values, shape: [count, height, width])
        let resized = try picture.resized(width: 13, height: 6)
        #expect(resized.shape == [count, 6, 13])
        for (plane, alone) in zip(resized.rows, picture.rows) {
            #expect(try alone.resized(width: 13, height: 6) == plane)
        }
        #expect(try picture.channelsLast.resized(width: 13, height: 6, layout: .channelsLast) == resized.channelsLast)
    }

    @Test("Views are resized as their copies are") func views() throws {
        let picture = try Fixture.pillow("rgb")
        let view = picture.transposed([2, 0, 1])
        #expect(!view.isContiguous)
        #expect(try view.resized(width: 20, height: 20) == view.contiguous().resized(width: 20, height: 20))
        let part = try picture.unitRange[10..<30]
        #expect(
            try part.resized(width: 20, height: 9, layout: .channelsLast)
                == Tensor(part.elements(as: Float.self), shape: part.shape)
                .resized(width: 20, height: 9, layout: .channelsLast))
    }

    @Test("Floats keep their range: one value everywhere stays that value", arguments: [-300.0, 0, 0.25, 70_000])
    func range(value: Double) throws {
        let picture = try Tensor([Float](repeating: Float(value), count: 50 * 40), shape: [40, 50])
        for resized in [try picture.resized(width: 17, height: 90), try picture.resized(width: 3, height: 3)] {
            #expect(resized.doubles.allSatisfy { abs($0 - value) <= abs(value) * 1e-6 })
        }
    }

    @Test(
        "What is no picture, or no size, is an error that says so",
        arguments: [
            (
                [2, 3, 4, 5], ElementType.f32, 8,
                "f32[2, 3, 4, 5] is no picture; its shape is [channels, height, width], or [height, width] for grey"
            ),
            ([7], .u8, 8, "u8[7] is no picture; its shape is [channels, height, width], or [height, width] for grey"),
            (
                [3, 0, 4], .u8, 8,
                "u8[3, 0, 4] is no picture; its shape is [channels, height, width], or [height, width] for grey"
            ),
            (
                [20, 30, 3], .u8, 8,
                "u8[20, 30, 3] has 20 channels with layout channelsFirst; pictures to resize have 1 to 4"
            ),
            (
                [3, 4, 5], .i32, 8,
                "a picture is a tensor of f32 or u8, and i32[3, 4, 5] is not; use converted(to: .f32)"
            ),
            ([3, 4, 5], .u8, 0, "a picture cannot have 0 × 8 pixels; width and height start at 1"),
        ])
    func errors(shape: [Int], type: ElementType, width: Int, message: String) {
        let error = #expect(throws: GraphbookError.self) {
            try Tensor(zeros: type, shape: shape).resized(width: width, height: 8)
        }
        #expect(error?.description == message)
    }
}
