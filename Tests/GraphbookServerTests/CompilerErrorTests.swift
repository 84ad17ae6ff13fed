import Testing

@testable import GraphbookServer

@Suite("Compiler errors")
struct CompilerErrorTests {
    @Test("Each place that a build complains of is told once, files of the project by their relative names")
    func reads() throws {
        let folder = try ServedFolder("/tmp")
        let output = """
            [3/5] Compiling Words Steps.swift
            \(folder.root)/Words/Steps.swift:12:5: error: cannot find 'nope' in scope
             10 | func count() {
            \(folder.root)/Words/Steps.swift:12:5: error: cannot find 'nope' in scope
            /elsewhere/File.swift:1:2: warning: unused
            error: fatalError
            """
        #expect(
            CompilerError.all(in: output, of: folder) == [
                CompilerError(
                    file: "Words/Steps.swift", line: 12, column: 5, severity: .error,
                    message: "cannot find 'nope' in scope"),
                CompilerError(file: "/elsewhere/File.swift", line: 1, column: 2, severity: .warning, message: "unused"),
            ])
    }
}
