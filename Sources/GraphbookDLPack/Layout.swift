import CDLPack
import GraphbookCore

/// Where the elements of another library's tensor are, checked.
struct Layout {
    let elementType: ElementType
    let shape: [Int]
    let strides: [Int]
    /// The first element; nil where there are no elements.
    let first: UnsafeMutableRawPointer?
    /// The bytes that the elements lie in, from the first one on; negative where a stride is.
    let bytes: Range<Int>

    /// - Throws: ``GraphbookError`` for what ``Tensor/init(dlpack:)`` does not take.
    init(of tensor: DLTensor) throws {
        guard tensor.device.device_type == kDLCPU else {
            throw GraphbookError(
                .wrongType, "a DLPack tensor on \(tensor.device.words) cannot be read here; bring it to the CPU first")
        }
        elementType = try ElementType(dlpack: tensor.dtype)
        let rank = Int(tensor.ndim)
        guard rank >= 0, rank == 0 || tensor.shape != nil else {
            throw GraphbookError(.shape, "a DLPack tensor of \(rank) dimensions has no shape")
        }
        let shape = UnsafeBufferPointer(start: tensor.shape, count: rank).map(Int.init)
        guard let count = Tensor.checkedElementCount(of: shape) else {
            throw GraphbookError(.shape, "\(shape) is no shape of a DLPack tensor")
        }
        let strides = tensor.strides.map { UnsafeBufferPointer(start: $0, count: rank).map(Int.init) }
        self.shape = shape
        self.strides = strides ?? Tensor.rowMajorStrides(of: shape)
        if count == 0 {
            (first, bytes) = (nil, 0..<0)
            return
        }
        guard let data = tensor.data else {
            throw GraphbookError(.shape, "a DLPack tensor of shape \(shape) has no data")
        }
        guard let bytes = Layout.bytes(shape: shape, strides: self.strides, size: elementType.byteCount),
            let offset = Int(exactly: tensor.byte_offset)
        else {
            throw GraphbookError(
                .shape, "a DLPack tensor of shape \(shape) and strides \(self.strides) is larger than memory")
        }
        self.bytes = bytes
        first = data + offset
    }

    /// nil where an end is beyond `Int`.
    private static func bytes(shape: [Int], strides: [Int], size: Int) -> Range<Int>? {
        var (low, high) = (0, size)
        for (length, stride) in zip(shape, strides) {
            let (elements, overflows) = (length - 1).multipliedReportingOverflow(by: stride)
            let (reach, alsoOverflows) = elements.multipliedReportingOverflow(by: size)
            let (end, overflowsToo) = (reach < 0 ? low : high).addingReportingOverflow(reach)
            if overflows || alsoOverflows || overflowsToo { return nil }
            if reach < 0 { low = end } else { high = end }
        }
        return high.subtractingReportingOverflow(low).overflow ? nil : low..<high
    }
}

extension DLDevice {
    /// Such as `CUDA device 0`.
    fileprivate var words: String {
        let names = [
            kDLCUDA: "CUDA", kDLCUDAHost: "CUDA's host memory,", kDLMetal: "Metal", kDLROCM: "ROCm",
            kDLCUDAManaged: "CUDA's managed memory,",
        ]
        let name = names.first { $0.key == device_type }?.value
        return "\(name ?? "DLPack's device type \(device_type),") device \(device_id)"
    }
}
