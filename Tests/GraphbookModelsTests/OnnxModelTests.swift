import GraphbookCore
import Synchronization
import Testing

@testable import GraphbookModels

@Suite("A model")
struct OnnxModelTests {
    @Test(
        "Lists its inputs and outputs with name, type and shape",
        arguments: [
            ("affine", "affine.onnx(x: f32[batch, 3]) -> (y: f32[batch, 2])"),
            ("pair", "pair.onnx(left: f32[n], right: f32[n]) -> (sum: f32[n], product: f32[n])"),
            ("scalar", "scalar.onnx(count: i64[]) -> (doubled: i64[])"),
            ("free", "free.onnx(image: f32[batch, 3, ?, ?]) -> (mean: f32[batch, 3, 1, 1])"),
            ("sequence", "sequence.onnx(x: f32[n]) -> (total: f32[], pieces: a sequence)"),
        ])
    func description(name: String, expected: String) throws {
        #expect(try model(name).description == expected)
    }

    @Test("Tells fixed, named and free dimensions apart")
    func dimensions() throws {
        let image = try model("free").inputs[0]
        #expect(image.name == "image")
        #expect(image.elementType == .f32)
        #expect(image.shape == [.free("batch"), .fixed(3), .free(nil), .free(nil)])
    }

    @Test("Has neither element type nor shape for a sequence")
    func sequenceOutput() throws {
        let pieces = try model("sequence").outputs[1]
        #expect(pieces.elementType == nil)
        #expect(pieces.shape == nil)
    }

    @Test("Computes a batch of any size", arguments: [0, 1, 2, 1000])
    func affine(batch: Int) throws {
        let x = (0..<batch * 3).map(Float.init)
        let y = try model("affine")(Tensor(x, shape: [batch, 3]))
        let expected: [Float] = (0..<batch).flatMap { row -> [Float] in
            let (a, b, c) = (x[row * 3], x[row * 3 + 1], x[row * 3 + 2])
            return [a + 3 * b + 5 * c + 0.5, 2 * a + 4 * b + 6 * c - 0.5]
        }
        #expect(y.shape == [batch, 2])
        #expect(try y.elements(as: Float.self) == expected)
    }

    @Test("Takes several inputs and gives several outputs by name")
    func named() throws {
        let results = try model("pair")(["right": Tensor([3, 4] as [Float]), "left": Tensor([1, 2] as [Float])])
        #expect(results.tensors == ["sum": Tensor([4, 6] as [Float]), "product": Tensor([3, 8] as [Float])])
        #expect(try results["product"] == Tensor([3, 8] as [Float]))
    }

    @Test("Gives only the outputs asked for", arguments: [[], ["product"], ["product", "sum"], ["sum", "sum"]])
    func chosen(outputs: [String]) throws {
        let input = Tensor([2] as [Float])
        let results = try model("pair")(["left": input, "right": input], outputs: outputs)
        #expect(results.tensors.keys.sorted() == Set(outputs).sorted())
    }

    @Test("Takes and gives scalars")
    func scalar() throws {
        let doubled = try model("scalar")(Tensor(scalar: 21 as Int64))
        #expect(doubled.shape == [])
        #expect(try doubled.elements(as: Int64.self) == [42])
    }

    @Test("Takes free dimensions of any length", arguments: [[1, 3, 1, 1], [2, 3, 5, 4]])
    func free(shape: [Int]) throws {
        let mean = try model("free")(Tensor(zeros: .f32, shape: shape))
        #expect(mean == Tensor(zeros: .f32, shape: [shape[0], 3, 1, 1]))
    }

