import Foundation
import Graphbook
import GraphbookModels

/// Reads what Magika looks at of a file: 1,024 bytes of each end, blanks at the ends passed over.
func ends(of item: Item) throws -> Tensor {
    // Mapped: of a large file, only the pages at its ends are read.
    let file = try Data(contentsOf: URL(fileURLWithPath: item.path), options: .alwaysMapped)
    let first = file.prefix(Magika.blockLength).drop(while: isBlank).prefix(Magika.endLength)
    let last = file.suffix(Magika.blockLength).reversed().drop(while: isBlank).prefix(Magika.endLength).reversed()
    let gap = [Int32](repeating: Magika.noByte, count: 2 * Magika.endLength - first.count - last.count)
    return Tensor(first.map(Int32.init) + gap + last.map(Int32.init))
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

/// Names each file's type, and copies the file to a folder of its kind, under a name that fits the type.
///
/// Writes `type`, `group` and `confidence` into the note, and `copy`: where the file went. A file that Magika is unsure of
/// goes to the folder `unsure`, under its own name.
///
/// - Parameters:
///   - magika: Names the types.
///   - confidence: Least confidence, 0 to 1, of a type that is taken for sure.
///   - folder: Where the folders of the kinds are made.
@BatchStep("FileTypes/Sort", size: 16, itemKey: "path", load: ends(of:), dump: copy(_:into:))
func sort(
    _ batch: Batch<Tensor>, magika: Magika, confidence: Double = 0.5, into folder: FilePath = "out/sorted"
) throws -> [Copy] {
    let guesses = try magika.guesses(of: batch.stacked)
    return try batch.items.indices.map { index in
        let note = batch.notes[index], path = try batch.items[index].path
        var (group, name) = ("unsure", URL(fileURLWithPath: path).lastPathComponent)
        if let guess = guesses[index] {
            note["type"] = guess.type.label
            note["confidence"] = Float(guess.confidence)
            if guess.confidence >= confidence {
                group = guess.type.group ?? "unknown"
                name = guess.type.fitting(name)
            }
        }
        note["group"] = group
        note["copy"] = "\(group)/\(name)"
        return Copy(source: path, target: "\(group)/\(name)")
    }
}

/// A file to copy, and where to below the sorted folder.
struct Copy: Codable {
    let source: String
    let target: String
}

/// Copies a file, in place of an earlier copy.
func copy(_ copy: Copy, into folder: FilePath) throws {
    let target = URL(fileURLWithPath: (folder / copy.target).string)
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contentsOf: URL(fileURLWithPath: copy.source)).write(to: target, options: .atomic)
}

extension Magika.FileType {
    /// The name itself where it ends as this type's names do, else with the usual ending added: `photo.txt.jpg`.
    func fitting(_ name: String) -> String {
        let ending = URL(fileURLWithPath: name).pathExtension.lowercased()
        guard let usual = extensions.first, !extensions.contains(ending) else { return name }
        return "\(name).\(usual)"
    }
}
