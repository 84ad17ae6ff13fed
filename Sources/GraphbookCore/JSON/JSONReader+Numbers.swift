extension JSONReader {
    /// A number's digits as one whole number, as long as 64 bits hold it.
    private struct Significand {
        var value: UInt64 = 0
        var isExact = true

        mutating func append(_ digit: UInt8) {
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, stillTooLarge) = tenfold.addingReportingOverflow(UInt64(digit))
            if tooLarge || stillTooLarge { isExact = false }
            value = sum
        }
    }

    /// The number at the position.
    mutating func number() throws(JSONSyntaxError) -> Value {
        let start = position
        let isNegative = takes("-")
        var significand = Significand()
        let wholeStart = position
        try takeDigits(into: &significand, after: "'-'")
        if bytes[wholeStart] == UInt8(ascii: "0"), position > wholeStart + 1 {
            throw mistake("a number of several digits does not begin with 0", at: wholeStart)
        }
        guard current == "." || current == "e" || current == "E" else {
            return try whole(significand, isNegative: isNegative, from: start)
        }
        var exponent = 0
        if takes(".") { exponent = -(try takeDigits(into: &significand, after: "'.'")) }
        if takes("e") || takes("E") { exponent += try takeExponent() }
        return .double(try double(significand, exponent: exponent, isNegative: isNegative, from: start))
    }

    /// Moves behind the digits that come next, and tells how many there are.
    @discardableResult
    private mutating func takeDigits(
        into significand: inout Significand, after what: StaticString
    ) throws(JSONSyntaxError) -> Int {
        let start = position
        while !isAtEnd, case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9 {
            significand.append(digit)
            position += 1
        }
        guard position > start else { throw mistake("expected a digit after \(what)") }
        return position - start
    }

    private mutating func takeExponent() throws(JSONSyntaxError) -> Int {
        let isNegative = takes("-")
        if !isNegative { _ = takes("+") }
        var digits = Significand()
        try takeDigits(into: &digits, after: "the exponent's 'e'")
        // Beyond four digits every double is zero or too large, whatever the rest.
        let magnitude = digits.isExact ? Int(min(digits.value, 99_999)) : 99_999
        return isNegative ? -magnitude : magnitude
    }

    private func whole(
        _ significand: Significand, isNegative: Bool, from start: Int
    ) throws(JSONSyntaxError) -> Value {
        if significand.isExact {
            if !isNegative, let value = Int(exactly: significand.value) { return .int(value) }
            if isNegative, significand.value <= Int.min.magnitude {
                return .int(Int(truncatingIfNeeded: 0 &- significand.value))
            }
        }
        return .double(try double(significand, exponent: 0, isNegative: isNegative, from: start))
    }

    /// The double nearest to significand × 10^exponent.
    private func double(
        _ significand: Significand, exponent: Int, isNegative: Bool, from start: Int
    ) throws(JSONSyntaxError) -> Double {
        // Both factors are exact doubles, so their product or quotient is rounded once, to the nearest (Clinger 1990).
        if significand.isExact, significand.value <= 1 << 53, exponent.magnitude < Self.powersOfTen.count {
            let factor = Self.powersOfTen[Int(exponent.magnitude)]
            let magnitude = exponent < 0 ? Double(significand.value) / factor : Double(significand.value) * factor
            return isNegative ? -magnitude : magnitude
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw mistake("\(text) is too large for a number", at: start)
        }
        return value
    }

    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
