/// Where a value lies within another, as a person reads it: `boxes[2].width`.
struct ValuePath: Sendable, Hashable, CustomStringConvertible {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    /// From the outside inwards; empty for the whole value.
    var steps: [Step] = []

    var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key)
            where key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) && key != "":
                text += text.isEmpty ? key : ".\(key)"
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }
}

/// Why a value cannot be written. The way to it is put together while the writer returns, so that it costs nothing until then.
struct UnwritableValue: Error {
    private var steps: [ValuePath.Step] = []
    private let reason: String

    /// - Parameter reason: What is said of the value: `holds a Mask, which …`.
    init(_ reason: String) { self.reason = reason }

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
