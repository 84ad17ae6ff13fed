import GraphbookCore

// What host and worker processes tell each other, over a socket: frames of a 32-bit length and a payload. Both ends are the
// same build of the same program, so there is no version.

/// What the host tells a worker.
enum WorkerRequest {
    /// The first message: what to make nodes from.
    case setUp(RunRequest)
    case load(id: Int, stage: Int, Value, row: Place?)
    case dump(id: Int, stage: Int, Value)

    /// Where bytes lie in the shared memory.
    struct Place {
        let offset: Int
        let byteCount: Int
    }
}

/// What a worker tells the host.
enum WorkerReply {
    case row(id: Int, ElementType, shape: [Int], changed: Value?)
    case value(id: Int, Value, changed: Value?)
    case dumped(id: Int)
    case failed(id: Int, String)
    case log(stage: Int, LogLevel, String)
    /// The worker cannot make the nodes.
    case broken(String)
}

extension WireWriter {
    /// Writes a frame around what `payload` writes; nothing when it throws.
    mutating func frame(_ payload: (inout WireWriter) throws -> Void) throws {
        let start = bytes.count
        write(u32: 0)
        do {
            try payload(&self)
        } catch {
            bytes.removeSubrange(start...)
            throw error
        }
        let length = UInt32(bytes.count - start - 4).littleEndian
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: length, toByteOffset: start, as: UInt32.self) }
    }

    private mutating func write(id: Int) { write(i64: Int64(id)) }

    private mutating func write(optional value: Value?) throws {
        write(u8: value == nil ? 0 : 1)
        if let value { try write(value) }
    }

    mutating func write(_ request: WorkerRequest) throws {
        try frame { writer in
            switch request {
            case .setUp(let request):
                writer.write(u8: 0)
                try writer.write(ValueEncoder().encode(request))
            case .load(let id, let stage, let element, let row):
                writer.write(u8: 1)
                writer.write(id: id)
                writer.write(u32: UInt32(stage))
                writer.write(i64: Int64(row?.offset ?? -1))
                writer.write(i64: Int64(row?.byteCount ?? 0))
                try writer.write(element)
            case .dump(let id, let stage, let argument):
                writer.write(u8: 2)
                writer.write(id: id)
                writer.write(u32: UInt32(stage))
                try writer.write(argument)
            }
        }
    }

    mutating func write(_ reply: WorkerReply) throws {
        try frame { writer in
            switch reply {
            case .row(let id, let elementType, let shape, let changed):
                writer.write(u8: 0)
                writer.write(id: id)
                writer.write(u8: UInt8(ElementType.allCases.firstIndex(of: elementType) ?? 0))
                writer.write(count: shape.count)
                for length in shape { writer.write(i64: Int64(length)) }
                try writer.write(optional: changed)
            case .value(let id, let value, let changed):
                writer.write(u8: 1)
                writer.write(id: id)
                try writer.write(value)
                try writer.write(optional: changed)
            case .dumped(let id):
                writer.write(u8: 2)
                writer.write(id: id)
            case .failed(let id, let cause):
                writer.write(u8: 3)
                writer.write(id: id)
                writer.write(string: cause)
            case .log(let stage, let level, let message):
                writer.write(u8: 4)
                writer.write(u32: UInt32(stage))
                writer.write(string: level.rawValue)
                writer.write(string: message)
            case .broken(let cause):
                writer.write(u8: 5)
                writer.write(string: cause)
            }
        }
    }
}

extension WireReader {
    private mutating func id() throws -> Int { Int(try i64()) }

    private mutating func optionalValue() throws -> Value? { try u8() == 0 ? nil : try value() }

    mutating func request() throws -> WorkerRequest {
        switch try u8() {
        case 0: return .setUp(try ValueDecoder().decode(RunRequest.self, from: value()))
        case 1:
            let id = try id(), stage = Int(try u32()), offset = Int(try i64()), byteCount = Int(try i64())
            let row = offset < 0 ? nil : WorkerRequest.Place(offset: offset, byteCount: byteCount)
            return .load(id: id, stage: stage, try value(), row: row)
        case 2: return .dump(id: try id(), stage: Int(try u32()), try value())
        case let kind: throw GraphbookError(.syntax, "a worker was told something unknown, \(kind)")
        }
    }

    mutating func reply() throws -> WorkerReply {
        switch try u8() {
        case 0:
            let id = try id(), place = Int(try u8())
            guard ElementType.allCases.indices.contains(place) else {
                throw GraphbookError(.syntax, "a worker named an unknown element type, number \(place)")
            }
            let elementType = ElementType.allCases[place]
            var shape: [Int] = []
            for _ in 0..<(try count()) { shape.append(Int(try i64())) }
            return .row(id: id, elementType, shape: shape, changed: try optionalValue())
        case 1: return .value(id: try id(), try value(), changed: try optionalValue())
        case 2: return .dumped(id: try id())
        case 3: return .failed(id: try id(), try string())
        case 4:
            let stage = Int(try u32()), level = LogLevel(rawValue: try string()) ?? .info
            return .log(stage: stage, level, try string())
        case 5: return .broken(try string())
        case let kind: throw GraphbookError(.syntax, "a worker told something unknown, \(kind)")
        }
    }
}

/// Bytes that have come from a socket, cut into frames.
struct FrameBuffer {
    private(set) var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ new: UnsafeRawBufferPointer) { bytes.append(contentsOf: new) }

    /// Calls `body` with the payload of the next whole frame.
    ///
    /// - Returns: nil when there is no whole frame.
    mutating func next<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
        let frame = bytes.withUnsafeBytes { bytes -> Range<Int>? in
            guard bytes.count - start >= 4 else { return nil }
            let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
            return bytes.count - start - 4 >= length ? start + 4..<start + 4 + length : nil
        }
        guard let frame else {
            bytes.removeFirst(start)
            start = 0
            return nil
        }
        start = frame.upperBound
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[frame])) }
    }

    var hasWholeFrame: Bool {
        bytes.withUnsafeBytes { bytes in
            guard bytes.count - start >= 4 else { return false }
            let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
            return bytes.count - start - 4 >= length
        }
    }
}
