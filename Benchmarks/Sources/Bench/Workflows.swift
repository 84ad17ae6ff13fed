import Graphbook
import GraphbookModels
import GraphbookNodes

extension BenchHost {
    /// The work, by the names that the results and the peers' scripts have for it.
    ///
    /// Nodes are called alike where they do alike, so that `--set photos.count=64` means the same in each.
    static var workflows: [Workflow] {
        [
            Workflow("W1") { work in
                work.documentation = "JPEG files to batches of 3 × 224 × 224 floats; one element of each batch is read."
                work.add(count(), after: work.add(touch(), as: "load", after: work.add(photos())))
            },
            Workflow("W2") { work in
                work.documentation =
                    "Items that cost nothing to load, in batches: what the engine itself costs an item."
                work.add(count(), after: work.add(take(), as: "load", after: work.add(numbers())))
            },
            Workflow("W3") { work in
                work.documentation = "W1, and each picture is written as a JPEG of quality 90 by the workers."
                work.add(count(), after: work.add(write(), as: "load", after: work.add(photos())))
            },
            Workflow("W4") { work in
                work.documentation = "A chain of five steps that add one to a number."
                var last = work.add(numbers())
                for _ in 1...5 { last = work.add(addOne(), after: last) }
                work.add(count(), after: last)
            },
            Workflow("W5") { work in
                work.documentation = "Three branches, each with a copy of every note, and a step that hears them all."
                let source = work.add(numbers())
                let branches = (1...3).map { _ in work.add(addOne(), after: source) }
                work.add(count(), after: branches[0], branches[1], branches[2])
            },
            Workflow("W6") { work in
                work.documentation = "W1, and each batch goes through a text detector by ONNX Runtime."
                let model = work.add(onnxModel(path: "text-detector.onnx"), as: "model")
                work.add(count(), after: work.add(detect(model: model), as: "load", after: work.add(photos())))
            },
        ]
    }
}
