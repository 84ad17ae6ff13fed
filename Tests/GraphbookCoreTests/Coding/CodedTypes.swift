import GraphbookCore

// What people's types look like to a coder.

struct Box: Codable, Equatable, Sendable {
    var width: Double
    var height: Int
    var label: String?
}

struct Photo: Codable, Equatable, Sendable {
    enum Split: String, Codable { case train, test }

    var path: String
    var score: Double
    var boxes: [Box]
    var split: Split
    var pixels: Tensor
    var extra: Value
    var scores: [String: Float]
    var counts: [Int: Int]
    var corner: Corner
    var isReviewed: Bool
}

struct Corner: Codable, Equatable, Sendable {
    var x: Int8
    var y: UInt64
}

enum Shape: Codable, Equatable, Sendable {
    case none
    case circle(radius: Double)
    case polygon([Corner], closed: Bool)
    indirect case group(Shape, Shape)
    case named(String)
}

class Animal: Codable {
    var name: String

    init(name: String) { self.name = name }
}

final class Dog: Animal {
    var age: Int

    private enum CodingKeys: CodingKey {
        case age
    }

    init(name: String, age: Int) {
        self.age = age
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        age = try container.decode(Int.self, forKey: .age)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // The order of the keys is that of the calls: the superclass comes first here.
        try super.encode(to: container.superEncoder())
        try container.encode(age, forKey: .age)
    }
}

/// A list of a point, a list and an object, written with nested containers.
struct Nested: Codable, Equatable, Sendable {
    var x: Int
    var inner: [Int]
    var key: String

    private enum Key: CodingKey {
        case key
    }

    init(x: Int, inner: [Int], key: String) {
        self.x = x
        self.inner = inner
        self.key = key
    }

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        x = try list.decode(Int.self)
        var numbers = try list.nestedUnkeyedContainer()
        inner = []
        while !numbers.isAtEnd { inner.append(try numbers.decode(Int.self)) }
        key = try list.nestedContainer(keyedBy: Key.self).decode(String.self, forKey: .key)
        _ = try list.decodeNil()
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(x)
        var numbers = list.nestedUnkeyedContainer()
        var fields = list.nestedContainer(keyedBy: Key.self)
        try list.encodeNil()
        // Written to after the list has gone on.
        for number in inner { try numbers.encode(number) }
        try fields.encode(key, forKey: .key)
    }
}

/// Encodes as what it wraps, by handing its encoder on.
struct Wrapper<Wrapped: Codable & Equatable>: Codable, Equatable {
    var wrapped: Wrapped

    init(_ wrapped: Wrapped) { self.wrapped = wrapped }
    init(from decoder: any Decoder) throws { wrapped = try Wrapped(from: decoder) }
    func encode(to encoder: any Encoder) throws { try wrapped.encode(to: encoder) }
}
