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
                    + "use run(_:outputs:)")
        }
        let tensor = try checked(input, against: inputs[0])
        return try run([tensor], outputs: [checked(outputAt: 0)])[0]
    }

    /// Runs the model on tensors by input name, and gives tensors by output name.
    ///
    /// - Parameter outputs: Which outputs to compute; nil for all.
    /// - Throws: ``GraphbookError`` with code `missing` when an input is missing or a name is not the model's; with
    ///   code `shape` or `wrongType` when a tensor is not what the model takes; with code `model` when an output is no
    ///   tensor of numbers, or when the run fails.
    public func run(_ inputs: [String: Tensor], outputs: [String]? = nil) throws -> [String: Tensor] {
        if let unknown = inputs.keys.sorted().first(where: { key in !self.inputs.contains { $0.name == key } }) {
            throw GraphbookError(.missing, "model '\(name)' has no input '\(unknown)'; \(hint(unknown, self.inputs))")
        }
        let tensors = try self.inputs.map { input in
            guard let tensor = inputs[input.name] else {
                throw GraphbookError(.missing, "model '\(name)' needs the input \(input)")
            }
            return try checked(tensor, against: input)
        }
        let indices = try outputs.map { try Set($0.map(index(ofOutput:))).sorted() } ?? Array(self.outputs.indices)
        let results = try run(tensors, outputs: indices.map(checked(outputAt:)))
        return Dictionary(uniqueKeysWithValues: zip(indices.map { self.outputs[$0].name }, results))
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
}

// MARK: - Checks before a run

// ONNX Runtime does not check that all inputs are there, and names dimensions by number only.
extension OnnxModel {
    /// The file's name, by which errors call the model.
    private var name: String { OnnxModel.name(of: path) }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The tensor, contiguous.
    private func checked(_ tensor: Tensor, against input: ModelValue) throws -> Tensor {
        guard case .tensor(let type, let shape) = input.kind else {
            preconditionFailure("a model with such an input is refused when it is loaded")
        }
        let fits = tensor.shape.count == shape.count && zip(shape, tensor.shape).allSatisfy { $0.admits($1) }
        guard tensor.elementType == type, fits else {
            let advice = fits ? "; convert it with converted(to: .\(type))" : ""
            throw GraphbookError(
                fits ? .wrongType : .shape,
                "model '\(name)' takes input '\(input.name)' as \(input.kind), not \(tensor.summary)\(advice)")
        }
        return tensor.contiguous()
    }

    private func checked(outputAt index: Int) throws -> Int {
        let output = outputs[index]
        guard case .other(let words) = output.kind else { return index }
        let others = outputs.filter { $0.elementType != nil }.map { "'\($0.name)'" }
        let advice = others.isEmpty ? "" : "; ask for \(others.joined(separator: ", ")) alone"
        throw GraphbookError(
            .model, "model '\(name)' gives output '\(output.name)' as \(words), not a tensor of numbers\(advice)")
    }

    private func index(ofOutput name: String) throws -> Int {
        guard let index = outputs.firstIndex(where: { $0.name == name }) else {
            throw GraphbookError(.missing, "model '\(self.name)' has no output '\(name)'; \(hint(name, outputs))")
        }
        return index
    }

    /// What to write in place of a name that the model does not have.
    private func hint(_ wrong: String, _ values: [ModelValue]) -> String {
        if let near = nearest(to: wrong, among: values.map(\.name)) { return "did you mean '\(near)'?" }
        return values.isEmpty ? "it has none" : "it has \(values.map { "'\($0.name)'" }.joined(separator: ", "))"
    }

    /// Such as `2 inputs (left, right)`.
    private func counted(_ values: [ModelValue], _ noun: String) -> String {
        let names = values.isEmpty ? "" : " (\(values.map(\.name).joined(separator: ", ")))"
        return "\(values.count) \(noun)\(values.count == 1 ? "" : "s")\(names)"
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
