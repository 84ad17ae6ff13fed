import GraphbookCore

/// What a crashed Swift program's last words say: the message of the trap, and the innermost frame with a place in source code.
struct CrashReport: Equatable {
    /// `Fatal error: Index out of range`; nil in optimised code, whose traps say nothing.
    private(set) var message: String?
    /// The function: `classify(_:)`.
    private(set) var function: String?
    private(set) var location: CodeLocation?

    /// Reads lines that the Swift runtime and its backtracer wrote, among others.
    init(lines: [String]) {
        message = lines.last { $0.contains("Fatal error: ") }.flatMap { line in
            line.firstRange(of: "Fatal error: ").map { String(line[$0.lowerBound...]) }
        }
        guard let crash = lines.lastIndex(where: { $0.hasPrefix("Thread ") && $0.hasSuffix(" crashed:") }) else {
            return
        }
        for line in lines[crash...] {
            guard let frame = CrashReport.frame(line) else { continue }
            (function, location) = frame
            return
        }
    }

    /// A frame of the user's code: `1 [ra] 0x000055… classify(_:) + 62 in Digits at /…/Steps.swift:31:12`.
    private static func frame(_ line: String) -> (String, CodeLocation)? {
        guard line.first(where: { $0 != " " })?.isNumber == true, !line.contains("[system]"), !line.contains("[thunk]"),
            let address = line.firstRange(of: "0x"), let name = line[address.upperBound...].firstIndex(of: " "),
            let place = line.ranges(of: " at ").last, let image = line[..<place.lowerBound].ranges(of: " in ").last
        else { return nil }
        // The path may have colons of its own.
        let parts = line[place.upperBound...].split(separator: ":")
        guard parts.count >= 3, let number = Int(parts[parts.count - 2]), let slash = parts[0].first, slash == "/"
        else {
            return nil
        }
        let path = parts.dropLast(2).joined(separator: ":")
        var function = line[name..<image.lowerBound].drop { $0 == " " }
        if let offset = function.ranges(of: " + ").last { function = function[..<offset.lowerBound] }
        return (String(function), CodeLocation(file: path, line: number))
    }
}
