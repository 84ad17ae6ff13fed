import COnnxRuntime
import GraphbookCore

/// A model in ONNX Runtime: runs by position, without checks.
///
/// `@unchecked Sendable`: nothing changes after `init`, and ONNX Runtime documents Run as thread-safe.
final class OnnxSession: @unchecked Sendable {
    let device: Device
    let inputs: [ModelValue]
    let outputs: [ModelValue]
    private let library: OnnxLibrary
    private let handle: OnnxHandle
    private let inputNames: CStrings
    private let outputNames: CStrings

    init(library: OnnxLibrary, path: String, device: Device, threads: Int, log: (@Sendable (String) -> Void)?) throws {
        let messages = log.map(OnnxLog.init)
        let api = library.api
        func open(on device: Device) throws -> OnnxHandle {
            let options = try OnnxHandle(api.pointee.ReleaseSessionOptions, api.made(api.pointee.CreateSessionOptions))
            defer { withExtendedLifetime(options) {} }
            if threads > 0 {
                try api.check(api.pointee.SetIntraOpNumThreads(options.pointer, Int32(clamping: threads)))
            }
            if case .cuda(let index) = device { try api.use(cuda: index, in: options) }
            try messages?.attach(to: options, of: api)
            let session = try api.made { api.pointee.CreateSession(library.environment, path, options.pointer, $0) }
            // ONNX Runtime writes to the log until the session is gone.
            return OnnxHandle(
                { session in withExtendedLifetime(messages) { api.pointee.ReleaseSession(session) } }, session)
        }
        do {
            handle = try open(on: device)
            self.device = device
        } catch {
            guard device != .cpu else { throw error }
            // Logged once the CPU has taken the model: what is wrong with the model itself is no matter of CUDA.
            handle = try open(on: .cpu)
            self.device = .cpu
            log?("CUDA is not usable (\(error)): running on the CPU")
        }
        self.library = library
        inputs = try library.inputs(of: handle)
        outputs = try library.outputs(of: handle)
        inputNames = CStrings(inputs.map(\.name))
        outputNames = CStrings(outputs.map(\.name))
    }

    /// Runs the model on all its inputs, contiguous and in the file's order.
    ///
    /// - Parameter indices: Which outputs to compute, by their position in the file.
    func run(_ tensors: [Tensor], outputs indices: [Int]) throws -> [Tensor] {
        let api = library.api
        let values = try tensors.map(library.value(viewing:))
        let names = indices.map { outputNames.pointers[$0] }
        var results = [OpaquePointer?](repeating: nil, count: indices.count)
        let status = api.pointee.Run(
            handle.pointer, nil, inputNames.pointers, values.map(\.pointer), values.count, names, names.count, &results)
        withExtendedLifetime((tensors, values)) {}
        let owned = results.map { $0.map { OnnxHandle(api.pointee.ReleaseValue, $0) } }
        try api.check(status)
        return try zip(indices, owned).map { index, value in
            guard let value else { throw GraphbookError(.model, "output '\(outputs[index].name)' has no value") }
            let tensor = try library.tensor(viewing: value)
            // A model may hand an input on as it is; the result must not change, or end, with it.
            return tensors.contains { $0.overlaps(tensor) } ? tensor.copied() : tensor
        }
    }
}

extension Tensor {
    /// Whether the two, both contiguous, have bytes in common.
    fileprivate func overlaps(_ other: Tensor) -> Bool {
        base < other.base + other.byteCount && other.base < base + byteCount
    }
}

extension UnsafePointer<OnnxAPI> {
    /// Has sessions made with `options` run on a GPU, and on the CPU what the GPU cannot.
    fileprivate func use(cuda index: Int, in options: OnnxHandle) throws {
        let cuda = try OnnxHandle(pointee.ReleaseCUDAProviderOptions, made(pointee.CreateCUDAProviderOptions))
        let keys = CStrings(["device_id"]), values = CStrings(["\(index)"])
        defer { withExtendedLifetime((cuda, keys, values)) {} }
        try check(pointee.UpdateCUDAProviderOptions(cuda.pointer, keys.pointers, values.pointers, 1))
        try check(pointee.SessionOptionsAppendExecutionProvider_CUDA_V2(options.pointer, cuda.pointer))
    }
}
