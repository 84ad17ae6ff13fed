import CDLPack
import GraphbookCore
import GraphbookDLPack
import Testing

@Suite("A tensor taken from another library")
struct DLPackImportTests {
    @Test("Is a view of its bytes, and is given back once, when the last view is gone")
    func lifetime() throws {
        let foreign = Foreign(shape: [2, 3])
        var tensor: Tensor? = try Tensor(dlpack: foreign.managed)
        var row = tensor?[1]
        #expect(tensor?.base == foreign.data && tensor?.doubles == [0, 1, 2, 3, 4, 5])
        tensor = nil
        #expect(foreign.deleted.count == 0)
        #expect(row?.doubles == [3, 4, 5])
        row = nil
        #expect(foreign.deleted.count == 1)
    }

    @Test(
        "Has the element type that DLPack says",
        arguments: [
            (kDLBool, 8, ElementType.bool), (kDLUInt, 8, .u8), (kDLInt, 8, .i8), (kDLUInt, 16, .u16),
            (kDLInt, 16, .i16),
            (kDLUInt, 32, .u32), (kDLInt, 32, .i32), (kDLUInt, 64, .u64), (kDLInt, 64, .i64), (kDLFloat, 16, .f16),
            (kDLBfloat, 16, .bf16), (kDLFloat, 32, .f32), (kDLFloat, 64, .f64),
        ] as [(Int, UInt8, ElementType)])
    func elementTypes(code: Int, bits: UInt8, type: ElementType) throws {
        let foreign = Foreign(code: code, bits: bits, shape: [3])
        #expect(try Tensor(dlpack: foreign.managed).elementType == type)
    }

    @Test(
        "Is where strides and offset say",
        arguments: [
            ([2, 3], nil, 0, [0, 1, 2, 3, 4, 5]),
            ([2, 3], nil, 6, [6, 7, 8, 9, 10, 11]),
            ([2, 3], [1, 2], 0, [0, 2, 4, 1, 3, 5]),
            ([2, 2], [10, 5], 1, [1, 6, 11, 16]),
            ([3], [-1], 2, [2, 1, 0]),
            ([2, 2], [-4, 1], 4, [4, 5, 0, 1]),
            ([2, 3], [0, 1], 0, [0, 1, 2, 0, 1, 2]),
            ([48], nil, 0, Array(0..<48).map(Double.init)),
            ([], nil, 9, [9]),
            ([2, 0], nil, 0, []),
        ] as [([Int64], [Int64]?, UInt64, [Double])])
    func places(shape: [Int64], strides: [Int64]?, offset: UInt64, expected: [Double]) throws {
        let foreign = Foreign(shape: shape, strides: strides, offset: offset)
        var tensor: Tensor? = try Tensor(dlpack: foreign.managed)
        #expect(tensor?.shape == shape.map(Int.init) && tensor?.doubles == expected)
        tensor = nil
        #expect(foreign.deleted.count == 1)
    }

    @Test("Is copied and given back at once when it is read-only")
    func readOnly() throws {
        let foreign = Foreign(shape: [2, 2], strides: [1, 2], flags: DLPACK_FLAG_BITMASK_READ_ONLY)
        let tensor = try Tensor(dlpack: foreign.managed)
        #expect(foreign.deleted.count == 1)
        #expect(tensor.base != foreign.data && tensor.doubles == [0, 2, 1, 3])
    }

    @Test("Is copied when its elements are not aligned")
    func unaligned() throws {
        let foreign = Foreign(code: kDLUInt, bits: 16, shape: [2], offset: 1)
        let tensor = try Tensor(dlpack: foreign.managed)
        #expect(foreign.deleted.count == 1)
        #expect(tensor.doubles == [0x0201, 0x0403])
    }

    @Test("Without a deleter is taken too")
    func noDeleter() throws {
        let foreign = Foreign(shape: [1])
        foreign.managed.pointee.deleter = nil
        #expect(try Tensor(dlpack: foreign.managed).doubles == [0])
    }

