/// Numbers as people read them.
enum Quantities {
    /// `1,204`.
    static func count(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return count < 0 ? "-\(text)" : text
    }

    /// `1 note`, `1,204 notes`.
    static func count(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

    /// `812/s`, `812 items/s`, and `3.4/s` below ten.
    static func rate(_ perSecond: Double, of noun: String = "") -> String {
        guard perSecond.isFinite, perSecond < 1e15 else { return "" }
        let unit = noun.isEmpty ? "/s" : " \(noun)/s"
        let isWhole = perSecond == 0 || perSecond >= 9.95
        return (isWhole ? count(Int(perSecond.rounded())) : decimal(perSecond, 1)) + unit
    }

    /// `0.52 s`, `12.3 s`, `3 min 05 s`, `2 h 07 min`.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "" }
        if seconds < 9.995 { return "\(decimal(seconds, 2)) s" }
        if seconds < 59.95 { return "\(decimal(seconds, 1)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// With this many digits behind the point, 1 or more.
    private static func decimal(_ value: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }
}
