#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An n-dimensional array of numbers: a view of shared bytes, with a shape and strides.
///
/// Copying a tensor, taking a row or transposing it copies no elements; the views share their bytes, and writing to one is
/// seen in the others. Elements are in row-major order unless strides say otherwise.
public struct Tensor: Sendable {
    public let storage: TensorStorage
    public let elementType: ElementType
    /// The length of each dimension; empty for a scalar.
    public let shape: [Int]
    /// How many elements apart neighbours in each dimension are.
    public let strides: [Int]
    /// Where the first element is, in bytes from the start of the storage.
    public let byteOffset: Int

    /// A view of bytes that are there already.
    public init(
        storage: TensorStorage, elementType: ElementType, shape: [Int], strides: [Int]? = nil, byteOffset: Int = 0
    ) {
        self.storage = storage
        self.elementType = elementType
        self.shape = shape
        self.strides = strides ?? Tensor.rowMajorStrides(of: shape)
        self.byteOffset = byteOffset
    }

    /// A tensor whose elements are to be written before they are read: they hold whatever was in memory.
    public init(uninitialized elementType: ElementType, shape: [Int]) {
        guard let count = Tensor.checkedElementCount(of: shape) else {
            preconditionFailure("\(shape) is no shape of a tensor")
        }
        self.init(
            storage: TensorStorage(byteCount: count * elementType.byteCount), elementType: elementType, shape: shape)
    }

    /// A tensor of zeros.
    public init(zeros elementType: ElementType, shape: [Int]) {
        self.init(uninitialized: elementType, shape: shape)
        memset(base, 0, byteCount)
    }