    @Test("In the form before version 1 is the same")
    func unversioned() throws {
        let foreign = Foreign(shape: [2, 3], strides: [1, 2])
        let managed = UnsafeMutablePointer<DLManagedTensor>.allocate(capacity: 1)
        defer { managed.deallocate() }
        managed.initialize(
            to: DLManagedTensor(
                dl_tensor: foreign.managed.pointee.dl_tensor, manager_ctx: foreign.managed.pointee.manager_ctx,
                deleter: { managed in
                    guard let context = managed?.pointee.manager_ctx else { return }
                    Unmanaged<Counter>.fromOpaque(context).takeUnretainedValue().add()
                }))
        var tensor: Tensor? = try Tensor(unversionedDLPack: managed)
        #expect(tensor?.doubles == [0, 2, 4, 1, 3, 5])
        tensor = nil
        #expect(foreign.deleted.count == 1)
    }

    private static let types = "bool, u8, i8, u16, i16, u32, i32, u64, i64, f16, bf16, f32, f64"

    @Test(
        "That cannot be taken says why, and stays the caller's",
        arguments: [
            (
                { @Sendable in Foreign(shape: [1], version: 2) },
                "a DLPack tensor of version 2.1 cannot be taken; this takes 1.x"
            ),
            (
                { @Sendable in Foreign(shape: [1], device: DLDevice(device_type: 2, device_id: 3)) },
                "a DLPack tensor on CUDA device 3 cannot be read here; bring it to the CPU first"
            ),
            (
                { @Sendable in Foreign(shape: [1], device: DLDevice(device_type: 12, device_id: 0)) },
                "a DLPack tensor on DLPack's device type 12, device 0 cannot be read here; bring it to the CPU first"
            ),
            (
                { @Sendable in Foreign(code: kDLComplex, bits: 64, shape: [1]) },
                "a DLPack tensor of 64-bit complex numbers cannot be taken; this takes \(types)"
            ),
            (
                { @Sendable in Foreign(code: kDLInt, bits: 4, shape: [1]) },
                "a DLPack tensor of 4-bit integers cannot be taken; this takes \(types)"
            ),
            (
                { @Sendable in Foreign(code: 10, bits: 8, shape: [1]) },
                "a DLPack tensor of 8-bit elements of DLPack's type 10 cannot be taken; this takes \(types)"
            ),
            (
                { @Sendable in Foreign(code: kDLFloat, bits: 32, lanes: 4, shape: [1]) },
                "a DLPack tensor of elements in 4 lanes cannot be taken; this takes 1"
            ),
            ({ @Sendable in Foreign(shape: [2, -1]) }, "[2, -1] is no shape of a DLPack tensor"),
            ({ @Sendable in Foreign(shape: [.max, 2]) }, "[9223372036854775807, 2] is no shape of a DLPack tensor"),
            (
                { @Sendable in Foreign(shape: [3], strides: [.max]) },
                "a DLPack tensor of shape [3] and strides [9223372036854775807] is larger than memory"
            ),
            (
                { @Sendable in Foreign(shape: [1], offset: .max) },
                "a DLPack tensor of shape [1] and strides [1] is larger than memory"
            ),
        ] as [(@Sendable () -> Foreign, String)])
    func refusals(make: @escaping @Sendable () -> Foreign, expected: String) {
        let foreign = make()
        let error = #expect(throws: GraphbookError.self) { try Tensor(dlpack: foreign.managed) }
        #expect(error?.description == expected)
        #expect(foreign.deleted.count == 0)
    }

    @Test("Without data, shape or a number of dimensions is refused")
    func pointers() {
        let data = Foreign(shape: [2]), shape = Foreign(shape: [2]), rank = Foreign(shape: [2])
        data.managed.pointee.dl_tensor.data = nil
        shape.managed.pointee.dl_tensor.shape = nil
        rank.managed.pointee.dl_tensor.ndim = -1
        let errors = [data, shape, rank].map { foreign in
            #expect(throws: GraphbookError.self) { try Tensor(dlpack: foreign.managed) }?.description
        }
        #expect(
            errors == [
                "a DLPack tensor of shape [2] has no data", "a DLPack tensor of 1 dimensions has no shape",
                "a DLPack tensor of -1 dimensions has no shape",
            ])
    }
}
