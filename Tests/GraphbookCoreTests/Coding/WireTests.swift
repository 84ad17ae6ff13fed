import GraphbookCore
import Testing

private struct Mask: NoteValue {}

@Suite("Wire")
struct WireTests {
    private func read(_ bytes: [UInt8]) throws -> Value {
        try bytes.withUnsafeBytes {
            var reader = WireReader($0)
            return try reader.value()
        }
    }

    private func written(_ value: Value) throws -> [UInt8] {
        var writer = WireWriter()
        try writer.write(value)
        return writer.bytes
    }

    @Test(
        "Every kind of value is read as it was written",
        arguments: [
            .null, true, false, 0, 127, 128, -1, -64, .int(.max), .int(.min), 0.5, -0.0, .double(.infinity), "", "a",
            .string(String(repeating: "é", count: 31)), .string(String(repeating: "x", count: 63)),
            .string(String(repeating: "x", count: 64)), .string(String(repeating: "x", count: 100_000)), "🐶\0\"",
            [], [:], [1, [2, ["a": [:]]]], ["b": 1, "a": .null, "": ["é": true]],
            .object(Fields((0..<40).map { ("key\($0)", .int($0)) })),
            .array(Array(repeating: 1, count: 1000)),
        ] as [Value])
    func roundTrips(value: Value) throws {
        let back = try read(written(value))
        #expect(back == value)
        #expect(back.fields?.keys == value.fields?.keys)
    }

    @Test("Integers stay integers, doubles keep every bit")
    func numbers() throws {
        guard case .int(3) = try read(written(3)), case .double(3) = try read(written(3.0)),
            case .double(let nan) = try read(written(.double(Double(nan: 17, signaling: false))))
        else {
            Issue.record("a number has changed its kind")
            return
        }
        #expect(nan.bitPattern == Double(nan: 17, signaling: false).bitPattern)
    }

