import Graphbook
import GraphbookImaging
import GraphbookModels

/// Custom defined function that will execute in parallel.
func convertToTensor(_ item: Item) throws -> Tensor {
    try Tensor(image: item.path, side: 224)
}

/// Loads images from the file system.
@BatchStep("LoadImages", size: 8, itemKey: "image_paths", load: convertToTensor)
func onLoadImages(tensors: [Tensor], items: [Item], notes: [Note]) {
    for (tensor, note) in zip(tensors, notes) {
        note["tensor", default: []].append(tensor)
    }
}

@Node("LoadImagesType")
struct LoadImages: BatchStep {
    @Parameter var batchSize = 8
    @Parameter var itemKey = "image_paths"

    // Custom defined function that will execute in parallel
    func load(_ item: Item) throws -> Tensor {
        try Tensor(image: item.path, side: 224)
    }

    func process(_ batch: Batch<Tensor>) {
        for (tensor, note) in zip(batch.loaded, batch.notes) {
            note["tensor", default: []].append(tensor)
        }
    }
}

/// Passes images to a model.
@BatchStep("MyMLModel", size: 8, itemKey: "image_paths", load: convertToTensor)
func onModelImages(images: [Tensor], items: [Item], notes: [Note], model: OnnxModel) throws {
    let outputs = try model(Tensor.stacking(images)).rows

    // (Option 1) Store the model's outputs in the items
    for (output, item) in zip(outputs, items) {
        item["output"] = output
    }

    // (Option 2) Store the model's outputs in the note
    for (output, note) in zip(outputs, notes) {
        note["output", default: []].append(output)
    }
}

@Node("MyMLModelType")
struct MyMLModel: BatchStep {
    @Parameter var batchSize = 8
    @Parameter var itemKey = "image_paths"
    @Parameter var model: OnnxModel

    func load(_ item: Item) throws -> Tensor {
        try convertToTensor(item)
    }

    func process(_ batch: Batch<Tensor>) throws {
        let outputs = try model(batch.stacked).rows

        // (Option 1) Store the model's outputs in the items
        for (output, item) in zip(outputs, batch.items) {
            item["output"] = output
        }

        // (Option 2) Store the model's outputs in the note
        for (output, note) in zip(outputs, batch.notes) {
            note["output", default: []].append(output)
        }
    }
}

/// Numbers the items of each batch.
@BatchStep("Number", size: 100, itemKey: "lines")
func number(_ batch: Batch<Value>) {
    for (place, item) in batch.items.enumerated() { item["place"] = place }
}
