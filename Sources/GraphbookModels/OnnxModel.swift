import GraphbookCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A trained model in an ONNX file, run by ONNX Runtime.
///
///     let model = try OnnxModel(path: "digits.onnx")
///     let logits = try model(batch)
///
/// ONNX Runtime, version 1.17 or newer, is looked for when the first model is loaded: at the path given as `library`,
/// at the one in the environment's GRAPHBOOK_ONNXRUNTIME, where the system keeps libraries, in the `.venv` of this
/// folder or one above it, and in the Python on the PATH.
///
/// One model serves several tasks at once.
public final class OnnxModel: Sendable {
    /// The model's file.
    public let path: String
    /// Where the model runs: the CPU, when CUDA was asked for and cannot be used.
    public let device: Device
    /// What the model takes, in the file's order.
    public let inputs: [ModelValue]
    /// What the model gives, in the file's order.
    public let outputs: [ModelValue]
    private let session: OnnxSession

    /// Loads a model, and ONNX Runtime with the first one.
    ///
    /// Threads are per model: two models that run at the same time with the default use twice as many threads as there
    /// are cores, and both get slower than if they had taken turns. Where several models, or several processes with one
    /// each, run at a time, give each the number of cores divided by theirs.
    ///
    /// - Parameters:
    ///   - device: Where to run. A CUDA device that cannot be used is replaced by the CPU, and `log` told why.
    ///   - threads: How many threads one run is spread over; 0 for one a physical core.
    ///   - library: ONNX Runtime's shared library or the folder it is in; nil to look for it.
    ///   - log: Called with each of ONNX Runtime's warnings and errors, from any thread. Without it they are dropped;
    ///     an error that matters is thrown too.
    /// - Throws: ``GraphbookError`` with code `model` when there is no ONNX Runtime, or when it cannot load the file;
    ///   with code `file` when there is no such file.
    public init(
        path: String, device: Device = .cpu, threads: Int = 0, library: String? = nil,
        log: (@Sendable (String) -> Void)? = nil
    ) throws {
        let name = OnnxModel.name(of: path)
        guard threads >= 0 else {
            throw GraphbookError(.model, "model '\(name)' cannot run on \(threads) threads; 0 is one a core")
        }
        guard access(path, R_OK) == 0 else {
            throw GraphbookError(.file, "the model '\(path)' cannot be read: \(String(cString: strerror(errno)))")
        }
        let library = try OnnxLibrary.loaded(from: library)
        do {
            session = try OnnxSession(library: library, path: path, device: device, threads: threads, log: log)
        } catch {
            throw GraphbookError(.model, "ONNX Runtime cannot load the model '\(path)'", cause: error)
        }
        self.path = path
        self.device = session.device
        inputs = session.inputs
        outputs = session.outputs
        if let input = inputs.first(where: { $0.elementType == nil }) {
            throw GraphbookError(
                .model,
                "model '\(name)' cannot be run: its input '\(input.name)' is \(input.kind), not a tensor of numbers")
        }
    }

    /// Runs a model that has one input and one output.
    ///
    /// A contiguous input is read where it is. The result's bytes are ONNX Runtime's own, and are given back when the
    /// last view of them is gone.
    ///
    /// - Throws: ``GraphbookError`` with code `shape` or `wrongType` when `input` is not what the model takes; with
    ///   code `model` when it has several inputs or outputs, or when the run fails.
    public func callAsFunction(_ input: Tensor) throws -> Tensor {
        guard inputs.count == 1, outputs.count == 1 else {
            throw GraphbookError(
                .model,
                "model '\(name)' has \(counted(inputs, "input")) and \(counted(outputs, "output")); "
                    + "call it with tensors by input name, and take its results by output name")
        }
        return try self([inputs[0].name: input])[outputs[0].name]
    }

    /// Runs the model on tensors by input name.
    ///
    ///     let result = try model(["input": samples, "state": state, "sr": Tensor(scalar: 16_000 as Int64)])
    ///     let (speech, next) = (try result["output"], try result["stateN"])
    ///
    /// - Parameter outputs: Which outputs to compute; nil for all.
    /// - Throws: ``GraphbookError`` that tells all that is wrong with the inputs, with the code of what it tells first:
    ///   `missing` when a name is not the model's or an input is not there, `shape` or `wrongType` when a tensor is not
    ///   what the model takes. With code `missing` when it has no output of a name; with code `model` when an output is
    ///   no tensor of numbers, or when the run fails.
    public func callAsFunction(_ inputs: [String: Tensor], outputs: [String]? = nil) throws -> ModelOutputs {
        try check(inputs)
        let indices = try outputs.map { try Set($0.map(index(ofOutput:))).sorted() } ?? Array(self.outputs.indices)
        for index in indices { try checkTensor(outputAt: index) }
        let tensors = self.inputs.compactMap { inputs[$0.name]?.contiguous() }
        let results = try run(tensors, outputs: indices)
        return ModelOutputs(
            tensors: Dictionary(uniqueKeysWithValues: zip(indices.map { self.outputs[$0].name }, results)), model: name)
    }

    private func run(_ inputs: [Tensor], outputs: [Int]) throws -> [Tensor] {
        if outputs.isEmpty { return [] }
        do {
            return try session.run(inputs, outputs: outputs)
        } catch {
            let given = inputs.map(\.summary).joined(separator: ", ")
            throw GraphbookError(.model, "model '\(name)' failed on \(given)", cause: error)
        }
    }

    /// The file's name, by which errors call the model.
    var name: String { OnnxModel.name(of: path) }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension OnnxModel: CustomStringConvertible {
    /// Such as `digits.onnx(images: f32[batch, 1, 8, 8]) -> (logits: f32[batch, 10])`.
    public var description: String {
        func list(_ values: [ModelValue]) -> String { "(\(values.map(\.description).joined(separator: ", ")))" }
        return "\(name)\(list(inputs)) -> \(list(outputs))"
    }
}

extension OnnxModel: ResourceValue {}
extension Device: Choice {}
