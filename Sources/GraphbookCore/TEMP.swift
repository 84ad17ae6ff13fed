public struct JSONSyntaxError: Error {}
public enum JSON {
    public static func value(of text: String) throws -> Value { fatalError() }
    public static func text(of value: Value, pretty: Bool = false) throws -> String { fatalError() }
    public static func append(_ value: Value, to bytes: inout [UInt8]) throws {}
}
public struct ValueEncoder {
    public init() {}; public func encode(_ value: some Encodable) throws -> Value { fatalError() }
}
public struct ValueDecoder {
    public init() {}; public func decode<T: Decodable>(_ type: T.Type, from value: Value) throws -> T { fatalError() }
}
extension Value: Codable {
    public init(from d: any Decoder) throws { fatalError() }; public func encode(to encoder: any Encoder) throws {}
}
extension Tensor: Codable {
    public init(from d: any Decoder) throws { fatalError() }; public func encode(to encoder: any Encoder) throws {}
}
