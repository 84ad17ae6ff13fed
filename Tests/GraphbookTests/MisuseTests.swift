import Foundation
import Testing

@Suite("Misuse of the macros")
struct MisuseTests {
    @Test("Each mistake is one error, at the word that has to change, with a fix where there is one")
    func errors() throws {
        let misuse = file("Misuse.swift")
        let expected = try expectations(in: String(contentsOf: misuse, encoding: .utf8))
        let found = try errors(compiling: misuse)
        #expect(!expected.isEmpty)
        for error in expected where !found.contains(error) { Issue.record("missing: \(error)") }
        for error in found where !expected.contains(error) { Issue.record("unexpected: \(error)") }
        #expect(found.count == expected.count)
    }

    @Test("A type that does not fit is an error in our words")
    func types() throws {
        let text = try messages(compiling: file("WrongTypes.swift"))
        #expect(
            text.matches(of: /error: '.*?' is unavailable: (.*)/).map { String($0.output.1) } == [
                "a step works on a Note, or on a type that is Decodable",
                "what a step takes 'inout' has to be Codable: it is decoded and written back",
                "a step returns nothing, where the note leaves (a PortName, Routes, a list of notes), or a Codable value",
                "a source emits notes, or values of a type that is Encodable",
            ])
        #expect(text.matches(of: /error:/).count == 4)
    }

    private func file(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Misuse/\(name)")
    }

    /// `line:column: message` for each caret.
    private func expectations(in text: String) -> [String] {
        var expected: [String] = [], line = 0
        for (index, text) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let comment = text.drop { $0 == "/" || $0 == " " }
            guard text.hasPrefix("//"), comment.hasPrefix("^ ") else {
                line = index + 1
                continue
            }
            expected.append("\(line):\(text.count - comment.count + 1): \(comment.dropFirst(2))")
        }
        return expected
    }

    /// `line:column: message` for each error of a macro, and each fix that it offers. What the compiler adds, since
    /// members are missing then, is not ours.
    private func errors(compiling file: URL) throws -> [String] {
        try messages(compiling: file).split(separator: "\n").compactMap { line in
            guard let found = line.wholeMatch(of: /(.*?):(\d+:\d+): (?:error|note): (.*?)( \(from macro '.*'\))?/),
                found.1 == file.path, found.4 != nil || found.3.hasPrefix("write '")
            else { return nil }
            return "\(found.2): \(found.3)"
        }
    }

    /// What the compiler has to say.
    private func messages(compiling file: URL) throws -> String {
        // The test program stands in the folder of what was built.
        let built = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "swiftc", "-typecheck", "-swift-version", "6", "-parse-as-library", "-diagnostic-style", "llvm",
            "-I", built.appendingPathComponent("Modules").path,
            "-load-plugin-executable", built.appendingPathComponent("GraphbookMacros-tool").path + "#GraphbookMacros",
            "-Xcc", "-fmodule-map-file=" + built.appendingPathComponent("CGraphbook.build/module.modulemap").path,
            file.path,
        ]
        let output = Pipe()
        compiler.standardError = output
        try compiler.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        compiler.waitUntilExit()
        return text
    }
}
