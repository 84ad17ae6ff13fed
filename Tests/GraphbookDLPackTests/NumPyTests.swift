import Foundation
import Testing

@Suite("NumPy")
struct NumPyTests {
    /// `make setup` puts NumPy there, beside ONNX Runtime.
    @Test("Hands arrays over and takes them back, by DLPack, without copies and without leaks")
    func roundTrip() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let python = Process(), output = Pipe()
        python.executableURL = root.appendingPathComponent(".venv/bin/python")
        python.arguments = [
            tests.appendingPathComponent("numpy_check.py").path,
            products.appendingPathComponent("libDLPackBridge.so").path,
        ]
        python.standardOutput = output
        python.standardError = output
        try python.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        #expect(text == "ok\n")
    }
}
