import GraphbookCore

// ONNX Runtime does not check that all inputs are there, and names dimensions by number only.
extension OnnxModel {
    /// Throws all that is wrong with the tensors of a call.
    func check(_ given: [String: Tensor]) throws {
        let names = inputs.map(\.name)
        let unknown = given.keys.sorted().filter { !names.contains($0) }.map { name in
            GraphbookError(.missing, "has no input '\(name)'\(hint(for: name, among: names))")
        }
        let unfit = inputs.compactMap { input in
            guard let tensor = given[input.name] else { return GraphbookError(.missing, "needs the input \(input)") }
            return input.problem(with: tensor)
        }
        let problems = unknown + unfit
        guard let first = problems.first else { return }
        throw GraphbookError(
            first.code, "model '\(name)' " + problems.map(\.message).joined(separator: ". It "))
    }

    func checkTensor(outputAt index: Int) throws {
        let output = outputs[index]
        guard case .other(let words) = output.kind else { return }
        let others = outputs.filter { $0.elementType != nil }.map { "'\($0.name)'" }
        let advice = others.isEmpty ? "" : "; ask for \(others.joined(separator: ", ")) alone"
        throw GraphbookError(
            .model, "model '\(name)' gives output '\(output.name)' as \(words), not a tensor of numbers\(advice)")
    }

    func index(ofOutput name: String) throws -> Int {
        guard let index = outputs.firstIndex(where: { $0.name == name }) else {
            throw GraphbookError(
                .missing, "model '\(self.name)' has no output '\(name)'\(hint(for: name, among: outputs.map(\.name)))")
        }
        return index
    }

    /// Such as `2 inputs (left, right)`.
    func counted(_ values: [ModelValue], _ noun: String) -> String {
        let names = values.isEmpty ? "" : " (\(values.map(\.name).joined(separator: ", ")))"
        return "\(values.count) \(noun)\(values.count == 1 ? "" : "s")\(names)"
    }
}

extension ModelValue {
    /// What is wrong with a tensor for this input, as what the model does instead; nil where it fits.
    fileprivate func problem(with tensor: Tensor) -> GraphbookError? {
        guard case .tensor(let type, let shape) = kind else {
            preconditionFailure("a model with such an input is refused when it is loaded")
        }
        let fits = tensor.shape.count == shape.count && zip(shape, tensor.shape).allSatisfy { $0.admits($1) }
        if fits && tensor.elementType == type { return nil }
        let advice = fits ? "; convert it with converted(to: .\(type))" : ""
        return GraphbookError(
            fits ? .wrongType : .shape, "takes input '\(name)' as \(kind), not \(tensor.summary)\(advice)")
    }
}
