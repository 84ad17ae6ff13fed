import Foundation
import GraphbookCore
import Synchronization
import Testing

@testable import GraphbookModels

@Suite("A model that cannot be loaded")
struct OnnxModelLoadErrorTests {
    @Test("Names a file that is not there")
    func missing() {
        #expect(
            errorText { _ = try OnnxModel(path: "/nowhere/digits.onnx") }
                == "the model '/nowhere/digits.onnx' cannot be read: No such file or directory")
    }

    @Test("Names a file that is no model, and is caused by the runtime's error", arguments: ["not a model", ""])
    func garbage(content: String) throws {
        try withFolder { folder in
            let path = folder + "/garbage.onnx"
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            expectRefusal(of: path)
        }
    }

    @Test("Names a file that ends early", arguments: [1, 50, 164])
    func truncated(length: Int) throws {
        try withFolder { folder in
            let path = folder + "/truncated.onnx"
            try Data(contentsOf: URL(fileURLWithPath: fixture("affine"))).prefix(length)
                .write(to: URL(fileURLWithPath: path))
            expectRefusal(of: path)
        }
    }

    @Test("Names a folder")
    func folder() throws {
        try withFolder { expectRefusal(of: $0) }
    }

    private func expectRefusal(of path: String) {
        let error = #expect(throws: GraphbookError.self) { try OnnxModel(path: path) }
        #expect(error?.code == .model)
        #expect(error?.message == "ONNX Runtime cannot load the model '\(path)'")
        #expect(error?.cause is GraphbookError)
    }

    @Test("Says which input is no tensor of numbers")
    func textInput() {
        #expect(
            errorText { _ = try model("text") }
                == "model 'text.onnx' cannot be run: its input 'words' is a tensor of strings, not a tensor of numbers")
    }

    @Test("Refuses a negative number of threads")
    func threads() {
        #expect(
            errorText { _ = try OnnxModel(path: fixture("affine"), threads: -1) }
                == "model 'affine.onnx' cannot run on -1 threads; 0 is one a core")
    }
}

@Suite("A model that is called wrongly")
struct OnnxModelCallErrorTests {
    @Test(
        "Says what it takes instead of a tensor that does not fit",
        arguments: [
            (ElementType.u8, [16, 3], "f32[batch, 3], not u8[16, 3]; convert it with converted(to: .f32)"),
            (.f64, [3], "f32[batch, 3], not f64[3]"),
            (.f32, [3], "f32[batch, 3], not f32[3]"),
            (.f32, [], "f32[batch, 3], not f32[]"),
            (.f32, [16, 4], "f32[batch, 3], not f32[16, 4]"),
            (.f32, [1, 16, 3], "f32[batch, 3], not f32[1, 16, 3]"),
        ])
    func unfit(type: ElementType, shape: [Int], expected: String) throws {
        let affine = try model("affine")
        #expect(
            errorText { _ = try affine(Tensor(zeros: type, shape: shape)) }
                == "model 'affine.onnx' takes input 'x' as \(expected)")
    }

    @Test("Tells a wrong type from a wrong shape by the error's code")
    func codes() throws {
        let affine = try model("affine")
        let type = #expect(throws: GraphbookError.self) { try affine(Tensor(zeros: .u8, shape: [1, 3])) }
        let shape = #expect(throws: GraphbookError.self) { try affine(Tensor(zeros: .u8, shape: [1, 4])) }
        #expect(type?.code == .wrongType)
        #expect(shape?.code == .shape)
    }

    @Test(
        "Says which inputs are missing, and which ones were probably meant",
        arguments: [
            ([], "needs the input left: f32[n]. It needs the input right: f32[n]"),
            (["left"], "needs the input right: f32[n]"),
            (["left", "rihgt"], "has no input 'rihgt'; it has 'right'. It needs the input right: f32[n]"),
            (["left", "right", "bias"], "has no input 'bias'; it has 'left', 'right'"),
        ])
    func inputNames(names: [String], expected: String) throws {
        let pair = try model("pair")
        let inputs = Dictionary(uniqueKeysWithValues: names.map { ($0, Tensor([1] as [Float])) })
        let error = #expect(throws: GraphbookError.self) { try pair(inputs) }
        #expect(error?.description == "model 'pair.onnx' \(expected)")
        #expect(error?.code == .missing)
    }

    @Test(
        "Says which output was probably meant",
        arguments: [
            ("Product", "it has 'product'"),
            ("logits", "it has 'sum', 'product'"),
        ])
    func outputNames(name: String, expected: String) throws {
        let pair = try model("pair")
        let input = Tensor([1] as [Float])
        #expect(
            errorText { _ = try pair(["left": input, "right": input], outputs: [name]) }
                == "model 'pair.onnx' has no output '\(name)'; \(expected)")
    }

    @Test("Says all that is wrong with several inputs at once")
    func severalProblems() throws {
        let pair = try model("pair")
        let error = #expect(throws: GraphbookError.self) {
            try pair(["left": Tensor([1] as [Double]), "right": Tensor(scalar: 1 as Float)])
        }
        #expect(
            error?.description
                == "model 'pair.onnx' takes input 'left' as f32[n], not f64[1]; convert it with converted(to: .f32). "
                + "It takes input 'right' as f32[n], not f32[]")
        #expect(error?.code == .wrongType)
    }

    @Test("Says which of its results was probably meant, and which there are")
    func resultNames() throws {
        let input = Tensor([1] as [Float])
        let results = try model("pair")(["left": input, "right": input], outputs: ["sum"])
        #expect(
            errorText { _ = try results["Sum"] } == "model 'pair.onnx' gave no output 'Sum'; it gave 'sum'")
        #expect(
            errorText { _ = try results["product"] } == "model 'pair.onnx' gave no output 'product'; it gave 'sum'")
    }

    @Test("Is not called with one tensor when it has several inputs or outputs")
    func several() throws {
        let pair = try model("pair"), sequence = try model("sequence")
        let input = Tensor([1] as [Float])
        #expect(
            errorText { _ = try pair(input) }
                == "model 'pair.onnx' has 2 inputs (left, right) and 2 outputs (sum, product); "
                + "call it with tensors by input name, and take its results by output name")
        #expect(
            errorText { _ = try sequence(input) }
                == "model 'sequence.onnx' has 1 input (x) and 2 outputs (total, pieces); "
                + "call it with tensors by input name, and take its results by output name")
    }

    @Test("Says which output is no tensor, and which to ask for")
    func sequence() throws {
        let sequence = try model("sequence"), pieces = try model("pieces")
        let input = Tensor([1] as [Float])
        #expect(
            errorText { _ = try sequence(["x": input]) }
                == "model 'sequence.onnx' gives output 'pieces' as a sequence, not a tensor of numbers; "
                + "ask for 'total' alone")
        #expect(
            errorText { _ = try pieces(input) }
                == "model 'pieces.onnx' gives output 'pieces' as a sequence, not a tensor of numbers")
    }

    @Test("Says on what it failed, caused by the runtime's error")
    func failure() throws {
        let reshape = try model("reshape")
        let error = #expect(throws: GraphbookError.self) { try reshape(Tensor(zeros: .f32, shape: [5])) }
        #expect(error?.message == "model 'reshape.onnx' failed on f32[5]")
        #expect(error?.cause is GraphbookError)
        #expect(error?.code == .model)
    }
}

