/// With ``ValueEncoder`` and ``ValueDecoder`` a tensor is passed on as it is. Other coders see its element type, its
/// shape, and its elements in row-major order as one list of numbers or booleans.
extension Tensor: Codable {
    private enum CodingKeys: CodingKey {
        case elementType, shape, elements
    }

    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? ValueDecoding {
            self = try decoder.singleValueContainer().decode(Tensor.self)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let elementType = try container.decode(ElementType.self, forKey: .elementType)
        let shape = try container.decode([Int].self, forKey: .shape)
        func read<Element: TensorElement & Decodable>(_: Element.Type) throws -> Tensor {
            try Tensor(container.decode([Element].self, forKey: .elements), shape: shape)
        }
        self =
            switch elementType {
            case .bool: try read(Bool.self)
            case .u8: try read(UInt8.self)
            case .i8: try read(Int8.self)
            case .u16: try read(UInt16.self)
            case .i16: try read(Int16.self)
            case .u32: try read(UInt32.self)
            case .i32: try read(Int32.self)
            case .u64: try read(UInt64.self)
            case .i64: try read(Int64.self)
            case .f16, .bf16: try read(Float.self).converted(to: elementType)
            case .f32: try read(Float.self)
            case .f64: try read(Double.self)
            }
    }

    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? ValueEncoding {
            var container = encoder.singleValueContainer()
            return try container.encode(self)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(elementType, forKey: .elementType)
        try container.encode(shape, forKey: .shape)
        func write<Element: TensorElement & Encodable>(_: Element.Type) throws {
            try container.encode(elements(as: Element.self), forKey: .elements)
        }
        switch elementType {
        case .bool: try write(Bool.self)
        case .u8: try write(UInt8.self)
        case .i8: try write(Int8.self)
        case .u16: try write(UInt16.self)
        case .i16: try write(Int16.self)
        case .u32: try write(UInt32.self)
        case .i32: try write(Int32.self)
        case .u64: try write(UInt64.self)
        case .i64: try write(Int64.self)
        case .f16, .bf16: try container.encode(converted(to: .f32).elements(as: Float.self), forKey: .elements)
        case .f32: try write(Float.self)
        case .f64: try write(Double.self)
        }
    }
}
