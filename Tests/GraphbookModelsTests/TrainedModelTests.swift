import Foundation
import GraphbookCore
import GraphbookModels
import Testing

/// Models from Python packages, which `make models` installs; `Wheels/expected.py` runs them by ONNX Runtime's Python.
@Suite("Trained models")
struct TrainedModelTests {
    @Test("Give what ONNX Runtime's own Python gives, to 1e-5: bytes, sound with a state, pictures of any width")
    func sameAsPython() throws {
        try withFolder { folder in
            let runs = try pythonRuns(in: folder)
            #expect(runs.count == 1 + 8 + 2)
            var models: [String: OnnxModel] = [:]
            for run in runs {
                let model = try models[run.model] ?? OnnxModel(path: run.model, threads: 1)
                models[run.model] = model
                let results = try model(try run.inputs.mapValues(tensor(in:)))
                #expect(results.tensors.keys.sorted() == run.outputs.keys.sorted())
                for (name, file) in run.outputs {
                    let (own, expected) = (try results[name], try tensor(in: file))
                    #expect(own.shape == expected.shape && own.elementType == expected.elementType)
                    let furthest = zip(own.doubles, expected.doubles).map { abs($0 - $1) }.max()
                    #expect(try #require(furthest) <= 1e-5, "\(model.path), \(name)")
                    // Not all zeros: a model that ran on nothing would agree too.
                    #expect(Set(own.doubles).count > 1)
                }
            }
        }
    }
}

/// One run in Python.
private struct PythonRun: Decodable {
    struct TensorFile: Decodable {
        let type: ElementType
        let shape: [Int]
        let file: String
    }

    let model: String
    let inputs: [String: TensorFile]
    let outputs: [String: TensorFile]
}

private func pythonRuns(in folder: String) throws -> [PythonRun] {
    let wheels = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Wheels")
    let python = Process(), output = Pipe()
    python.executableURL = wheels.appendingPathComponent("../../../.venv/bin/python")
    python.arguments = [wheels.appendingPathComponent("expected.py").path, folder]
    python.standardOutput = output
    try python.run()
    let lines = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    return try lines.map { try JSONDecoder().decode(PythonRun.self, from: $0) }
}

private func tensor(in file: PythonRun.TensorFile) throws -> Tensor {
    let tensor = Tensor(uninitialized: file.type, shape: file.shape)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.file))
    try #require(bytes.count == tensor.byteCount)
    bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: tensor.base, count: bytes.count))
    return tensor
}
