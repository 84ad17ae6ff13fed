extension JSONWriter {
    /// Writes a tensor as nested lists of its elements, as a number where it is a scalar.
    mutating func write(_ tensor: Tensor) throws(UnwritableValue) {
        defer { withExtendedLifetime(tensor.storage) {} }
        switch tensor.elementType {
        case .bool: try write(tensor, of: UInt8.self) { $0.write(word: $1 != 0 ? "true" : "false") }
        case .u8: try write(tensor, of: UInt8.self) { $0.write(whole: $1) }
        case .i8: try write(tensor, of: Int8.self) { $0.write(whole: $1) }
        case .u16: try write(tensor, of: UInt16.self) { $0.write(whole: $1) }
        case .i16: try write(tensor, of: Int16.self) { $0.write(whole: $1) }
        case .u32: try write(tensor, of: UInt32.self) { $0.write(whole: $1) }
        case .i32: try write(tensor, of: Int32.self) { $0.write(whole: $1) }
        case .u64: try write(tensor, of: UInt64.self) { $0.write(whole: $1) }
        case .i64: try write(tensor, of: Int64.self) { $0.write(whole: $1) }
        case .f16, .bf16: try write(tensor.converted(to: .f32))
        case .f32: try write(tensor, of: Float.self) { writer, x throws(UnwritableValue) in try writer.write(float: x) }
        case .f64:
            try write(tensor, of: Double.self) { writer, x throws(UnwritableValue) in try writer.write(float: x) }
        }
    }

    private mutating func write<Element: BitwiseCopyable>(
        _ tensor: Tensor, of: Element.Type, element: (inout JSONWriter, Element) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        let first = tensor.base.assumingMemoryBound(to: Element.self)
        try write(tensor, dimension: 0, from: first, element: element)
    }

    private mutating func write<Element: BitwiseCopyable>(
        _ tensor: Tensor, dimension: Int, from first: UnsafeMutablePointer<Element>,
        element: (inout JSONWriter, Element) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        guard dimension < tensor.shape.count else { return try element(&self, first.pointee) }
        let isInnermost = dimension == tensor.shape.count - 1
        try write(0..<tensor.shape[dimension], between: "[", "]", isFlat: isInnermost) {
            writer, index throws(UnwritableValue) in
            let next = first + index * tensor.strides[dimension]
            try writer.write(tensor, row: index, dimension: dimension + 1, from: next, element: element)
        }
    }

    private mutating func write<Element: BitwiseCopyable>(
        _ tensor: Tensor, row: Int, dimension: Int, from first: UnsafeMutablePointer<Element>,
        element: (inout JSONWriter, Element) throws(UnwritableValue) -> Void
    ) throws(UnwritableValue) {
        do {
            try write(tensor, dimension: dimension, from: first, element: element)
        } catch {
            throw error.inside(.index(row))
        }
    }
}
