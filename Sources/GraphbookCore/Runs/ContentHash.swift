/// A hash that is the same in every process: FNV-1a with 64 bits.
/// http://www.isthe.com/chongo/tech/comp/fnv/
package struct ContentHash: Sendable {
    package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    package init() {}

    package mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    /// Adds a whole number in one step, which is quicker than its bytes and spreads less.
    package mutating func add(_ number: Int) {
        value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01b3
        value ^= value >> 32
    }

    package mutating func add(_ text: String) {
        var text = text
        add(text.utf8.count)
        text.withUTF8 { add($0) }
    }

    /// Adds what a note holds. Of a tensor its type and shape, of other Swift values their type: what they hold would take
    /// longer to read than the note to make.
    package mutating func add(_ fields: Fields) {
        add(fields.count)
        for (key, value) in fields {
            add(key)
            add(value)
        }
    }

    private mutating func add(_ value: Value) {
        switch value {
        case .null: add(0 as UInt8)
        case .bool(let bool): add(bool ? 1 : 2 as UInt8)
        case .int(let number): add(number)
        case .double(let number): add(Int(bitPattern: UInt(number.bitPattern)))
        case .string(let text): add(text)
        case .object(let fields): add(fields)
        case .tensor(let tensor):
            add("\(tensor.elementType)")
            for length in tensor.shape { add(length) }
        case .array(let elements): add(elements)
        case .boxed(let box):
            if let elements = box.elements { add(elements) } else { add("\(type(of: box.content))") }
        }
    }

    private mutating func add(_ elements: [Value]) {
        add(elements.count)
        for element in elements { add(element) }
    }
}
