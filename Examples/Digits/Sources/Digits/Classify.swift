import Foundation
import Graphbook
import GraphbookImaging
import GraphbookModels

/// Where digits leave the classifier.
enum Sureness: String, PortName {
    case sure, unsure
}

/// Decodes a picture of a digit to 1 × 8 × 8, values 0 to 1.
func decode(_ item: Item) throws -> Tensor {
    try Tensor(image: item.path, size: ImageSize(width: 8, height: 8), channels: .grey)
}

/// Names the digit in each picture, and how probable it is.
///
/// Writes `prediction` and `probability` into each item. Items whose probability is below the threshold leave in a note of
/// their own by `unsure`, the others by `sure`; the unsure ones are also written to a folder, enlarged, for a person to see.
///
/// - Parameters:
///   - model: Takes pictures [N, 1, 8, 8], returns scores [N, 10].
///   - threshold: Least probability, 0 to 1, of a digit that is sure.
///   - unsureFolder: Where the pictures of unsure digits are written.
@BatchStep(
    "Digits/Classify", size: 16, itemKey: "image_paths", load: decode, dump: enlarge(_:into:),
    route: bySureness(_:itemKey:threshold:))
func classify(
    _ batch: Batch<Tensor>, model: OnnxModel, threshold: Double = 0.8, into unsureFolder: FilePath = "out/unsure"
) throws -> [Doubt?] {
    let probabilities = try model(batch.stacked).softmax().rows
    return try zip(zip(batch.loaded, batch.items), probabilities).map { loaded, probabilities in
        let (picture, item) = loaded
        guard let digit = probabilities.argmax else { throw GraphbookError(.model, "no digit for \(try item.path)") }
        item["prediction"] = digit
        item["probability"] = Float(probabilities.max)
        return probabilities.max < threshold ? Doubt(picture: picture, path: try item.path, guess: digit) : nil
    }
}

/// A digit that is to be looked at.
struct Doubt: Codable, Sendable {
    let picture: Tensor
    let path: String
    let guess: Int
}

/// Writes a digit's picture, enlarged 16 times; its name tells its class, its number and the guess: `8-1553-guess-1.png`.
func enlarge(_ doubt: Doubt, into folder: FilePath) throws {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    let names = doubt.path.split(separator: "/").suffix(2).joined(separator: "-").dropLast(".png".count)
    try doubt.picture.resized(width: 128, height: 128)
        .writeImage(to: (folder / "\(names)-guess-\(doubt.guess).png").string)
}

/// Parts the items of a note by whether their probability reaches the threshold.
func bySureness(_ note: Note, itemKey: String, threshold: Double) -> Routes<Sureness> {
    let (sure, unsure) = note.split(itemsUnder: itemKey) { item in (item["probability"] ?? 0) >= threshold }
    return [.sure: sure, .unsure: unsure]
}
