// The binary form of a ``Value`` that crosses between processes of one build: the host and its workers.
//
// A value is one byte that tells its kind, then its content. Small integers and the lengths of short strings are in that
// byte. Lengths, counts and other integers have 7 bits a byte, the lowest first, the highest bit set in all but the last
// (LEB128). Numbers of a fixed size are little-endian, and nothing is aligned.

/// The byte that tells a value's kind.
enum WireKind {
    static let null: UInt8 = 0
    static let `false`: UInt8 = 1
    static let `true`: UInt8 = 2
    /// The integer follows, its sign moved to the lowest bit.
    static let int: UInt8 = 3
    /// 8 bytes follow.
    static let double: UInt8 = 4
    /// A length and UTF-8 follow.
    static let string: UInt8 = 5
    /// A count and the elements follow.
    static let list: UInt8 = 6
    /// A count and the fields follow: each a length, UTF-8, a value.
    static let object: UInt8 = 7
    /// Element type, shape and the elements in row-major order follow.
    static let tensor: UInt8 = 8
    /// Element type, shape, strides, offset and byte count in shared memory follow.
    static let sharedTensor: UInt8 = 9
    /// The low 6 bits are the length of the UTF-8 that follows.
    static let shortStrings: ClosedRange<UInt8> = 0x40...0x7F
    /// The low 7 bits are the integer.
    static let smallInts: ClosedRange<UInt8> = 0x80...0xFF

    /// An element type is told by its place in this list.
    static let elementTypes = ElementType.allCases
}
