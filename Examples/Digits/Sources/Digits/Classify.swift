import Graphbook
import GraphbookImaging
import GraphbookModels

/// Where a note with digits leaves.
enum Sureness: String, PortName {
    case sure, unsure
}

/// Decodes a picture of a digit to 1 × 8 × 8, values 0 to 1.
func decode(_ item: Item) throws -> Tensor {
    try Tensor(image: item.path, size: ImageSize(width: 8, height: 8), channels: .grey)
}

/// Names the digit in each picture, and how probable it is.
///
/// Each picture gets a `prediction`, a `probability` and whether it is `unsure`. Those below the threshold leave by `unsure`,
/// the others by `sure`; the unsure ones are also written to a folder, enlarged, for a person to look at.
///
/// - Parameters:
///   - model: Takes pictures [N, 1, 8, 8], returns scores [N, 10].
///   - threshold: Least probability, 0 to 1, of a digit that is sure.
///   - unsureFolder: Where the pictures of unsure digits are written.
@BatchStep(
    "Digits/Classify", size: 16, itemKey: "image_paths", load: decode, dump: enlarge,
    route: bySureness(_:itemKey:))
func classify(
    _ batch: Batch<Tensor>, model: OnnxModel, threshold: Double = 0.8, unsureFolder: FilePath = "out/unsure"
) throws -> [Picture?] {
    let probabilities = try model(batch.stacked).softmax()
    return try zip(batch.loaded, batch.items, probabilities.rows).map { digit, item, probabilities in
        let probability = probabilities.max
        item["prediction"] = probabilities.argmax
        item["probability"] = Float(probability)
        item["unsure"] = probability < threshold
        return nil
    }
}
