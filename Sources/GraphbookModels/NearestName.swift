/// The name that was probably meant: the one fewest edits away, at most two and fewer than half its letters.
///
/// Edits are insertions, deletions and replacements of a character (Levenshtein); case does not count.
func nearest(to wrong: String, among names: [String]) -> String? {
    let wrong = Array(wrong.lowercased())
    let candidates = names.map { (name: $0, edits: editDistance(wrong, Array($0.lowercased()))) }
    return candidates.filter { $0.edits <= 2 && $0.edits * 2 < $0.name.count }.min { $0.edits < $1.edits }?.name
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, right) in b.enumerated() {
            (diagonal, row[j + 1]) = (
                row[j + 1], left == right ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
            )
        }
    }
    return row[b.count]
}
