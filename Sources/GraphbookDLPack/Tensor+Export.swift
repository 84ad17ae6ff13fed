public import CDLPack
public import GraphbookCore

extension Tensor {
    /// The tensor for another library in this process, in DLPack's form of version 1: `dltensor_versioned`.
    ///
    /// No element is copied: both sides see what either writes, and the bytes live until whoever has taken the tensor
    /// calls its deleter, from any thread. The caller owns what comes back, and hands it on or calls the deleter.
    ///
    /// - Parameter isReadOnly: Asks whoever takes it not to write to it.
    public func dlpack(isReadOnly: Bool = false) -> UnsafeMutablePointer<DLManagedTensorVersioned> {
        let lent = LentTensor(self)
        let managed = UnsafeMutablePointer<DLManagedTensorVersioned>.allocate(capacity: 1)
        managed.initialize(
            to: DLManagedTensorVersioned(
                version: DLPackVersion(
                    major: UInt32(DLPACK_MAJOR_VERSION), minor: UInt32(DLPACK_MINOR_VERSION)),
                manager_ctx: Unmanaged.passRetained(lent).toOpaque(),
                deleter: { managed in
                    guard let managed else { return }
                    LentTensor.giveBack(managed.pointee.manager_ctx)
                    managed.deallocate()
                },
                flags: isReadOnly ? UInt64(DLPACK_FLAG_BITMASK_READ_ONLY) : 0,
                dl_tensor: lent.description))
        return managed
    }

    /// The tensor in DLPack's form before version 1, `dltensor`, which cannot say that it is read-only; else as
    /// ``dlpack(isReadOnly:)``.
    public func unversionedDLPack() -> UnsafeMutablePointer<DLManagedTensor> {
        let lent = LentTensor(self)
        let managed = UnsafeMutablePointer<DLManagedTensor>.allocate(capacity: 1)
        managed.initialize(
            to: DLManagedTensor(
                dl_tensor: lent.description,
                manager_ctx: Unmanaged.passRetained(lent).toOpaque(),
                deleter: { managed in
                    guard let managed else { return }
                    LentTensor.giveBack(managed.pointee.manager_ctx)
                    managed.deallocate()
                }))
        return managed
    }
}

/// A tensor that another library has, and the memory of its shape and strides.
private final class LentTensor {
    private let tensor: Tensor
    /// The lengths, then the strides.
    private let numbers: UnsafeMutablePointer<Int64>

    init(_ tensor: Tensor) {
        self.tensor = tensor
        let both = tensor.shape + tensor.strides
        numbers = .allocate(capacity: both.count)
        for (index, number) in both.enumerated() { (numbers + index).initialize(to: Int64(number)) }
    }

    deinit { numbers.deallocate() }

    /// Valid as long as the object lives.
    var description: DLTensor {
        DLTensor(
            // With the offset in it: not all libraries add `byte_offset`.
            data: tensor.base,
            device: DLDevice(device_type: Int32(kDLCPU), device_id: 0),
            ndim: Int32(tensor.shape.count),
            dtype: tensor.elementType.dlpackType,
            shape: numbers,
            strides: numbers + tensor.shape.count,
            byte_offset: 0)
    }

    static func giveBack(_ context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        Unmanaged<LentTensor>.fromOpaque(context).release()
    }
}
