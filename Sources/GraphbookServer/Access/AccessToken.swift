/// What shows that who asks was told the address: needed where others can reach the server too.
public struct AccessToken: Sendable {
    public let text: String

    /// A new one: 256 bits from the system, in hexadecimal.
    public init() {
        var random = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in
            let digits = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    public init(_ text: String) { self.text = text }

    /// Whether a text is the token, in a time that does not tell how much of it is right.
    func matches(_ candidate: some StringProtocol) -> Bool {
        let own = Array(text.utf8), other = Array(candidate.utf8)
        var difference: UInt8 = own.count == other.count ? 0 : 1
        for (left, right) in zip(own, other) { difference |= left ^ right }
        return difference == 0
    }
}
