import Graphbook
import GraphbookModels

struct Vocabulary: ResourceValue {
    let words: Set<String>
}

/// The words a model knows.
@Resource("Text/Vocabulary")
func vocabulary(words: [String]) -> Vocabulary { Vocabulary(words: Set(words)) }

/// Counts the words that are not in the vocabulary.
@Step("Text/Count Unknown")
func countUnknown(_ note: Note, vocabulary: Vocabulary) {
    let words = note["text", default: ""].split(separator: " ").map(String.init)
    note["unknown"] = words.count { !vocabulary.words.contains($0) }
}

let unknownWords = Workflow("unknown words") { workflow in
    let english = workflow.add(vocabulary(words: ["cat", "dog"]))
    let texts = workflow.source("texts") { emit in try await emit(Note(["text": "a bird"])) }
    workflow.add(countUnknown(vocabulary: english), as: "unknown", after: texts)
}

/// Names what the model sees, where it is sure enough.
@BatchStep("Vision/Name", size: 16, itemKey: "image_paths", load: convertToTensor)
func nameClasses(_ batch: Batch<Tensor>, model: OnnxModel, threshold: Double = 0.5) throws {
    let probabilities = try model(batch.stacked).softmax()
    for (scores, item) in zip(probabilities.rows, batch.items) where scores.max >= threshold {
        item["label"] = scores.argmax
    }
}