@Suite("A model's log")
struct OnnxModelLogTests {
    @Test("Has the runtime's warnings")
    func warnings() throws {
        let lines = Mutex<[String]>([])
        _ = try OnnxModel(path: fixture("unused"), log: { line in lines.withLock { $0.append(line) } })
        #expect(
            lines.withLock { $0 } == [
                "ONNX Runtime: Removing initializer 'spare'. It is not used by any node and should be removed from the "
                    + "model."
            ])
    }

    @Test("Says in one line why a model that asked for CUDA runs on the CPU")
    func cuda() throws {
        let lines = Mutex<[String]>([])
        let affine = try OnnxModel(
            path: fixture("affine"), device: .cuda, log: { line in lines.withLock { $0.append(line) } })
        #expect(affine.device == .cpu)
        #expect(
            lines.withLock { $0 } == [
                "CUDA is not usable (CUDA execution provider is not enabled in this build.): running on the CPU"
            ])
        #expect(try affine(Tensor([1, 2, 3] as [Float], shape: [1, 3])).elements(as: Float.self) == [22.5, 27.5])
    }

    @Test(
        "Leaves source locations and error numbers out",
        arguments: [
            ("Node y: bad shape", "Node y: bad shape"),
            (
                "/src/a.cc:20 T Get() [ONNXRuntimeError] : 1 : FAIL : No lib.so: no such file\n",
                "No lib.so: no such file"
            ),
            ("[ONNXRuntimeError] : 6 : EXCEPTION : a : b", "a : b"),
            ("a.cc:1 [ONNXRuntimeError] : 1 : FAIL : b.cc:2 [ONNXRuntimeError] : 3 : NO : text", "text"),
            ("", ""),
        ])
    func plain(message: String, expected: String) {
        #expect(plainText(message) == expected)
    }

    @Test("Does not blame CUDA for a file that is no model")
    func cudaGarbage() throws {
        try withFolder { folder in
            let lines = Mutex<[String]>([])
            let path = folder + "/garbage.onnx"
            try Data("garbage".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: GraphbookError.self) {
                try OnnxModel(path: path, device: .cuda, log: { line in lines.withLock { $0.append(line) } })
            }
            #expect(lines.withLock { $0 } == [])
        }
    }

    @Test("Runs on the CPU unless told otherwise")
    func cpu() throws {
        #expect(try model("affine").device == .cpu)
    }
}
