public import Graphbook
public import GraphbookModels

/// Loads a model from an ONNX file, for ONNX Runtime.
///
/// - Parameters:
///   - path: The model's file.
///   - device: Where it runs. CUDA that cannot be used is replaced by the CPU, with a line in the log.
///   - threads: How many threads one call is spread over; 0 for one a core.
@Resource("Models/Onnx")
public func onnxModel(path: FilePath, device: Device = .cpu, threads: Int = 0) throws -> OnnxModel {
    try OnnxModel(path: path.string, device: device, threads: threads, log: { log($0, level: .warning) })
}
