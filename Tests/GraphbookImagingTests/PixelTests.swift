import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Cropping, turning and converting tensors") struct PixelTests {
    /// Two rows of three pixels, with alpha: red, green, blue; white, grey, black.
    private let small = ImageSize(width: 3, height: 2)
    private func picture() throws -> Tensor {
        let pixels: [UInt8] = [
            255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9, 255, 255, 255, 9, 128, 128, 128, 9, 0, 0, 0, 9,
        ]
        return try Tensor(pixels, shape: [2, 3, 4])
    }

    @Test("A crop is a view of just its pixels, in either layout and without channels") func crop() throws {
        let picture = try Fixture.pillow("rgb"), first = picture.transposed([2, 0, 1])
        let crop = try picture.cropped(x: 7, y: 5, width: 20, height: 30, layout: .channelsLast)
        #expect(crop.shape == [30, 20, 3])
        #expect(crop.storage === picture.storage)
        for (y, row) in crop.rows.enumerated() { #expect(row == picture[y + 5][7..<27]) }
        #expect(try first.cropped(x: 7, y: 5, width: 20, height: 30) == crop.transposed([2, 0, 1]))
        #expect(try first[1].cropped(x: 7, y: 5, width: 20, height: 30) == crop.transposed([2, 0, 1])[1])
        #expect(try picture.cropped(x: 0, y: 0, width: 60, height: 44, layout: .channelsLast) == picture)
    }

    @Test("A crop goes on to be resized and encoded") func cropAsPicture() throws {
        let crop = try Fixture.pillow("rgb").cropped(x: 8, y: 8, width: 22, height: 12, layout: .channelsLast)
        #expect(try crop.encodedPNG(layout: .channelsLast) == crop.contiguous().encodedPNG(layout: .channelsLast))
        let small = try crop.resized(width: 5, height: 5, layout: .channelsLast)
        #expect(small == (try crop.contiguous().resized(width: 5, height: 5, layout: .channelsLast)))
    }

    @Test(
        "A crop that is not inside of the picture is an error",
        arguments: [
            (-1, 0, 2, 2, "2 × 2 pixels from column -1, row 0 are not inside of 60 × 44"),
            (59, 0, 2, 2, "2 × 2 pixels from column 59, row 0 are not inside of 60 × 44"),
            (0, 43, 60, 2, "60 × 2 pixels from column 0, row 43 are not inside of 60 × 44"),
            (0, 44, 1, 1, "1 × 1 pixels from column 0, row 44 are not inside of 60 × 44"),
            (1, 1, .max, 1, "\(Int.max) × 1 pixels from column 1, row 1 are not inside of 60 × 44"),
            (1, 1, 0, 1, "a picture cannot have 0 × 1 pixels; width and height start at 1"),
        ])
    func badCrop(x: Int, y: Int, width: Int, height: Int, message: String) {
        let error = #expect(throws: GraphbookError.self) {
            try Fixture.pillow("rgb").cropped(x: x, y: y, width: width, height: height, layout: .channelsLast)
        }
        #expect(error?.description == message)
    }

    @Test(
        "A picture is turned and mirrored",
        arguments: [
            (ImageOrientation.upright, [[1, 2, 3], [4, 5, 6]]), (.mirrored, [[3, 2, 1], [6, 5, 4]]),
            (.upsideDown, [[6, 5, 4], [3, 2, 1]]), (.flipped, [[4, 5, 6], [1, 2, 3]]),
            (.transposed, [[1, 4], [2, 5], [3, 6]]), (.turnedLeft, [[4, 1], [5, 2], [6, 3]]),
            (.transverse, [[6, 3], [5, 2], [4, 1]]), (.turnedRight, [[3, 6], [2, 5], [1, 4]]),
        ])
    func turn(orientation: ImageOrientation, expected: [[UInt8]]) throws {
        let picture = try Tensor([1, 2, 3, 4, 5, 6] as [UInt8], shape: [2, 3])
        let result = try Tensor(expected.flatMap { $0 }, shape: [expected.count, expected[0].count])
        #expect(try picture.turned(from: orientation) == result)
        let colours = try Tensor.stacking([picture, picture, picture])
        #expect(try colours.turned(from: orientation) == Tensor.stacking([result, result, result]))
        #expect(
            try colours.channelsLast.turned(from: orientation, layout: .channelsLast)
                == Tensor.stacking([result, result, result]).channelsLast)
    }

    @Test("Grey is luma, in both types and layouts; alpha is dropped") func toGrey() throws {
        let picture = try picture()
        let grey = try picture.converted(to: .grey, layout: .channelsLast)
        #expect(grey == (try Tensor([76, 150, 29, 255, 128, 0] as [UInt8], shape: [2, 3, 1])))
        #expect(try picture.transposed([2, 0, 1]).converted(to: .grey) == grey.reshaped([1, 2, 3]))
        let floats = try picture.unitRange.converted(to: .grey, layout: .channelsLast)
        #expect(floats.greatestDifference(to: try grey.unitRange) < 1.0 / 255)
    }

    @Test("Colours of grey are three times the same, those of four channels the first three") func toColours() throws {
        let picture = try picture()
        let colours = try picture.converted(to: .rgb, layout: .channelsLast)
        #expect(colours.shape == [2, 3, 3])
        #expect(Array(try colours.elements(as: UInt8.self).prefix(6)) == [255, 0, 0, 0, 255, 0])
        #expect(try picture.transposed([2, 0, 1]).converted(to: .rgb).channelsLast == colours)
        let grey = try Tensor([1, 2, 3, 4, 5, 6] as [UInt8], shape: [2, 3])
        #expect(try grey.converted(to: .rgb) == Tensor.stacking([grey, grey, grey]))
        #expect(try grey.converted(to: .grey).shape == [1, 2, 3])
    }

    @Test("A picture that has the channels is not copied") func noCopy() throws {
        let picture = try Fixture.pillow("rgb")
        #expect(try picture.converted(to: .rgb, layout: .channelsLast).storage === picture.storage)
    }
}
