import GraphbookCore
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Tensor mathematics")
struct TensorMathTests {
    // MARK: - Conversion

    @Test("Numbers that a type holds are converted to it and back", arguments: ElementType.allCases)
    func exactConversions(elementType: ElementType) throws {
        let numbers: [Double] = elementType == .bool ? [0, 1, 1, 0] : [0, 1, 2, 100]
        let converted = Tensor(numbers).converted(to: elementType)
        #expect(converted.elementType == elementType)
        #expect(converted.doubles == numbers)
        for other in ElementType.allCases where other != .bool {
            #expect(converted.converted(to: other).doubles == numbers)
        }
    }

    @Test("A tensor of the type already is itself, a view keeps its order")
    func conversionOfViews() throws {
        let tensor = try Tensor([1, 2, 3, 4], shape: [2, 2])
        #expect(tensor.converted(to: .f64).storage === tensor.storage)
        #expect(try tensor.transposed([1, 0]).converted(to: .i32).elements() == [1, 3, 2, 4] as [Int32])
    }

    @Test(
        "What is out of an integer's range is clamped, NaN is 0",
        arguments: [
            (.u8, 0, 255), (.i8, -128, 127), (.u16, 0, 65535), (.i16, -32768, 32767), (.u32, 0, 4_294_967_295),
            (.i32, -2_147_483_648, 2_147_483_647), (.u64, 0, 18_446_744_073_709_551_616),
            (.i64, -9_223_372_036_854_775_808, 9_223_372_036_854_775_808),
        ] as [(ElementType, Double, Double)])
    func clamping(elementType: ElementType, least: Double, most: Double) {
        let tensor = Tensor([-.infinity, -1e30, least, most, 1e30, .infinity, .nan])
        #expect(tensor.converted(to: elementType).doubles == [least, least, least, most, most, most, 0])
    }

    @Test("Fractions are rounded to the nearest integer, halves to the even one")
    func rounding() {
        let tensor = Tensor([-2.5, -1.5, -0.6, -0.5, 0.4, 0.5, 1.5, 2.5, 254.5, 255.4])
        #expect(tensor.converted(to: .i16).doubles == [-2, -2, -1, 0, 0, 0, 2, 2, 254, 255])
        #expect(tensor.converted(to: .u8).doubles == [0, 0, 0, 0, 0, 0, 2, 2, 254, 255])
    }

    @Test("All but zero and NaN is true")
    func booleans() throws {
        #expect(
            try Tensor([0, -0.0, 0.1, -3, .infinity, .nan]).converted(to: .bool).elements()
                == [false, false, true, true, true, false])
    }

    @Test("Floats too large for a type become infinite")
    func infinities() {
        let tensor = Tensor([1e300, -1e300, 65504, 65520])
        #expect(tensor.converted(to: .f32).doubles == [.infinity, -.infinity, 65504, 65520])
        #expect(tensor.converted(to: .f16).doubles == [.infinity, -.infinity, 65504, .infinity])
        #expect(tensor.converted(to: .bf16).doubles == [.infinity, -.infinity, 65536, 65536])
    }

    @Test(
        "bf16 is the upper half of a float, rounded to the nearest, halves to even",
        arguments: [
            (1.0, 0x3F80), (-2.0, 0xC000), (0.0, 0), (-0.0, 0x8000),
            // 1 + 2⁻⁸ lies halfway between 1 and 1 + 2⁻⁷: to even, down. 1 + 3 × 2⁻⁸: to even, up.
            (1.003_906_25, 0x3F80), (1.011_718_75, 0x3F82), (1.003_907, 0x3F81),
            (.infinity, 0x7F80), (-.infinity, 0xFF80), (.nan, 0x7FC0), (Double(Float.greatestFiniteMagnitude), 0x7F80),
        ] as [(Double, UInt16)])
    func bfloat16(number: Double, bits: UInt16) {
        let tensor = Tensor([number]).converted(to: .bf16)
        #expect(tensor.base.load(as: UInt16.self) == bits)
        withExtendedLifetime(tensor) {}
    }

    // MARK: - Largest elements

    @Test(
        "The largest element, and the first place where it is; NaN is passed over",
        arguments: [
            ([1, 3, 2], 3, 1), ([5], 5, 0), ([2, 7, 7], 7, 1), ([-3, -1, -2], -1, 1), ([.nan, 1, .nan, 2], 2, 3),
            ([-.infinity, -.infinity], -.infinity, 0), ([.nan, -.infinity], -.infinity, 1),
            ([.infinity, 1], .infinity, 0),
            ([.nan, .nan], -.infinity, nil), ([], -.infinity, nil),
        ] as [([Double], Double, Int?)])
    func largest(numbers: [Double], max: Double, argmax: Int?) {
        let tensor = Tensor(numbers)
        #expect(tensor.max == max)
        #expect(tensor.argmax == argmax)
    }

    @Test("The place of the largest is counted in the order of the view", arguments: TensorTests.numbers)
    func largestOfViews(elementType: ElementType) throws {
        let tensor = try Tensor([1.0, 2, 9, 4, 5, 6], shape: [2, 3]).converted(to: elementType)
        #expect(tensor.argmax == 2)
        #expect(tensor.transposed([1, 0]).argmax == 4)
        #expect(tensor[1].argmax == 2)
        #expect(tensor[1].max == 6)
    }

    // MARK: - Softmax

    @Test("Softmax gives probabilities along the last dimension")
    func softmax() throws {
        let result = try Tensor([0, 0, log(3.0), 0], shape: [2, 2]).softmax()
        #expect(result.shape == [2, 2])
        #expect(result.elementType == .f64)
        for (found, expected) in zip(result.doubles, [0.5, 0.5, 0.75, 0.25]) { #expect(abs(found - expected) < 1e-15) }
    }

    @Test("Softmax of large numbers does not overflow")
    func largeSoftmax() {
        #expect(Tensor([1000, 1000, -Double.infinity]).softmax().doubles == [0.5, 0.5, 0])
    }

    @Test("Softmax of all types but f64 is f32", arguments: ElementType.allCases)
    func softmaxTypes(elementType: ElementType) {
        let result = Tensor(zeros: elementType, shape: [4]).softmax()
        #expect(result.elementType == (elementType == .f64 ? .f64 : .f32))
        #expect(result.doubles == [0.25, 0.25, 0.25, 0.25])
    }

    @Test("Softmax of a scalar is 1, of nothing nothing")
    func softmaxEnds() throws {
        #expect(try Tensor([5.0])[0].softmax().scalar == 1)
        #expect(Tensor(zeros: .f32, shape: [2, 0]).softmax().shape == [2, 0])
        #expect(Tensor(zeros: .f32, shape: [0, 2]).softmax().shape == [0, 2])
    }
}
