public import CDLPack
public import GraphbookCore

extension Tensor {
    /// Takes a tensor that another library in this process hands over, in DLPack's form of version 1.
    ///
    /// No element is copied, and the deleter is called once, when the last view of the tensor is gone. A read-only
    /// tensor is copied, since a tensor's elements may be written to, and one whose elements are not aligned, since they
    /// could not be read in place; the deleter is then called at once.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` for another major version, a device that is not the CPU, an
    ///   element type that ``ElementType`` lacks, or elements of several lanes; with code `shape` for a shape that is
    ///   none. The tensor then still belongs to the caller.
    public init(dlpack managed: UnsafeMutablePointer<DLManagedTensorVersioned>) throws {
        let version = managed.pointee.version
        guard version.major == DLPACK_MAJOR_VERSION else {
            throw GraphbookError(
                .wrongType,
                "a DLPack tensor of version \(version.major).\(version.minor) cannot be taken; this takes 1.x")
        }
        let isReadOnly = managed.pointee.flags & UInt64(DLPACK_FLAG_BITMASK_READ_ONLY) != 0
        try self.init(taking: managed, copied: isReadOnly)
    }

    /// Takes a tensor in DLPack's form before version 1; else as ``init(dlpack:)``.
    public init(unversionedDLPack managed: UnsafeMutablePointer<DLManagedTensor>) throws {
        try self.init(taking: managed, copied: false)
    }

    private init<Managed: ManagedTensor>(
        taking managed: UnsafeMutablePointer<Managed>, copied mustCopy: Bool
    ) throws {
        let layout = try Layout(of: managed.pointee.dl_tensor)
        // Nobody else has it: who hands a tensor over keeps no use of it, and the storage ends once.
        nonisolated(unsafe) let owned = managed
        guard let first = layout.first else {
            Managed.delete(owned)
            self.init(uninitialized: layout.elementType, shape: layout.shape)
            return
        }
        let storage = TensorStorage(
            base: first + layout.bytes.lowerBound, byteCount: layout.bytes.count,
            release: { _ in Managed.delete(owned) })
        let view = Tensor(
            storage: storage, elementType: layout.elementType, shape: layout.shape, strides: layout.strides,
            byteOffset: -layout.bytes.lowerBound)
        let isAligned = Int(bitPattern: first) % layout.elementType.byteCount == 0
        self = mustCopy || !isAligned ? view.copied() : view
    }
}

/// What the two forms of a tensor that is handed over have in common.
private protocol ManagedTensor: SendableMetatype {
    var dl_tensor: DLTensor { get }
    static func delete(_ managed: UnsafeMutablePointer<Self>)
}

extension DLManagedTensor: ManagedTensor {
    fileprivate static func delete(_ managed: UnsafeMutablePointer<DLManagedTensor>) {
        managed.pointee.deleter?(managed)
    }
}

extension DLManagedTensorVersioned: ManagedTensor {
    fileprivate static func delete(_ managed: UnsafeMutablePointer<DLManagedTensorVersioned>) {
        managed.pointee.deleter?(managed)
    }
}
