import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Decoding into a batch's row") struct LoadDestinationTests {
    /// Loads into a row and tells where the elements ended up.
    private func placement(
        byteCount: Int, _ load: () throws -> Tensor
    ) throws -> (placement: LoadDestination.Placement, row: [UInt8]) {
        let row = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
        defer { row.deallocate() }
        row.initializeMemory(as: UInt8.self, repeating: 0xEE, count: byteCount)
        let placement = try LoadDestination.loading(into: row, byteCount: byteCount, load)
        return (placement, Array(UnsafeRawBufferPointer(start: row, count: byteCount)))
    }

    @Test(
        "A picture is decoded straight into the row",
        arguments: [
            ("420.jpg", ImageSize(width: 20, height: 30), ImageLayout.channelsFirst, ElementType.f32),
            ("cmyk.jpg", ImageSize(width: 20, height: 30), .channelsLast, .u8),
            ("rgba.png", ImageSize(width: 20, height: 30), .channelsFirst, .f32),
            ("rgb.png", Fixture.size, .channelsLast, .u8),
        ])
    func straightIntoTheRow(name: String, size: ImageSize, layout: ImageLayout, type: ElementType) throws {
        func read() throws -> Tensor {
            try Tensor(image: Fixture.path(name), size: size, layout: layout, elementType: type)
        }
        let expected = try read()
        var address: UnsafeMutableRawPointer?
        let row = UnsafeMutableRawPointer.allocate(byteCount: expected.byteCount, alignment: 64)
        defer { row.deallocate() }
        let placement = try LoadDestination.loading(into: row, byteCount: expected.byteCount) {
            let tensor = try read()
            address = tensor.base
            return tensor
        }
        #expect(address == row)
        guard case .row(type, let shape) = placement else {
            Issue.record("the picture is not in the row but \(placement)")
            return
        }
        #expect(shape == expected.shape)
        let inRow = Array(UnsafeRawBufferPointer(start: row, count: expected.byteCount))
        #expect(inRow == Array(UnsafeRawBufferPointer(start: expected.base, count: expected.byteCount)))
    }

    @Test("A picture of another size than the row leaves the row alone") func anotherSize() throws {
        let (placement, row) = try placement(byteCount: 100) { try Tensor(image: Fixture.path("420.jpg"), side: 8) }
        guard case .elsewhere(let tensor) = placement else {
            Issue.record("the picture is in the row")
            return
        }
        #expect(tensor.shape == [3, 8, 8])
        #expect(row == [UInt8](repeating: 0xEE, count: 100))
    }

    @Test("A load function that does without a broken file still has the row") func brokenFile() throws {
        var address: UnsafeMutableRawPointer?
        let row = UnsafeMutableRawPointer.allocate(byteCount: 3 * 8 * 8 * 4, alignment: 64)
        defer { row.deallocate() }
        _ = LoadDestination.loading(into: row, byteCount: 3 * 8 * 8 * 4) {
            do {
                return try Tensor(
                    imageBytes: Array(Fixture.bytes("420.jpg").dropLast(200)), name: "broken",
                    size: ImageSize(width: 8, height: 8))
            } catch {
                let black = Tensor(zeros: .f32, shape: [3, 8, 8])
                address = black.base
                return black
            }
        }
        #expect(address == row)
    }
}
