/// A type that is coded as one value without containers: where encoding and decoding end.
protocol CodingScalar {
    /// - Throws: What is wrong with the value, without its place.
    func encodedScalar() throws(CodingFault) -> Value
    /// - Throws: What was expected and what was found, without its place.
    static func decodedScalar(_ value: Value) throws(CodingFault) -> Self
    /// What stands for a value that does not fit while the others are looked at.
    static var blank: Self { get }
}

struct CodingFault: Error {
    let message: String

    init(_ message: String) { self.message = message }
    init(expected: String, found: Value) { message = "expected \(expected), found \(found.summary)" }
}

extension CodingScalar where Self: NoteValue {
    func encodedScalar() -> Value { noteValue }
}

extension Value: CodingScalar {
    static var blank: Value { .null }

    static func decodedScalar(_ value: Value) -> Value { value }
}

extension Tensor: CodingScalar {
    static var blank: Tensor { Tensor([] as [Float]) }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> Tensor {
        guard let tensor = Tensor(noteValue: value) else { throw CodingFault(expected: "a tensor", found: value) }
        return tensor
    }
}

extension Bool: CodingScalar {
    static var blank: Bool { false }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> Bool {
        guard let bool = Bool(noteValue: value) else { throw CodingFault(expected: "true or false", found: value) }
        return bool
    }
}

extension String: CodingScalar {
    static var blank: String { "" }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> String {
        guard let text = String(noteValue: value) else { throw CodingFault(expected: "a string", found: value) }
        return text
    }
}

extension Double: CodingScalar {
    static var blank: Double { 0 }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> Double {
        guard let number = Double(noteValue: value) else { throw CodingFault(expected: "a number", found: value) }
        return number
    }
}

extension Float: CodingScalar {
    static var blank: Float { 0 }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> Float { Float(try Double.decodedScalar(value)) }
}

// MARK: - Integers

extension CodingScalar where Self: FixedWidthInteger {
    static var blank: Self { 0 }

    func encodedScalar() throws(CodingFault) -> Value {
        guard let number = Int(exactly: self) else { throw CodingFault("\(self) does not fit Int") }
        return .int(number)
    }

    static func decodedScalar(_ value: Value) throws(CodingFault) -> Self {
        switch value {
        case .int(let number):
            guard let exact = Self(exactly: number) else { throw CodingFault("\(number) does not fit \(Self.self)") }
            return exact
        case .double(let number) where number == number.rounded():
            guard let exact = Self(exactly: number) else { throw CodingFault("\(number) does not fit \(Self.self)") }
            return exact
        default: throw CodingFault(expected: "a whole number", found: value)
        }
    }
}

extension Int: CodingScalar {}
extension Int8: CodingScalar {}
extension Int16: CodingScalar {}
extension Int32: CodingScalar {}
extension Int64: CodingScalar {}
extension UInt: CodingScalar {}
extension UInt8: CodingScalar {}
extension UInt16: CodingScalar {}
extension UInt32: CodingScalar {}
extension UInt64: CodingScalar {}
