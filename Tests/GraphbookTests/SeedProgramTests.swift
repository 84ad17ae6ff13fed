import Graphbook
import Testing

@Suite("The guide's programs")
struct SeedProgramTests {
    private let paths: Fields = ["image_paths": ["a.png", "bc.png"]]

    @Test(
        "Batch size and item key are parameters of both forms, the model one more",
        arguments: [
            ("Seed/LoadImages", ["batchSize", "itemKey"]), ("Seed/LoadImagesType", ["batchSize", "itemKey"]),
            ("Seed/MyMLModel", ["batchSize", "itemKey", "model"]), ("Seed/MyMLModelType", ["batchSize", "itemKey", "model"]),
        ])
    func parameters(name: String, parameters: [String]) throws {
        let node = try definition(name)
        #expect(node.kind == .batchStep)
        #expect(node.parameters.map(\.name) == parameters)
        #expect(node.parameters.map(\.defaultValue).prefix(2) == [8, "image_paths"])
        #expect(node.parameter("model")?.type ?? .resource("PictureModel") == .resource("PictureModel"))
    }

    @Test("Both forms do the same", arguments: ["Seed/LoadImages", "Seed/LoadImagesType"])
    func loadImages(name: String) async throws {
        let note = Note(paths)
        try await NodeCall(name).batch(of: [note], key: "image_paths")
        #expect(note["tensor"] == [Tensor([97, 46, 112] as [Float]), Tensor([98, 99, 46] as [Float])])
    }

    @Test("Both forms pass the batch to the model", arguments: ["Seed/MyMLModel", "Seed/MyMLModelType"])
    func model(name: String) async throws {
        let note = Note(paths)
        try await NodeCall(name, resources: ["model": PictureModel()]).batch(of: [note], key: "image_paths")
        let outputs = [Tensor([255, 112] as [Float]), Tensor([243, 99] as [Float])]
        #expect(note["output"] == outputs)
        let items = try #require((note["image_paths"] as Value?)?.list)
        #expect(items.map { $0.fields?["output"] } == outputs.map { .tensor($0) })
        #expect(items.map { $0.fields?["value"] } == ["a.png", "bc.png"])
    }

    @Test("The functions and types are called by a test as they are")
    func call() throws {
        let note = Note(paths)
        let items = (0..<2).map { Item(of: note, key: "image_paths", index: $0) }
        let tensors = try items.map(convertToTensor)
        onLoadImages(tensors: tensors, items: items, notes: [note, note])
        #expect(note["tensor"] == tensors)
        try onModelImages(images: tensors, items: items, notes: [note, note], model: PictureModel())
        LoadImages(batchSize: 2).process(Batch(loaded: tensors, items: items, notes: [note, note]))
        #expect(note["tensor"] == tensors + tensors)
    }
}
