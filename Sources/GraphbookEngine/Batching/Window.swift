/// A stretch of a numbered sequence: elements are added at the end, changed by their number, and removed at the front.
struct Window<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// Elements before this place were removed.
    private var head = 0
    /// The number of the first element that is there.
    private(set) var start = 0

    var end: Int { start + count }
    var count: Int { elements.count - head }
    var isEmpty: Bool { start == end }
    var first: Element? { isEmpty ? nil : elements[head] }

    subscript(number: Int) -> Element {
        get { elements[head + number - start] }
        _modify { yield &elements[head + number - start] }
    }

    /// - Returns: The element's number.
    @discardableResult
    mutating func append(_ element: Element) -> Int {
        elements.append(element)
        return end - 1
    }

    mutating func removeFirst() {
        head += 1
        start += 1
        compact()
    }

    /// - Returns: The first elements, as many as asked for; there have to be so many.
    mutating func removeFirst(_ count: Int) -> [Element] {
        defer {
            head += count
            start += count
            compact()
        }
        return Array(elements[head..<head + count])
    }

    private mutating func compact() {
        // Give the room back now and then, so that each element is moved at most once on average.
        if head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
    }
}
