import CDLPack
import GraphbookCore

extension ElementType {
    var dlpackType: DLDataType {
        DLDataType(code: dlpackCode, bits: UInt8(byteCount * 8), lanes: 1)
    }

    private var dlpackCode: UInt8 {
        switch self {
        case .bool: UInt8(kDLBool)
        case .u8, .u16, .u32, .u64: UInt8(kDLUInt)
        case .i8, .i16, .i32, .i64: UInt8(kDLInt)
        case .f16, .f32, .f64: UInt8(kDLFloat)
        case .bf16: UInt8(kDLBfloat)
        }
    }

    /// - Throws: ``GraphbookError`` with code `wrongType` where there is no such element type.
    init(dlpack type: DLDataType) throws {
        guard type.lanes == 1 else {
            throw GraphbookError(
                .wrongType, "a DLPack tensor of elements in \(type.lanes) lanes cannot be taken; this takes 1")
        }
        guard
            let own = ElementType.allCases.first(where: {
                $0.dlpackCode == type.code && $0.byteCount * 8 == Int(type.bits)
            })
        else {
            let names = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
            throw GraphbookError(.wrongType, "a DLPack tensor of \(type.words) cannot be taken; this takes \(names)")
        }
        self = own
    }
}

extension DLDataType {
    /// Such as `64-bit complex numbers`.
    fileprivate var words: String {
        let names = [
            kDLInt: "integers", kDLUInt: "unsigned integers", kDLFloat: "floats", kDLBfloat: "brain floats",
            kDLComplex: "complex numbers", kDLBool: "booleans",
        ]
        let name = names.first { $0.key == code }?.value
        return "\(bits)-bit \(name ?? "elements of DLPack's type \(code)")"
    }
}
