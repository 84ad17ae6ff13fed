/// Which of a series' elements are kept, when it may go on for ever and only so many are to be: evenly spread ones, and
/// the last few.
struct ThinnedSeries {
    /// Most elements that are kept, the last ones beside.
    let limit: Int
    /// How many of the last are kept.
    let recent: Int
    /// Every so many elements one is kept for good, until the series is thinned again.
    private var stride = 1
    private var count = 0
    private var spread: [(place: Int, id: Int)] = []
    private var last: [(place: Int, id: Int)] = []

    /// - Parameters:
    ///   - limit: 2 or more.
    ///   - recent: 1 or more.
    init(limit: Int, recent: Int) {
        self.limit = limit
        self.recent = recent
    }

    /// Adds an element, which is kept for now.
    ///
    /// - Parameter id: What the owner knows it by.
    /// - Returns: The elements that are kept no longer.
    mutating func append(_ id: Int) -> [Int] {
        last.append((count, id))
        count += 1
        guard last.count > recent else { return [] }
        let leaving = last.removeFirst()
        guard leaving.place.isMultiple(of: stride) else { return [leaving.id] }
        spread.append(leaving)
        guard spread.count > limit else { return [] }
        stride *= 2
        defer { spread.removeAll { !$0.place.isMultiple(of: stride) } }
        return spread.filter { !$0.place.isMultiple(of: stride) }.map(\.id)
    }
}
