import Foundation
import GraphbookCore
import GraphbookImaging
import Testing

@Suite("Perceptual hashes") struct ImageHashTests {
    @Test("A difference hash has a bit for each place that is brighter to the right") func differences() throws {
        // Rows that get brighter, darker, and stay, in turns; the size is that which is compared, so nothing is mixed.
        let rising = [UInt8](0..<9), level = [UInt8](repeating: 7, count: 9)
        let rows = [rising, rising.reversed(), level, rising, rising.reversed(), level, rising, level]
        let picture = try Tensor(rows.flatMap { $0 }, shape: [8, 9])
        #expect(try ImageHash(of: picture).description == "ff0000ff0000ff00")
    }

    @Test("A frequency hash of a wave has the bit of its frequency, over a median of 0") func frequencies() throws {
        // The base function of frequency (1, 2) over 32 × 32 samples, in floats of 0 to 1.
        func wave(_ frequency: Int, _ sample: Int) -> Float {
            Float(cos(Double.pi * Double(frequency) * (Double(sample) + 0.5) / 32))
        }
        let samples = [Float](unsafeUninitializedCapacity: 1024) { buffer, count in
            for y in 0..<32 {
                for x in 0..<32 { buffer[32 * y + x] = 0.5 + 0.4 * wave(2, x) * wave(1, y) }
            }
            count = 1024
        }
        let hash = try ImageHash(of: Tensor(samples, shape: [32, 32]), method: .frequencies)
        // Bit 8 y + x from the top: the mean (0, 0), and (2, 1).
        let expected: UInt64 = 1 << 63 | 1 << (63 - 10)
        #expect(hash.bits & expected == expected)
    }

    @Test(
        "Copies in other sizes, formats and qualities are near, another picture is far",
        arguments: ImageHash.Method.allCases)
    func nearAndFar(method: ImageHash.Method) throws {
        let hash = try ImageHash(image: Fixture.path("rgb.png"), method: method)
        for name in ["420.jpg", "lossy.webp", "turned-6.png", "resized"] {
            let copy =
                name == "resized"
                ? try ImageHash(
                    of: Fixture.pillow("rgb").resized(width: 97, height: 70, layout: .channelsLast),
                    layout: .channelsLast, method: method)
                : try ImageHash(image: Fixture.path(name), method: method)
            #expect(hash.distance(to: copy) <= 6, "\(name)")
        }
        let mirrored = try Fixture.pillow("rgb").turned(from: .upsideDown, layout: .channelsLast)
        let far = try ImageHash(of: mirrored, layout: .channelsLast, method: method)
        #expect(hash.distance(to: far) >= 16)
        #expect(hash.distance(to: hash) == 0)
    }

    @Test("A tensor has nearly the hash of its file", arguments: ImageHash.Method.allCases)
    func tensorAndFile(method: ImageHash.Method) throws {
        let file = try ImageHash(image: Fixture.path("420.jpg"), method: method)
        for type in [ElementType.u8, .f32] {
            let tensor = try Tensor(image: Fixture.path("420.jpg"), elementType: type)
            #expect(file.distance(to: try ImageHash(of: tensor, method: method)) <= 2)
        }
    }

    @Test("Floats that are no numbers are black") func notANumber() throws {
        let picture = try Tensor([Float](repeating: .nan, count: 81), shape: [9, 9])
        #expect(try ImageHash(of: picture).bits == 0)
    }

    @Test(
        "Text of 16 hexadecimal digits is a hash, other text is none",
        arguments: [
            ("00000000000000ff", 255), ("FFFFFFFFFFFFFFFF", UInt64.max), ("0", nil), ("", nil),
            ("0x000000000000ff", nil),
            ("+0000000000000ff", nil), ("00000000000000fg", nil),
        ] as [(String, UInt64?)])
    func text(text: String, bits: UInt64?) {
        #expect(ImageHash(text)?.bits == bits)
    }

    @Test("A hash is written as its digits and read back") func coding() throws {
        let hash = ImageHash(bits: 0x0123_4567_89AB_CDEF)
        #expect(hash.description == "0123456789abcdef")
        #expect(ImageHash(hash.description) == hash)
        #expect(hash.distance(to: ImageHash(bits: 0x0123_4567_89AB_CDE0)) == 4)
    }
}
