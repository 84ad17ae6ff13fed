import Graphbook
import GraphbookImaging
import GraphbookModels

/// Decodes a photo to 3 × 224 × 224, values 0 to 1.
func decode(_ item: Item) throws -> Tensor { try Tensor(image: item.path, side: 224) }

/// Writes down what the model sees in each photo, where it is sure enough.
@BatchStep("Vision/Classify", size: 8, itemKey: "image_paths", load: decode)
func classify(_ batch: Batch<Tensor>, model: OnnxModel, threshold: Double = 0.5) throws {
    let probabilities = try model(batch.stacked).softmax()
    for (scores, item) in zip(probabilities.rows, batch.items) where scores.max >= threshold {
        item["label"] = scores.argmax
    }
}
