import Graphbook

// The four programs of the guide this framework exists for, "Batch Data": two batch steps, each as a function and as a
// type. A few numbers of a path stand for a decoded picture, and a matrix for the model.

/// Custom defined function that will execute in parallel.
func convertToTensor(_ item: Item) throws -> Tensor {
    let path = try item.path
    guard path.hasSuffix(".png") else { throw GraphbookError(.file, "\(path) is no picture") }
    return Tensor(path.utf8.prefix(3).map { Float($0) })
}

/// What a picture shows: the sum and the greatest of its numbers.
struct PictureModel: ResourceValue {
    func callAsFunction(_ batch: Tensor) throws -> Tensor {
        let outputs = batch.rows.flatMap { row in [Float(row.doubles.reduce(0, +)), Float(row.max)] }
        return try Tensor(outputs, shape: [batch.shape[0], 2])
    }
}

/// A model for the steps that take one.
@Resource("PictureModel")
func pictureModel() -> PictureModel { PictureModel() }

// MARK: - Load and batch data

/// Loads images from the file system, and keeps them as tensors in their notes.
@BatchStep("Seed/LoadImages", size: 8, itemKey: "image_paths", load: convertToTensor)
func onLoadImages(tensors: [Tensor], items: [Item], notes: [Note]) {
    for (tensor, note) in zip(tensors, notes) {
        note["tensor", default: []].append(tensor)
    }
}

/// The same as a type.
@Node("Seed/LoadImagesType")
struct LoadImages: BatchStep {
    @Parameter var batchSize = 8
    @Parameter var itemKey = "image_paths"

    func load(_ item: Item) throws -> Tensor { try convertToTensor(item) }

    func process(_ batch: Batch<Tensor>) {
        for (tensor, note) in zip(batch.loaded, batch.notes) {
            note["tensor", default: []].append(tensor)
        }
    }
}

// MARK: - Passing data to a model

/// Passes images to a model at once, so that no note holds them.
@BatchStep("Seed/MyMLModel", size: 8, itemKey: "image_paths", load: convertToTensor)
func onModelImages(images: [Tensor], items: [Item], notes: [Note], model: PictureModel) throws {
    let batch = try Tensor.stacking(images)
    let outputs = try model(batch).rows

    // (Option 1) Store the model's outputs in the items
    for (output, item) in zip(outputs, items) {
        item["output"] = output
    }

    // (Option 2) Store the model's outputs in the note
    for (output, note) in zip(outputs, notes) {
        note["output", default: []].append(output)
    }
}

/// The same as a type.
@Node("Seed/MyMLModelType")
struct MyMLModel: BatchStep {
    @Parameter var batchSize = 8
    @Parameter var itemKey = "image_paths"
    @Parameter var model: PictureModel

    func load(_ item: Item) throws -> Tensor { try convertToTensor(item) }

    func process(_ batch: Batch<Tensor>) throws {
        let outputs = try model(batch.stacked).rows
        for (output, item) in zip(outputs, batch.items) {
            item["output"] = output
        }
        for (output, note) in zip(outputs, batch.notes) {
            note["output", default: []].append(output)
        }
    }
}
