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