    @Test(
        "What is frequent is short",
        arguments: [
            (.null, 1), (true, 1), (0, 1), (127, 1), (128, 3), (-1, 2), ("", 1), ("label", 6), (1.5, 9), ([], 2),
            (["label": "dog", "n": 3], 2 + 6 + 4 + 2 + 1),
        ] as [(Value, Int)])
    func sizes(value: Value, byteCount: Int) throws { #expect(try written(value).count == byteCount) }

    @Test("Typed lists cross as lists, Codable boxes as they are encoded")
    func boxes() throws {
        struct Mark: NoteValue, Codable, Equatable { var x = 1 }
        #expect(try read(written([1.5, 2].noteValue)) == [1.5, 2])
        #expect(try read(written([["a"], []].noteValue)) == [["a"], []])
        let back = try read(written([Mark(x: 2)].noteValue))
        #expect(back == [["x": 2]])
        #expect([Mark](noteValue: back) == [Mark(x: 2)])
    }

    @Test("A box of anything else is an error that names its place and type, and nothing is written")
    func unwritable() throws {
        var writer = WireWriter()
        try writer.write(1)
        let error = #expect(throws: GraphbookError.self) {
            try writer.write(["labels": [1, ["mask": Mask().noteValue]]])
        }
        #expect(
            error?.description
                == "labels[1].mask holds a Mask, which cannot cross to another process; make Mask Codable")
        #expect(error?.code == .wrongType)
        #expect(try writer.bytes == written(1))
    }

    @Test("512 lists in each other are written and read, one more is an error on both sides")
    func nesting() throws {
        var value: Value = []
        for _ in 1..<512 { value = [value] }
        var bytes = try written(value)
        #expect(try read(bytes) == value)
        let deeper = value
        var writer = WireWriter()
        #expect(throws: GraphbookError.self) { try writer.write([deeper]) }
        try writer.write(value)
        #expect(writer.bytes == bytes)
        bytes = [6, 1] + bytes
        let error = #expect(throws: GraphbookError.self) { try read(bytes) }
        #expect(
            error?.description
                == "a message cannot be read: byte 1025: lists and objects are nested deeper than 512")
    }

    // MARK: - Tensors

    @Test("A tensor's elements are written in row-major order", arguments: ElementType.allCases)
    func tensors(elementType: ElementType) throws {
        let tensor = try Tensor([1, 0, 1, 1, 0, 1], shape: [2, 3]).converted(to: elementType)
        for view in [tensor, tensor.transposed([1, 0]), tensor[1], tensor[1][0], tensor[0..<0]] {
            #expect(try read(written(["t": .tensor(view)])) == ["t": .tensor(view)])
        }
        #expect(try written(.tensor(tensor)).count == 5 + tensor.byteCount)
    }

    @Test("A tensor in shared memory crosses as its place, with its strides")
    func sharedTensors() throws {
        let storage = TensorStorage(byteCount: 4096)
        let shared = Tensor(storage: storage, elementType: .f32, shape: [2, 3], byteOffset: 1024)
        for index in 0..<6 { shared.base.storeBytes(of: Float(index), toByteOffset: index * 4, as: Float.self) }
        let own = Tensor([1, 2] as [Float])
        var writer = WireWriter { $0.storage === storage ? $0.byteOffset : nil }
        try writer.write([.tensor(shared), .tensor(shared.transposed([1, 0])[1]), .tensor(own)])

        var asked: [[Int]] = []
        let back = try writer.bytes.withUnsafeBytes {
            var reader = WireReader($0) { offset, byteCount in
                asked.append([offset, byteCount])
                return TensorStorage(base: storage.base + offset, byteCount: byteCount, release: nil)
            }
            return try [Tensor](noteValue: reader.value())
        }
        #expect(asked == [[1024, 24], [1028, 16]])
        #expect(try back?[0].elements() == [0, 1, 2, 3, 4, 5] as [Float])
        #expect(back?[0].base == shared.base)
        #expect(try back?[1].elements() == [1, 4] as [Float])
        #expect(back?[1].strides == [3])
        #expect(back?[2] == own)
        withExtendedLifetime(storage) {}
    }

    @Test("A tensor in shared memory that nobody can find is an error")
    func noSharedMemory() throws {
        var writer = WireWriter { _ in 64 }
        try writer.write(.tensor(Tensor([1.0])))
        let bytes = writer.bytes
        let error = #expect(throws: GraphbookError.self) { try read(bytes) }
        #expect(
            error?.description
                == "a message cannot be read: byte 1: a tensor in shared memory, of which there is none")
        struct NotThere: Error {}
        #expect(throws: NotThere.self) {
            try bytes.withUnsafeBytes {
                var reader = WireReader($0) { _, _ in throw NotThere() }
                _ = try reader.value()
            }
        }
    }

    @Test("A tensor that its shared memory cannot hold is an error", arguments: [(8, 8), (15, 15), (16, 8), (0, 16)])
    func sharedTensorTooLarge(claimed: Int, there: Int) {
        // [2] f64 with stride 1 needs 16 bytes.
        let f64 = UInt8(ElementType.allCases.firstIndex(of: .f64) ?? 0)
        let bytes: [UInt8] = [9, f64, 1, 2, 1, 0, UInt8(claimed)]
        let storage = TensorStorage(byteCount: 64)
        #expect(throws: GraphbookError.self) {
            try bytes.withUnsafeBytes {
                var reader = WireReader($0) { _, _ in TensorStorage(base: storage.base, byteCount: there, release: nil)
                }
                _ = try reader.value()
            }
        }
    }

    @Test("A tensor that is not aligned to its elements is an error")
    func misaligned() throws {
        let storage = TensorStorage(byteCount: 64)
        var writer = WireWriter { _ in 4 }
        try writer.write(.tensor(Tensor([1.0])))
        let error = #expect(throws: GraphbookError.self) {
            try writer.bytes.withUnsafeBytes {
                var reader = WireReader($0) { offset, byteCount in
                    TensorStorage(base: storage.base + offset, byteCount: byteCount, release: nil)
                }
                _ = try reader.value()
            }
        }
        #expect(error?.description == "a message cannot be read: byte 1: a tensor of f64 does not lie at offset 4")
    }

    // MARK: - Parts of messages

    @Test("Parts of messages are read in the order in which they were written")
    func parts() throws {
        var writer = WireWriter()
        writer.write(u8: 200)
        writer.write(u32: .max - 1)
        writer.write(i64: .min)
        writer.write(double: -0.5)
        writer.write(count: 300)
        writer.write(count: .max)
        writer.write(string: "é")
        try writer.write(["a": 1])
        #expect(writer.bytes[..<5] == [200, 0xFE, 0xFF, 0xFF, 0xFF])
        try writer.bytes.withUnsafeBytes { bytes throws in
            var reader = WireReader(bytes)
            #expect(try reader.u8() == 200)
            #expect(try reader.u32() == .max - 1)
            #expect(try reader.i64() == .min)
            #expect(try reader.double() == -0.5)
            #expect(try reader.count() == 300)
            #expect(try reader.count() == .max)
            #expect(try reader.string() == "é")
            #expect(!reader.isAtEnd)
            #expect(try reader.value() == ["a": 1])
            #expect(reader.isAtEnd)
            let error = #expect(throws: GraphbookError.self) { _ = try reader.u8() }
            #expect(error?.code == .syntax)
        }
    }

    // MARK: - Corrupt bytes

    @Test(
        "Corrupt bytes are an error that names the byte",
        arguments: [
            ([], "byte 0: 1 bytes are needed, 0 are left"),
            ([4, 1, 2], "byte 1: 8 bytes are needed, 2 are left"),
            ([0x0A], "byte 0: no value begins with 10"),
            ([0x42, 0x61], "byte 1: 2 bytes are needed, 1 are left"),
            ([0x41, 0xFF], "byte 1: a string is not valid UTF-8"),
            ([5, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "byte 6: 34359738367 bytes are needed, 0 are left"),
            (
                [6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
                "byte 1: a count beyond 9223372036854775807"
            ),
            ([3] + Array(repeating: 0xFF, count: 11), "byte 1: an integer of more than 64 bits"),
            ([6, 0x03, 0x80, 0x80], "byte 1: 3 elements in the 2 bytes that are left"),
            ([7, 0x02, 0x01, 0x61, 0x80], "byte 1: 2 elements in the 3 bytes that are left"),
            ([7, 0x02, 0x01, 0x61, 0x80, 0x01, 0x61, 0x81], "byte 5: the key \"a\" is there twice"),
            ([8, 200, 0], "byte 1: no element type is number 200"),
            ([8, 1, 0x7F], "byte 1: a tensor of 127 dimensions"),
            ([8, 1, 1, 2, 0], "byte 1: a tensor of shape [2] in the 1 bytes that are left"),
            ([8, 0, 1, 1, 2], "byte 1: a boolean is 0 or 1"),
        ] as [([UInt8], String)])
    func corrupt(bytes: [UInt8], message: String) {
        let error = #expect(throws: GraphbookError.self) { try read(bytes) }
        #expect(error?.description == "a message cannot be read: \(message)")
        #expect(error?.code == .syntax)
    }

    @Test("A tensor whose size is beyond Int is an error")
    func hugeTensor() throws {
        for shape in [[Int.max, 2], [0, .max, 2], [.max, .max, 0]] {
            var writer = WireWriter()
            writer.write(u8: 8)
            writer.write(u8: 1)
            writer.write(count: shape.count)
            for length in shape { writer.write(count: length) }
            let bytes = writer.bytes
            #expect(throws: GraphbookError.self) { try read(bytes) }
        }
    }

    @Test("Bytes that are cut off or changed anywhere never crash the reader")
    func fuzzed() throws {
        let value: Value = [
            "text": "some text of more than sixty-three bytes, so that its length has a byte of its own", "n": -300,
            "list": [1, 2.5, .null, true], "object": ["a": ["b": "c"]],
            "tensor": .tensor(try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])),
            "shared": .tensor(Tensor(zeros: .u16, shape: [3, 2])),
        ]
        var writer = WireWriter { $0.elementType == .u16 ? 0 : nil }
        try writer.write(value)
        let bytes = writer.bytes
        let memory = TensorStorage(byteCount: 4096)
        /// Looks at every byte that the value claims to have.
        func reads(_ value: Value) -> Bool {
            switch value {
            case .array(let elements): elements.allSatisfy(reads)
            case .object(let fields): fields.allSatisfy { reads($0.value) }
            case .tensor(let tensor): tensor.doubles.count == tensor.count
            default: true
            }
        }
        func survives(_ bytes: some Collection<UInt8>) -> Bool {
            Array(bytes).withUnsafeBytes {
                var reader = WireReader($0) { offset, byteCount in
                    guard offset <= 4096, byteCount <= 4096 - offset else { throw GraphbookError(.syntax, "beyond") }
                    return TensorStorage(base: memory.base + offset, byteCount: byteCount, release: nil)
                }
                do { return reads(try reader.value()) } catch { return error is GraphbookError }
            }
        }
        for count in bytes.indices { #expect(survives(bytes[..<count])) }
        var random = SplitMix64(state: 7)
        for _ in 0..<20_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                changed[Int.random(in: changed.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            #expect(survives(changed))
        }
    }
}
