import COnnxRuntime
import GraphbookCore

// MARK: - Tensors

extension OnnxLibrary {
    /// A value whose elements are the tensor's own: valid as long as the tensor is held, which must be contiguous.
    func value(viewing tensor: Tensor) throws -> OnnxHandle {
        let shape = tensor.shape.map(Int64.init)
        let value = try api.made {
            api.pointee.CreateTensorWithDataAsOrtValue(
                cpuMemory, tensor.base, tensor.byteCount, shape, shape.count, tensor.elementType.onnxCode, $0)
        }
        return OnnxHandle(api.pointee.ReleaseValue, value)
    }

    /// A tensor whose elements are the value's own, and that keeps the value.
    func tensor(viewing value: OnnxHandle) throws -> Tensor {
        let info = try OnnxHandle(
            api.pointee.ReleaseTensorTypeAndShapeInfo, api.made { api.pointee.GetTensorTypeAndShape(value.pointer, $0) }
        )
        defer { withExtendedLifetime(info) {} }
        let code = try elementCode(of: info.pointer)
        guard let type = ElementType(onnxCode: code) else {
            throw GraphbookError(.model, "the result is a tensor of \(elementWords(code)), not of numbers")
        }
        let shape = try lengths(of: info.pointer)
        var bytes: UnsafeMutableRawPointer?
        try api.check(api.pointee.GetTensorMutableData(value.pointer, &bytes))
        // An empty tensor has no bytes.
        guard let bytes else { return Tensor(uninitialized: type, shape: shape) }
        let storage = TensorStorage(
            base: bytes, byteCount: shape.reduce(type.byteCount, *), release: { _ in withExtendedLifetime(value) {} })
        return Tensor(storage: storage, elementType: type, shape: shape)
    }

    private func elementCode(of info: OpaquePointer) throws -> Int32 {
        try Int32(api.number { api.pointee.GetTensorElementType(info, $0) })
    }

    /// The length of each dimension, negative where it is free.
    private func lengths(of info: OpaquePointer) throws -> [Int] {
        let rank = try api.number { api.pointee.GetDimensionsCount(info, $0) }
        var lengths = [Int64](repeating: 0, count: rank)
        try api.check(api.pointee.GetDimensions(info, &lengths, rank))
        return lengths.map(Int.init)
    }
}

// MARK: - Declarations

extension OnnxLibrary {
    func inputs(of session: OnnxHandle) throws -> [ModelValue] {
        let count = try api.number { api.pointee.SessionGetInputCount(session.pointer, $0) }
        return try (0..<count).map { index in
            try declaration(
                name: { api.pointee.SessionGetInputName(session.pointer, index, allocator, $0) },
                type: { api.pointee.SessionGetInputTypeInfo(session.pointer, index, $0) })
        }
    }

    func outputs(of session: OnnxHandle) throws -> [ModelValue] {
        let count = try api.number { api.pointee.SessionGetOutputCount(session.pointer, $0) }
        return try (0..<count).map { index in
            try declaration(
                name: { api.pointee.SessionGetOutputName(session.pointer, index, allocator, $0) },
                type: { api.pointee.SessionGetOutputTypeInfo(session.pointer, index, $0) })
        }
    }

    private func declaration(
        name getName: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OnnxResult?,
        type getType: (UnsafeMutablePointer<OpaquePointer?>) -> OnnxResult?
    ) throws -> ModelValue {
        var text: UnsafeMutablePointer<CChar>?
        try api.check(getName(&text))
        let name = text.map { String(cString: $0) } ?? ""
        if let text { try api.check(api.pointee.AllocatorFree(allocator, text)) }
        let info = try OnnxHandle(api.pointee.ReleaseTypeInfo, api.made(getType))
        return ModelValue(name: name, kind: try kind(of: info))
    }

    private func kind(of info: OnnxHandle) throws -> ModelValue.Kind {
        switch try api.number({ api.pointee.GetOnnxTypeFromTypeInfo(info.pointer, $0) }) {
        case OnnxTypeTensor: break
        case OnnxTypeSequence: return .other("a sequence")
        case OnnxTypeMap: return .other("a map")
        case OnnxTypeSparseTensor: return .other("a sparse tensor")
        case OnnxTypeOptional: return .other("an optional value")
        default: return .other("an opaque value")
        }
        // A part of `info`.
        let tensor = try api.made { api.pointee.CastTypeInfoToTensorInfo(info.pointer, $0) }
        let code = try elementCode(of: tensor)
        guard let type = ElementType(onnxCode: code) else { return .other("a tensor of \(elementWords(code))") }
        let lengths = try lengths(of: tensor)
        var names = [UnsafePointer<CChar>?](repeating: nil, count: lengths.count)
        try api.check(api.pointee.GetSymbolicDimensions(tensor, &names, names.count))
        return .tensor(
            type,
            zip(lengths, names).map { length, name in
                if length >= 0 { return .fixed(length) }
                let name = name.map { String(cString: $0) } ?? ""
                return .free(name.isEmpty ? nil : name)
            })
    }

    private func elementWords(_ code: Int32) -> String {
        code == OnnxElementString ? "strings" : "ONNX's element type \(code)"
    }
}

// MARK: - Element types

extension ElementType {
    /// The element type's number in ONNX (TensorProto.DataType).
    fileprivate var onnxCode: Int32 {
        switch self {
        case .f32: 1
        case .u8: 2
        case .i8: 3
        case .u16: 4
        case .i16: 5
        case .i32: 6
        case .i64: 7
        case .bool: 9
        case .f16: 10
        case .f64: 11
        case .u32: 12
        case .u64: 13
        case .bf16: 16
        }
    }

    fileprivate init?(onnxCode: Int32) {
        guard let type = ElementType.allCases.first(where: { $0.onnxCode == onnxCode }) else { return nil }
        self = type
    }
}
