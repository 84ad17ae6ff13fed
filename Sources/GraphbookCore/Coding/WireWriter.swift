/// Writes values for another process of the same build; ``WireReader`` reads them there.
package struct WireWriter {
    /// What has been written. Whoever sends it may take it out and put an empty buffer in its place.
    package var bytes: [UInt8] = []
    private let locating: ((Tensor) -> Int?)?
    private var depth = 0

    /// - Parameter locating: Where in the memory that both processes share a tensor's first element lies, in bytes; nil
    ///   when it lies elsewhere, and its elements are to be written.
    package init(locating: ((Tensor) -> Int?)? = nil) { self.locating = locating }

    /// Writes a value, or nothing if there is an error.
    ///
    /// - Throws: ``GraphbookError`` with code `wrongType`, which says where in `value` there is a boxed value that is not
    ///   `Encodable`, or nesting deeper than ``JSON/deepestNesting``.
    package mutating func write(_ value: Value) throws {
        let start = bytes.count
        do {
            try append(value)
        } catch {
            bytes.removeSubrange(start...)
            depth = 0
            throw error.graphbookError
        }
    }

    private mutating func append(_ value: Value) throws(UnwritableValue) {
        switch value {
        case .null: write(u8: WireKind.null)
        case .bool(let value): write(u8: value ? WireKind.true : WireKind.false)
        case .int(let value): append(value)
        case .double(let value):
            write(u8: WireKind.double)
            write(double: value)
        case .string(let text): append(text)
        case .array(let elements): try append(elements)
        case .object(let fields): try append(fields)
        case .tensor(let tensor): append(tensor)
        case .boxed(let box): try append(box.unboxed(otherwise: "cannot cross to another process"))
        }
    }

    private mutating func append(_ value: Int) {
        if (0..<WireKind.smallInts.count).contains(value) {
            write(u8: WireKind.smallInts.lowerBound + UInt8(value))
        } else {
            write(u8: WireKind.int)
            write(varint: UInt64(bitPattern: Int64((value << 1) ^ (value >> (Int.bitWidth - 1)))))
        }
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { text in
            if text.count < WireKind.shortStrings.count {
                write(u8: WireKind.shortStrings.lowerBound + UInt8(text.count))
            } else {
                write(u8: WireKind.string)
                write(count: text.count)
            }
            bytes += text
        }
    }

    private mutating func append(_ elements: [Value]) throws(UnwritableValue) {
        try enter()
        write(u8: WireKind.list)
        write(count: elements.count)
        for index in elements.indices {
            do { try append(elements[index]) } catch { throw error.inside(.index(index)) }
        }
        depth -= 1
    }

    private mutating func append(_ fields: Fields) throws(UnwritableValue) {
        try enter()
        write(u8: WireKind.object)
        write(count: fields.count)
        for (key, value) in fields {
            write(string: key)
            do { try append(value) } catch { throw error.inside(.key(key)) }
        }
        depth -= 1
    }

    private mutating func enter() throws(UnwritableValue) {
        depth += 1
        guard depth <= JSON.deepestNesting else { throw .tooDeep }
    }

    // MARK: - Tensors

    private mutating func append(_ tensor: Tensor) {
        if let offset = locating?(tensor), let byteCount = tensor.viewedByteCount {
            write(u8: WireKind.sharedTensor)
            append(tensor.elementType, tensor.shape)
            for stride in tensor.strides { write(count: stride) }
            write(count: offset)
            write(count: byteCount)
            return
        }
        write(u8: WireKind.tensor)
        append(tensor.elementType, tensor.shape)
        let tensor = tensor.contiguous()
        withExtendedLifetime(tensor.storage) {
            bytes += UnsafeRawBufferPointer(start: tensor.base, count: tensor.byteCount)
        }
    }

    private mutating func append(_ elementType: ElementType, _ shape: [Int]) {
        write(u8: UInt8(WireKind.elementTypes.firstIndex(of: elementType) ?? 0))
        write(count: shape.count)
        for length in shape { write(count: length) }
    }

    // MARK: - Parts of messages

    package mutating func write(u8 value: UInt8) { bytes.append(value) }

    package mutating func write(u32 value: UInt32) { append(littleEndian: value.littleEndian) }

    package mutating func write(i64 value: Int64) { append(littleEndian: value.littleEndian) }

    /// Every bit of the double, so that NaNs stay what they are.
    package mutating func write(double value: Double) { append(littleEndian: value.bitPattern.littleEndian) }

    /// A length or another number from 0 on; those up to 127 take one byte.
    package mutating func write(count: Int) {
        precondition(count >= 0, "a count below zero")
        write(varint: UInt64(count))
    }

    /// The text's length in bytes, and the text.
    package mutating func write(string text: String) {
        var text = text
        text.withUTF8 { text in
            write(count: text.count)
            bytes += text
        }
    }

    private mutating func append(littleEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value) { bytes += $0 }
    }

    private mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension Tensor {
    /// How many bytes lie from the first element to the end of the last; nil where strides lead to before the first.
    fileprivate var viewedByteCount: Int? {
        Tensor.viewedByteCount(elementType, shape: shape, strides: strides)
    }

    /// The same for a tensor that another process tells of; nil also where the numbers are beyond `Int`.
    static func viewedByteCount(_ elementType: ElementType, shape: [Int], strides: [Int]) -> Int? {
        guard let count = checkedElementCount(of: shape), shape.count == strides.count else { return nil }
        if count == 0 { return 0 }
        var last = 0
        for (length, stride) in zip(shape, strides) {
            let (distance, tooFar) = (length - 1).multipliedReportingOverflow(by: stride)
            let (sum, stillTooFar) = last.addingReportingOverflow(distance)
            guard stride >= 0, !tooFar, !stillTooFar else { return nil }
            last = sum
        }
        let (byteCount, tooLarge) = last.addingReportingOverflow(1).partialValue.multipliedReportingOverflow(
            by: elementType.byteCount)
        return tooLarge ? nil : byteCount
    }
}