    @Test("Takes texts as token ids of any length, with a mask of those that count")
    func texts() throws {
        let sentence = try model("sentence")
        let ids = try Tensor([1, 2, 3, 5, 0, 0] as [Int64], shape: [2, 3])
        let mask = try Tensor([1, 1, 1, 1, 0, 0] as [Int64], shape: [2, 3])
        let result = try sentence(["input_ids": ids, "attention_mask": mask])["sentence_embedding"]
        #expect(try result == Tensor([2, 20, 5, 50] as [Float], shape: [2, 2]))
        let one = try Tensor([4] as [Int64], shape: [1, 1])
        #expect(try sentence(["input_ids": one, "attention_mask": one])["sentence_embedding"].doubles == [4, 40])
        #expect(
            errorText { _ = try sentence(["input_ids": ids.converted(to: .i32), "attention_mask": mask]) }
                == "model 'sentence.onnx' takes input 'input_ids' as i64[batch, length], not i32[2, 3]; "
                + "convert it with converted(to: .i64)")
    }

    @Test("Takes and gives every element type")
    func elementTypes() throws {
        let numbers = Tensor([0, 1, 2, 100] as [Double])
        let inputs = ElementType.allCases.map { ("\($0)", numbers.converted(to: $0)) }
        let results = try model("types")(Dictionary(uniqueKeysWithValues: inputs))
        for (name, input) in inputs {
            #expect(try results["\(name)-wide"].doubles == input.doubles, "\(name)")
            #expect(try results["\(name)-back"] == input, "\(name)")
        }
    }

    @Test("Reads a transposed tensor in its own order")
    func transposed() throws {
        let columns = try Tensor([1, 10, 2, 20, 3, 30] as [Float], shape: [3, 2])
        let rows = columns.transposed([1, 0])
        #expect(!rows.isContiguous)
        #expect(try model("affine")(rows).elements(as: Float.self) == [22.5, 27.5, 220.5, 279.5])
    }

    @Test("Reads a view from the middle of its storage")
    func offset() throws {
        let tensor = try Tensor([9, 9, 9, 1, 2, 3, 9, 9, 9] as [Float], shape: [3, 3])
        #expect(try model("affine")(tensor[1..<2]).elements(as: Float.self) == [22.5, 27.5])
    }

    @Test("Serves eight tasks at once")
    func concurrent() async throws {
        let affine = try model("affine")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    try (0..<200).allSatisfy { run in
                        let x = Float(task * 200 + run)
                        let y = try affine(Tensor([x, 0, 1], shape: [1, 3]))
                        return try y.elements(as: Float.self) == [x + 5.5, 2 * x + 5.5]
                    }
                }
            }
            for try await agrees in group { #expect(agrees) }
        }
    }

    @Test("Spreads a run over the threads it is told to", arguments: [1, 2])
    func threads(count: Int) throws {
        let affine = try OnnxModel(path: fixture("affine"), threads: count)
        #expect(try affine(Tensor([1, 2, 3] as [Float], shape: [1, 3])).elements(as: Float.self) == [22.5, 27.5])
    }

    @Test("Runs without the output that is no tensor")
    func tensorsOnly() throws {
        let total = try model("sequence")(["x": Tensor([1, 2, 3] as [Float])], outputs: ["total"])
        #expect(try total["total"].scalar == 6)
    }
}

@Suite("A model's memory")
struct OnnxModelMemoryTests {
    @Test("Tensor and runtime value have the same bytes, both ways")
    func sameBytes() throws {
        let library = try OnnxLibrary.loaded(from: nil)
        let tensor = Tensor([1, 2, 3] as [Float])
        let back = try library.tensor(viewing: library.value(viewing: tensor))
        #expect(back.base == tensor.base)
        #expect(back == tensor)
    }

    @Test("A released result's memory is used for the next: 2,000 runs take one block")
    func released() throws {
        let affine = try model("affine")
        let input = Tensor(zeros: .f32, shape: [64, 3])
        let addresses = try (0..<2000).map { _ in try affine(input).base }
        #expect(Set(addresses).count == 1)
    }

    @Test("A failed run keeps no memory")
    func failed() throws {
        let reshape = try model("reshape")
        let fits = Tensor(zeros: .f32, shape: [6]), fails = Tensor(zeros: .f32, shape: [5])
        let addresses = try (0..<200).map { _ in
            #expect(throws: GraphbookError.self) { try reshape(fails) }
            return try reshape(fits).base
        }
        #expect(Set(addresses).count == 1)
    }

    @Test("A result that is held stays as it is, through later runs and after the model")
    func held() throws {
        var affine: OnnxModel? = try model("affine")
        let first = try affine?(Tensor([1, 2, 3] as [Float], shape: [1, 3]))
        let second = try affine?(Tensor([0, 0, 0] as [Float], shape: [1, 3]))
        affine = nil
        #expect(try first?.elements(as: Float.self) == [22.5, 27.5])
        #expect(try second?.elements(as: Float.self) == [0.5, -0.5])
    }

    @Test("An input that is handed on as a result is a copy")
    func passthrough() throws {
        let input = Tensor([1, 2, 3] as [Float])
        let output = try model("passthrough")(input)
        #expect(output == input)
        #expect(output.base != input.base)
    }

    @Test("The log closure is let go with the model")
    func logReleased() throws {
        final class Token: Sendable {}
        var token: Token? = Token()
        weak let watched = token
        var affine: OnnxModel? = try OnnxModel(path: fixture("affine"), log: { [token] _ in _ = token })
        token = nil
        #expect(affine != nil && watched != nil)
        affine = nil
        #expect(watched == nil)
    }
}
