/// A set of note numbers, kept as ranges: what is finished of a source takes a few bytes, however many notes that is.
public struct NoteRanges: Sendable, Hashable {
    /// In order, none empty, and none touching the next.
    public private(set) var ranges: [Range<Int>] = []

    public init() {}

    /// - Parameter ranges: In any order; they may overlap.
    public init(_ ranges: some Sequence<Range<Int>>) {
        for range in ranges { insert(range) }
    }

    public var isEmpty: Bool { ranges.isEmpty }
    /// How many numbers there are.
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }

    public func contains(_ number: Int) -> Bool {
        let place = firstPlace(endingAfter: number)
        return place < ranges.count && ranges[place].contains(number)
    }

    public mutating func insert(_ number: Int) { insert(number..<number + 1) }

    public mutating func insert(_ range: Range<Int>) {
        if range.isEmpty { return }
        // Notes mostly finish in order.
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            return
        }
        // All that overlap or touch it become one.
        let first = firstPlace(endingAfter: range.lowerBound - 1)
        var end = first, joined = range
        while end < ranges.count, ranges[end].lowerBound <= range.upperBound {
            joined = min(joined.lowerBound, ranges[end].lowerBound)..<max(joined.upperBound, ranges[end].upperBound)
            end += 1
        }
        ranges.replaceSubrange(first..<end, with: [joined])
    }

    public mutating func formUnion(_ other: NoteRanges) {
        for range in other.ranges { insert(range) }
    }

    /// The numbers from 0 up to `end` that are not in the set.
    public func missing(below end: Int) -> NoteRanges {
        var missing = NoteRanges(), next = 0
        for range in ranges where range.lowerBound < end {
            if next < range.lowerBound { missing.insert(next..<range.lowerBound) }
            next = range.upperBound
        }
        if next < end { missing.insert(next..<end) }
        return missing
    }

    /// The place of the first range whose upper bound is greater than `number`.
    private func firstPlace(endingAfter number: Int) -> Int {
        var low = 0, high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound > number { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

// As JSON a list of pairs, each the first and the last number of a range: `[[0, 99], [105, 105]]`.
extension NoteRanges: Codable {
    public init(from decoder: any Decoder) throws {
        for pair in try [[Int]](from: decoder) {
            guard pair.count == 2, 0 <= pair[0], pair[0] <= pair[1], pair[1] < .max else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "\(pair) is no range of note numbers"))
            }
            insert(pair[0]..<pair[1] + 1)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try ranges.map { [$0.lowerBound, $0.upperBound - 1] }.encode(to: encoder)
    }
}

extension NoteRanges: CustomStringConvertible {
    /// `0 to 99, 105`.
    public var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound - 1)" }
            .joined(separator: ", ")
    }
}
