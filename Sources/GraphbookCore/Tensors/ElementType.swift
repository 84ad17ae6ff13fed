/// What one element of a tensor is.
public enum ElementType: String, Sendable, CaseIterable, Codable {
    /// A byte of 0 or 1; integers without and with a sign, floating point numbers (IEEE 754, and bfloat16), by their bits.
    case bool, u8, i8, u16, i16, u32, i32, u64, i64, f16, bf16, f32, f64

    /// The size of one element in bytes.
    public var byteCount: Int {
        switch self {
        case .bool, .u8, .i8: 1
        case .u16, .i16, .f16, .bf16: 2
        case .u32, .i32, .f32: 4
        case .u64, .i64, .f64: 8
        }
    }

    public var isFloatingPoint: Bool {
        switch self {
        case .f16, .bf16, .f32, .f64: true
        default: false
        }
    }
}

/// A Swift type whose values a tensor can hold. `bf16` has none: read it through ``Tensor/converted(to:)``.
public protocol TensorElement: Sendable, BitwiseCopyable {
    /// The tensor's word for this type.
    static var elementType: ElementType { get }
    /// The element as a double: exact up to 2⁵³, 0 or 1 for a boolean.
    var asDouble: Double { get }
    /// The nearest value of this type. Out of range, an integer is clamped and a float infinite; NaN becomes 0 in integers.
    init(clamping value: Double)
}

extension Bool: TensorElement {
    public static var elementType: ElementType { .bool }
    public var asDouble: Double { self ? 1 : 0 }
    public init(clamping value: Double) { self = value != 0 && !value.isNaN }
}

extension TensorElement where Self: BinaryInteger & FixedWidthInteger {
    public var asDouble: Double { Double(self) }
    public init(clamping value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= Double(Self.max) {
            self = .max
        } else if value <= Double(Self.min) {
            self = .min
        } else {
            self = Self(value.rounded(.toNearestOrEven))
        }
    }
}

extension TensorElement where Self: BinaryFloatingPoint {
    public var asDouble: Double { Double(self) }
    public init(clamping value: Double) { self = Self(value) }
}

extension UInt8: TensorElement { public static var elementType: ElementType { .u8 } }
extension Int8: TensorElement { public static var elementType: ElementType { .i8 } }
extension UInt16: TensorElement { public static var elementType: ElementType { .u16 } }
extension Int16: TensorElement { public static var elementType: ElementType { .i16 } }
extension UInt32: TensorElement { public static var elementType: ElementType { .u32 } }
extension Int32: TensorElement { public static var elementType: ElementType { .i32 } }
extension UInt64: TensorElement { public static var elementType: ElementType { .u64 } }
extension Int64: TensorElement { public static var elementType: ElementType { .i64 } }
extension Float: TensorElement { public static var elementType: ElementType { .f32 } }
extension Double: TensorElement { public static var elementType: ElementType { .f64 } }
#if !(os(macOS) && arch(x86_64))
    extension Float16: TensorElement { public static var elementType: ElementType { .f16 } }
#endif
