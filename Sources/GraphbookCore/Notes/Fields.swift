/// Values by key, in the order the keys were first set. A value type: copies cost nothing until one is changed.
///
/// Notes have few keys, so up to 16 are searched in line; more get an index.
public struct Fields: Sendable {
    @usableFromInline typealias Entry = (key: String, value: Value)

    @usableFromInline private(set) var entries: [Entry] = []
    /// Where each key is, once searching in line would cost more.
    private var index: [String: Int]?

    private static let searchedInLine = 16

    public init() {}

    /// Keys with their values; of equal keys the last one counts.
    public init(_ pairs: some Sequence<(String, Value)>) {
        entries.reserveCapacity(pairs.underestimatedCount)
        for (key, value) in pairs { self[key] = value }
    }

    /// One key.
    init(_ key: String, _ value: Value) { entries = [(key, value)] }

    /// The value under a key; nil where there is none. Setting nil removes the key.
    public subscript(key: String) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): entries[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The keys, in the order they were first set.
    public var keys: [String] { entries.map(\.key) }

    /// Adds a key that is not there yet; false, and nothing changed, where it is.
    package mutating func add(_ key: String, _ value: Value) -> Bool {
        guard position(of: key) == nil else { return false }
        // Most objects have a few keys: room for them at once, instead of growing three times.
        if entries.isEmpty { entries.reserveCapacity(8) }
        append(key, value)
        return true
    }

    private func position(of key: String) -> Int? {
        if let index { return index[key] }
        for position in entries.indices where entries[position].key == key { return position }
        return nil
    }

    private mutating func append(_ key: String, _ value: Value) {
        entries.append((key, value))
        if index != nil {
            index?[key] = entries.count - 1
        } else if entries.count > Fields.searchedInLine {
            reindex()
        }
    }

    private mutating func remove(at position: Int) {
        entries.remove(at: position)
        if index != nil { reindex() }
    }

    private mutating func reindex() {
        index = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
    }
}

extension Fields: RandomAccessCollection {
    public typealias Element = (key: String, value: Value)

    public var startIndex: Int { 0 }
    public var endIndex: Int { entries.count }
    public subscript(position: Int) -> Element { entries[position] }
}

extension Fields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

extension Fields: Equatable {
    /// Whether both have the same keys with the same values, in whatever order.
    public static func == (left: Fields, right: Fields) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }
}
