extension String {
    /// The candidate that was probably meant: within two edits, or a third of the length for long names; nil when none is.
    ///
    /// The edit distance is Levenshtein's, without regard to case.
    package func nearest(among candidates: some Sequence<String>) -> String? {
        let limit = Swift.max(2, count / 3)
        return candidates.map { ($0, distance(to: $0)) }.filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
    }

    private func distance(to other: String) -> Int {
        let a = Array(lowercased()), b = Array(other.lowercased())
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

/// What an error says of the names there are: the nearest one, or all when they are few.
package func hint(for name: String, among candidates: [String], has: String = "has") -> String {
    if let nearest = name.nearest(among: candidates) { return "; it \(has) '\(nearest)'" }
    if candidates.isEmpty { return "; it \(has) none" }
    if candidates.count > 8 { return "" }
    return "; it \(has) \(candidates.map { "'\($0)'" }.joined(separator: ", "))"
}
