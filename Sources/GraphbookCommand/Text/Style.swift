/// How text is emphasised: with a terminal's escape sequences, or not at all.
struct Style: Sendable {
    enum Emphasis: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    let isColoured: Bool

    static let plain = Style(isColoured: false)
    static let coloured = Style(isColoured: true)

    func callAsFunction(_ text: String, _ emphasis: Emphasis...) -> String {
        if !isColoured || text.isEmpty || emphasis.isEmpty { return text }
        return "\u{1B}[\(emphasis.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }
}
