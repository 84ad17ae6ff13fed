import CDLPack
import GraphbookCore
import GraphbookDLPack
import Testing

@Suite("A tensor handed to another library")
struct DLPackExportTests {
    @Test(
        "Says its element type as DLPack does",
        arguments: [
            (ElementType.bool, 6, 8), (.u8, 1, 8), (.i8, 0, 8), (.u16, 1, 16), (.i16, 0, 16), (.u32, 1, 32),
            (.i32, 0, 32), (.u64, 1, 64), (.i64, 0, 64), (.f16, 2, 16), (.bf16, 4, 16), (.f32, 2, 32), (.f64, 2, 64),
        ] as [(ElementType, UInt8, UInt8)])
    func elementTypes(type: ElementType, code: UInt8, bits: UInt8) {
        let managed = Tensor(zeros: type, shape: [2]).dlpack()
        defer { managed.pointee.deleter?(managed) }
        let own = managed.pointee.dl_tensor.dtype
        #expect(own.code == code && own.bits == bits && own.lanes == 1)
    }

    @Test("Is on the CPU, of version 1.0, with shape, strides and the address of its first element")
    func description() throws {
        let tensor = try Tensor(Array(0..<24) as [Int32], shape: [2, 3, 4])[1].transposed([1, 0])
        let managed = tensor.dlpack()
        defer { managed.pointee.deleter?(managed) }
        let (version, lent) = (managed.pointee.version, managed.pointee.dl_tensor)
        #expect(version.major == 1 && version.minor == 0 && managed.pointee.flags == 0)
        #expect(lent.device.device_type == kDLCPU && lent.device.device_id == 0)
        #expect(Array(UnsafeBufferPointer(start: lent.shape, count: Int(lent.ndim))) == [4, 3])
        #expect(Array(UnsafeBufferPointer(start: lent.strides, count: Int(lent.ndim))) == [1, 4])
        #expect(lent.data == tensor.base && lent.byte_offset == 0)
        #expect(lent.data?.load(as: Int32.self) == 12)
    }

    @Test("Says that it is read-only where it is told to")
    func readOnly() {
        let managed = Tensor([1] as [Float]).dlpack(isReadOnly: true)
        defer { managed.pointee.deleter?(managed) }
        #expect(managed.pointee.flags == 1)
    }

    @Test("A scalar has no dimensions")
    func scalar() {
        let managed = Tensor(scalar: 16_000 as Int64).unversionedDLPack()
        defer { managed.pointee.deleter?(managed) }
        #expect(managed.pointee.dl_tensor.ndim == 0)
        #expect(managed.pointee.dl_tensor.data?.load(as: Int64.self) == 16_000)
    }

    @Test("Lives until it is given back, and no longer", arguments: [true, false])
    func lifetime(isVersioned: Bool) {
        let released = Counter()
        var tensor: Tensor? = released.tensor(of: [1, 2, 3])
        let giveBack: () -> Void
        if isVersioned {
            let managed = tensor?.dlpack()
            giveBack = { managed?.pointee.deleter?(managed) }
        } else {
            let managed = tensor?.unversionedDLPack()
            giveBack = { managed?.pointee.deleter?(managed) }
        }
        tensor = nil
        #expect(released.count == 0)
        giveBack()
        #expect(released.count == 1)
    }

    @Test("Comes back as it was, without a copy")
    func roundTrip() throws {
        let tensor = try Tensor(Array(0..<24) as [Int32], shape: [2, 3, 4])[1].transposed([1, 0])
        for back in [try Tensor(dlpack: tensor.dlpack()), try Tensor(unversionedDLPack: tensor.unversionedDLPack())] {
            #expect(back == tensor && back.strides == tensor.strides && back.base == tensor.base)
        }
    }
}
