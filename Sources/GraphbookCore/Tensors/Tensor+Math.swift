#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// What code around a model needs of its outputs. For more, hand the elements to a numerics library.
extension Tensor {
    /// The elements as doubles, in row-major order.
    public var doubles: [Double] {
        let tensor = contiguous()
        defer { withExtendedLifetime(tensor.storage) {} }
        func read<Element: TensorElement>(_: Element.Type) -> [Double] {
            UnsafeBufferPointer(start: tensor.base.assumingMemoryBound(to: Element.self), count: count).map(\.asDouble)
        }
        switch elementType {
        case .bool: return read(Bool.self)
        case .u8: return read(UInt8.self)
        case .i8: return read(Int8.self)
        case .u16: return read(UInt16.self)
        case .i16: return read(Int16.self)
        case .u32: return read(UInt32.self)
        case .i32: return read(Int32.self)
        case .u64: return read(UInt64.self)
        case .i64: return read(Int64.self)
        case .f16:
            #if os(macOS) && arch(x86_64)
                preconditionFailure("this platform has no 16-bit floats")
            #else
                return read(Float16.self)
            #endif
        case .bf16:
            // The upper half of a 32-bit float.
            let bits = UnsafeBufferPointer(start: tensor.base.assumingMemoryBound(to: UInt16.self), count: count)
            return bits.map { Double(Float(bitPattern: UInt32($0) << 16)) }
        case .f32: return read(Float.self)
        case .f64: return read(Double.self)
        }
    }

    /// The elements as another type. Integers are rounded, halves to even, and clamped to the type's range, NaN becomes 0;
    /// floats beyond the type's range become infinite. Exact for integers up to 2⁵³.
    public func converted(to type: ElementType) -> Tensor {
        if type == elementType { return self }
        let result = Tensor(uninitialized: type, shape: shape)
        let source = doubles
        func write<Element: TensorElement>(_: Element.Type) {
            let target = result.base.assumingMemoryBound(to: Element.self)
            for index in source.indices { target[index] = Element(clamping: source[index]) }
        }
        switch type {
        case .bool: write(Bool.self)
        case .u8: write(UInt8.self)
        case .i8: write(Int8.self)
        case .u16: write(UInt16.self)
        case .i16: write(Int16.self)
        case .u32: write(UInt32.self)
        case .i32: write(Int32.self)
        case .u64: write(UInt64.self)
        case .i64: write(Int64.self)
        case .f16:
            #if os(macOS) && arch(x86_64)
                preconditionFailure("this platform has no 16-bit floats")
            #else
                write(Float16.self)
            #endif
        case .bf16:
            let target = result.base.assumingMemoryBound(to: UInt16.self)
            for index in source.indices { target[index] = Tensor.bfloat16(Float(source[index])) }
        case .f32: write(Float.self)
        case .f64: write(Double.self)
        }
        return result
    }

    /// Rounds to the nearest bf16, ties to even; NaN stays NaN.
    private static func bfloat16(_ value: Float) -> UInt16 {
        if value.isNaN { return 0x7FC0 }
        let bits = value.bitPattern
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }

    /// The largest element; -infinity for an empty tensor. NaN is passed over.
    public var max: Double { doubles.lazy.filter { !$0.isNaN }.max() ?? -.infinity }

    /// Where the largest element is in row-major order, the first of equals; nil for an empty tensor or one of NaN only.
    public var argmax: Int? {
        var best: (index: Int, value: Double)?
        for (index, value) in doubles.enumerated()
        where !value.isNaN && value > best?.value ?? -.infinity || best == nil && !value.isNaN {
            best = (index, value)
        }
        return best?.index
    }

    /// Probabilities along the last dimension: e^x over the sum of e^x, each row shifted by its maximum so that none overflows.
    ///
    /// - Returns: A tensor of the same shape, `f64` where this one is, else `f32`.
    public func softmax() -> Tensor {
        let width = shape.last ?? 1
        var values = doubles
        for start in stride(from: 0, to: values.count, by: Swift.max(width, 1)) {
            let row = start..<(start + width)
            let peak = values[row].max() ?? 0
            var sum = 0.0
            for index in row {
                values[index] = exp(values[index] - peak)
                sum += values[index]
            }
            for index in row { values[index] /= sum }
        }
        let result = Tensor(uninitialized: .f64, shape: shape)
        values.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { result.base.copyMemory(from: source, byteCount: bytes.count) }
        }
        return elementType == .f64 ? result : result.converted(to: .f32)
    }
}
