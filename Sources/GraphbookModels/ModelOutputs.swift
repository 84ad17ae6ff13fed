import GraphbookCore

/// What one run of a model gave: tensors by output name.
public struct ModelOutputs: Sendable, Equatable {
    public let tensors: [String: Tensor]
    /// The model's name in errors.
    let model: String

    /// The output of this name.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` when the model has none, or was not asked for it.
    public subscript(name: String) -> Tensor {
        get throws {
            guard let tensor = tensors[name] else {
                let advice = hint(for: name, among: tensors.keys.sorted(), has: "gave")
                throw GraphbookError(.missing, "model '\(model)' gave no output '\(name)'\(advice)")
            }
            return tensor
        }
    }
}
