import CDLPack
import GraphbookCore
import GraphbookDLPack
import Synchronization

/// Counts how often memory was given back.
final class Counter: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }
    func add() { value.add(1, ordering: .relaxed) }

    /// A tensor that counts its end.
    func tensor(of elements: [Float]) -> Tensor {
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: elements.count)
        memory.initialize(from: elements, count: elements.count)
        let storage = TensorStorage(base: memory, byteCount: elements.count * 4) { base in
            base.deallocate()
            self.add()
        }
        return Tensor(storage: storage, elementType: .f32, shape: [elements.count])
    }
}

/// A tensor of another library's, as C code would make one: 48 bytes, 0, 1, 2, …, and what a test changes of it.
final class Foreign {
    static let byteCount = 48
    let deleted = Counter()
    let data = UnsafeMutableRawPointer.allocate(byteCount: Foreign.byteCount, alignment: 64)
    private let numbers = UnsafeMutablePointer<Int64>.allocate(capacity: 16)
    let managed = UnsafeMutablePointer<DLManagedTensorVersioned>.allocate(capacity: 1)

    init(
        code: Int = kDLUInt, bits: UInt8 = 8, lanes: UInt16 = 1, shape: [Int64], strides: [Int64]? = nil,
        offset: UInt64 = 0, device: DLDevice = DLDevice(device_type: Int32(kDLCPU), device_id: 0), version: UInt32 = 1,
        flags: Int = 0
    ) {
        for index in 0..<Foreign.byteCount { data.storeBytes(of: UInt8(index), toByteOffset: index, as: UInt8.self) }
        numbers.initialize(from: shape + (strides ?? []), count: shape.count + (strides?.count ?? 0))
        managed.initialize(
            to: DLManagedTensorVersioned(
                version: DLPackVersion(major: version, minor: 1),
                manager_ctx: Unmanaged.passUnretained(deleted).toOpaque(),
                deleter: { managed in
                    guard let context = managed?.pointee.manager_ctx else { return }
                    Unmanaged<Counter>.fromOpaque(context).takeUnretainedValue().add()
                },
                flags: UInt64(flags),
                dl_tensor: DLTensor(
                    data: data, device: device, ndim: Int32(shape.count),
                    dtype: DLDataType(code: UInt8(code), bits: bits, lanes: lanes),
                    shape: numbers, strides: strides == nil ? nil : numbers + shape.count, byte_offset: offset)))
    }

    deinit {
        data.deallocate()
        numbers.deallocate()
        managed.deallocate()
    }
}
