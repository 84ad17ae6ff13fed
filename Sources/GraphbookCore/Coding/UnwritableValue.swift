/// Why a value cannot be written. The way to it is put together while the writer returns, so that it costs nothing until then.
struct UnwritableValue: Error {
    private var steps: [ValuePath.Step] = []
    private let reason: String

    /// - Parameter reason: What is said of the value: `holds a Mask, which …`.
    init(_ reason: String) { self.reason = reason }

    static let tooDeep = UnwritableValue("is nested deeper than \(JSON.deepestNesting) lists and objects")

    /// The same, seen from the list or object around it.
    func inside(_ step: ValuePath.Step) -> UnwritableValue {
        var outer = self
        outer.steps.append(step)
        return outer
    }

    var graphbookError: GraphbookError {
        let path = ValuePath(steps: steps.reversed())
        return GraphbookError(.wrongType, "\(steps.isEmpty ? "the value" : path.description) \(reason)")
    }
}

extension Box {
    /// What is written in the place of the box: the elements of a list, or what an `Encodable` value encodes as.
    ///
    /// - Parameter lack: Why no other value can be written: `JSON has no word for`.
    func unboxed(otherwise lack: String) throws(UnwritableValue) -> Value {
        if let elements { return .array(elements) }
        let type = type(of: content)
        guard let content = content as? any Encodable else {
            throw UnwritableValue("holds a \(type), which \(lack); make \(type) Codable")
        }
        do {
            return try ValueEncoder().encode(content)
        } catch {
            throw UnwritableValue("holds a \(type), which cannot be encoded: \(error)")
        }
    }
}
