/// Reads what ``WireWriter`` has written. Bytes that are cut off or corrupt are an error, never a crash, and nothing is
/// allocated for more than there is.
package struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    /// How many bytes have been read.
    package private(set) var position = 0
    private let tensorAt: ((_ offset: Int, _ byteCount: Int) throws -> TensorStorage)?
    private var depth = 0

    /// - Parameters:
    ///   - bytes: What was written; valid as long as the reader is used.
    ///   - tensorAt: The storage of a tensor that lies in the memory which both processes share: that of its first
    ///     `byteCount` bytes, from `offset` on. Throws where there is none.
    package init(
        _ bytes: UnsafeRawBufferPointer,
        tensorAt: ((_ offset: Int, _ byteCount: Int) throws -> TensorStorage)? = nil
    ) {
        self.bytes = bytes
        self.tensorAt = tensorAt
    }

    package var isAtEnd: Bool { position == bytes.count }

    /// The next value.
    ///
    /// - Throws: ``GraphbookError`` with code `syntax`, which names the byte; what `tensorAt` throws.
    package mutating func value() throws -> Value {
        let start = position
        let kind = try u8()
        switch kind {
        case WireKind.null: return .null
        case WireKind.false: return .bool(false)
        case WireKind.true: return .bool(true)
        case WireKind.int:
            let bits = try varint()
            return .int(Int(truncatingIfNeeded: bits >> 1) ^ -Int(truncatingIfNeeded: bits & 1))
        case WireKind.double: return .double(try double())
        case WireKind.string: return .string(try string())
        case WireKind.list: return .array(try list())
        case WireKind.object: return .object(try object())
        case WireKind.tensor: return .tensor(try tensor())
        case WireKind.sharedTensor: return .tensor(try sharedTensor())
        case WireKind.shortStrings: return .string(try string(length: Int(kind & 0x3F)))
        case WireKind.smallInts: return .int(Int(kind & 0x7F))
        default: throw mistake("no value begins with \(kind)", at: start)
        }
    }

    private mutating func list() throws -> [Value] {
        let count = try elementCount(bytesEach: 1)
        var elements: [Value] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try value()) }
        depth -= 1
        return elements
    }

    private mutating func object() throws -> Fields {
        let count = try elementCount(bytesEach: 2)
        var fields = Fields()
        for _ in 0..<count {
            let start = position
            let key = try string()
            guard fields.add(key, try value()) else { throw mistake("the key \"\(key)\" is there twice", at: start) }
        }
        depth -= 1
        return fields
    }

    /// The count of a list or object that begins, whose elements have to be in the bytes that are left.
    private mutating func elementCount(bytesEach: Int) throws -> Int {
        depth += 1
        guard depth <= JSON.deepestNesting else {
            throw mistake("lists and objects are nested deeper than \(JSON.deepestNesting)")
        }
        let start = position
        let count = try count()
        guard count <= remaining / bytesEach else {
            throw mistake("\(count) elements in the \(remaining) bytes that are left", at: start)
        }
        return count
    }

    // MARK: - Tensors

    private mutating func tensor() throws -> Tensor {
        let start = position
        let (elementType, shape) = try tensorHead()
        guard let count = Tensor.checkedElementCount(of: shape), count <= remaining / elementType.byteCount else {
            throw mistake("a tensor of shape \(shape) in the \(remaining) bytes that are left", at: start)
        }
        let elements = try take(count * elementType.byteCount)
        guard elementType != .bool || elements.allSatisfy({ $0 <= 1 }) else {
            throw mistake("a boolean is 0 or 1", at: start)
        }
        let tensor = Tensor(uninitialized: elementType, shape: shape)
        if let source = elements.baseAddress { tensor.base.copyMemory(from: source, byteCount: elements.count) }
        return tensor
    }

    private mutating func sharedTensor() throws -> Tensor {
        let start = position
        let (elementType, shape) = try tensorHead()
        var strides: [Int] = []
        for _ in shape { strides.append(try count()) }
        let offset = try count(), byteCount = try count()
        guard let tensorAt else { throw mistake("a tensor in shared memory, of which there is none", at: start) }
        guard let needed = Tensor.viewedByteCount(elementType, shape: shape, strides: strides), needed <= byteCount
        else {
            throw mistake("a tensor of shape \(shape) and strides \(strides) in \(byteCount) bytes", at: start)
        }
        let storage = try tensorAt(offset, byteCount)
        guard needed <= storage.byteCount, Int(bitPattern: storage.base) % elementType.byteCount == 0 else {
            throw mistake("a tensor of \(elementType) does not lie at offset \(offset)", at: start)
        }
        return Tensor(storage: storage, elementType: elementType, shape: shape, strides: strides)
    }

    private mutating func tensorHead() throws -> (ElementType, shape: [Int]) {
        let start = position
        let code = Int(try u8())
        guard code < WireKind.elementTypes.count else { throw mistake("no element type is number \(code)", at: start) }
        let rank = try count()
        guard rank <= remaining else { throw mistake("a tensor of \(rank) dimensions", at: start) }
        var shape: [Int] = []
        for _ in 0..<rank { shape.append(try count()) }
        return (WireKind.elementTypes[code], shape)
    }

    // MARK: - Parts of messages

    package mutating func u8() throws -> UInt8 { try take(1)[0] }

    package mutating func u32() throws -> UInt32 { UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self)) }

    package mutating func i64() throws -> Int64 { Int64(littleEndian: try take(8).loadUnaligned(as: Int64.self)) }

    package mutating func double() throws -> Double {
        Double(bitPattern: UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self)))
    }

    package mutating func count() throws -> Int {
        let start = position
        guard let count = Int(exactly: try varint()) else { throw mistake("a count beyond \(Int.max)", at: start) }
        return count
    }

    package mutating func string() throws -> String { try string(length: count()) }

    private mutating func string(length: Int) throws -> String {
        let start = position
        let text = try take(length)
        guard let string = text.withMemoryRebound(to: UInt8.self, { String(utf8: $0) }) else {
            throw mistake("a string is not valid UTF-8", at: start)
        }
        return string
    }

    private mutating func varint() throws -> UInt64 {
        let start = position
        var value: UInt64 = 0
        for shift in stride(from: 0, to: UInt64.bitWidth, by: 7) {
            let byte = try u8()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw mistake("an integer of more than 64 bits", at: start)
    }

    private var remaining: Int { bytes.count - position }

    private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count <= remaining else {
            throw mistake("\(count) bytes are needed, \(remaining) are left")
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    private func mistake(_ what: String, at offset: Int? = nil) -> GraphbookError {
        GraphbookError(.syntax, "a message cannot be read: byte \(offset ?? position): \(what)")
    }
}