    /// A tensor of the elements given, in row-major order.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when their number is not the product of `shape`.
    public init<Element: TensorElement>(_ elements: [Element], shape: [Int]) throws {
        guard Tensor.checkedElementCount(of: shape) == elements.count else {
            throw GraphbookError(.shape, "\(elements.count) elements do not fill a tensor of shape \(shape)")
        }
        self.init(uninitialized: Element.elementType, shape: shape)
        elements.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { base.copyMemory(from: source, byteCount: bytes.count) }
        }
    }

    /// A one-dimensional tensor.
    public init<Element: TensorElement>(_ elements: [Element]) {
        self.init(uninitialized: Element.elementType, shape: [elements.count])
        elements.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { base.copyMemory(from: source, byteCount: bytes.count) }
        }
    }

    /// A tensor without dimensions, of one element.
    public init<Element: TensorElement>(scalar: Element) {
        self.init(uninitialized: Element.elementType, shape: [])
        base.storeBytes(of: scalar, as: Element.self)
    }

    // MARK: - Measures

    /// How many elements the tensor has: 1 for a scalar.
    public var count: Int { Tensor.elementCount(of: shape) }
    /// The bytes of the elements, without gaps.
    public var byteCount: Int { count * elementType.byteCount }
    /// The first element's address. Valid as long as ``storage`` is held.
    public var base: UnsafeMutableRawPointer { storage.base + byteOffset }

    /// Whether the elements lie in row-major order without gaps.
    public var isContiguous: Bool {
        var expected = 1
        for dimension in shape.indices.reversed() {
            if shape[dimension] != 1 && strides[dimension] != expected { return false }
            expected *= shape[dimension]
        }
        return true
    }

    /// Shape and element type in words: `f32[3, 224, 224]`.
    public var summary: String { "\(elementType)[\(shape.map(String.init).joined(separator: ", "))]" }

    static func elementCount(of shape: [Int]) -> Int { shape.reduce(1, *) }

    /// How many elements a shape from outside has; nil where a length is negative, or the count or a stride is beyond `Int`.
    package static func checkedElementCount(of shape: [Int]) -> Int? {
        // A length of zero makes the count zero, yet the strides are products of the others.
        var product = 1
        for length in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: Swift.max(length, 1))
            guard length >= 0, !overflow else { return nil }
            product = next
        }
        return shape.contains(0) ? 0 : product
    }

    package static func rowMajorStrides(of shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for dimension in shape.indices.dropLast().reversed() {
            strides[dimension] = strides[dimension + 1] * shape[dimension + 1]
        }
        return strides
    }

    // MARK: - Views

    /// The i-th element of the first dimension: a view, one dimension less.
    public subscript(index: Int) -> Tensor {
        precondition(!shape.isEmpty, "a scalar has no rows")
        precondition(shape.indices.contains(0) && (0..<shape[0]).contains(index), "row \(index) of \(summary)")
        return Tensor(
            storage: storage, elementType: elementType, shape: Array(shape.dropFirst()),
            strides: Array(strides.dropFirst()),
            byteOffset: byteOffset + index * strides[0] * elementType.byteCount)
    }

    /// The views along the first dimension, in order; none for a scalar.
    public var rows: [Tensor] { shape.isEmpty ? [] : (0..<shape[0]).map { self[$0] } }

    /// The first dimension cut to a range: a view.
    public subscript(range: Range<Int>) -> Tensor {
        precondition(
            !shape.isEmpty && range.lowerBound >= 0 && range.upperBound <= shape[0], "rows \(range) of \(summary)")
        return Tensor(
            storage: storage, elementType: elementType, shape: [range.count] + shape.dropFirst(), strides: strides,
            byteOffset: byteOffset + range.lowerBound * strides[0] * elementType.byteCount)
    }

    /// The dimensions in another order: a view. `[2, 0, 1]` brings height × width × channels to channels first.
    public func transposed(_ order: [Int]) -> Tensor {
        precondition(order.sorted() == Array(shape.indices), "\(order) is no order of the dimensions of \(summary)")
        return Tensor(
            storage: storage, elementType: elementType, shape: order.map { shape[$0] },
            strides: order.map { strides[$0] },
            byteOffset: byteOffset)
    }

    /// The same elements in another shape; a view where they are contiguous, else a copy.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when the number of elements differs.
    public func reshaped(_ shape: [Int]) throws -> Tensor {
        guard Tensor.checkedElementCount(of: shape) == count else {
            throw GraphbookError(.shape, "\(summary) has \(count) elements and cannot take the shape \(shape)")
        }
        let source = contiguous()
        return Tensor(storage: source.storage, elementType: elementType, shape: shape, byteOffset: source.byteOffset)
    }

    // MARK: - Copies

    /// Itself where its elements are contiguous, else a copy whose are.
    public func contiguous() -> Tensor {
        isContiguous ? self : copied()
    }

    /// A copy with bytes of its own, in row-major order without gaps.
    public func copied() -> Tensor {
        let copy = Tensor(uninitialized: elementType, shape: shape)
        copyElements(to: copy.base)
        return copy
    }

    /// Copies the elements in row-major order, without gaps.
    private func copyElements(to destination: UnsafeMutableRawPointer) {
        let size = elementType.byteCount
        if isContiguous {
            destination.copyMemory(from: base, byteCount: byteCount)
            return
        }
        // The innermost dimension in one loop; the others counted like an odometer.
        let inner = shape.last ?? 1, innerStride = (strides.last ?? 1) * size
        guard count > 0 else { return }
        var index = [Int](repeating: 0, count: Swift.max(shape.count - 1, 0))
        var target = destination
        for _ in 0..<(count / inner) {
            var source = UnsafeRawPointer(base)
            for dimension in index.indices { source += index[dimension] * strides[dimension] * size }
            for element in 0..<inner {
                target.copyMemory(from: source + element * innerStride, byteCount: size)
                target += size
            }
            for dimension in index.indices.reversed() {
                index[dimension] += 1
                if index[dimension] < shape[dimension] { break }
                index[dimension] = 0
            }
        }
    }

    /// Tensors of one shape and element type as one with a first dimension more.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when there is none, or when they differ.
    public static func stacking(_ tensors: [Tensor]) throws -> Tensor {
        guard let first = tensors.first else { throw GraphbookError(.shape, "no tensors to stack") }
        if let odd = tensors.first(where: { $0.shape != first.shape || $0.elementType != first.elementType }) {
            throw GraphbookError(.shape, "tensors to stack differ: \(first.summary) and \(odd.summary)")
        }
        let result = Tensor(uninitialized: first.elementType, shape: [tensors.count] + first.shape)
        for (row, tensor) in tensors.enumerated() {
            tensor.copyElements(to: result.base + row * first.byteCount)
        }
        return result
    }

    // MARK: - Elements

    /// Calls `body` with the elements, in row-major order.
    ///
    /// Writing to the buffer writes to the tensor when ``isContiguous``, else to a copy that is then thrown away.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` when the tensor's elements are of another type; what `body` throws.
    public func withElements<Element: TensorElement, R>(
        as type: Element.Type = Element.self, _ body: (UnsafeMutableBufferPointer<Element>) throws -> R
    ) throws -> R {
        guard Element.elementType == elementType else {
            throw GraphbookError(
                .wrongType,
                "a tensor of \(elementType) cannot be read as \(Element.self); use converted(to: .\(Element.elementType))"
            )
        }
        let tensor = contiguous()
        defer { withExtendedLifetime(tensor.storage) {} }
        return try body(
            UnsafeMutableBufferPointer(start: tensor.base.assumingMemoryBound(to: Element.self), count: count))
    }

    /// The elements, in row-major order.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType` when they are of another type.
    public func elements<Element: TensorElement>(as type: Element.Type = Element.self) throws -> [Element] {
        try withElements(as: type) { Array($0) }
    }

    /// The only element of a tensor that has one, as a double.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` when it has none or several.
    public var scalar: Double {
        get throws {
            guard count == 1 else { throw GraphbookError(.shape, "\(summary) is no single number") }
            return doubles[0]
        }
    }
}

extension Tensor: Equatable {
    /// Whether shape, element type and all elements are the same.
    public static func == (left: Tensor, right: Tensor) -> Bool {
        guard left.elementType == right.elementType, left.shape == right.shape else { return false }
        let a = left.contiguous(), b = right.contiguous()
        defer { withExtendedLifetime((a.storage, b.storage)) {} }
        return a.base == b.base || memcmp(a.base, b.base, a.byteCount) == 0
    }
}

extension Tensor: CustomStringConvertible {
    public var description: String { "Tensor(\(summary))" }
}
