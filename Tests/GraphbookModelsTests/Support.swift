import Foundation
import GraphbookCore
import GraphbookModels
import Testing

/// A model that `Fixtures/make_models.py` wrote; what each does is said there.
func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name).onnx").path
}

func model(_ name: String) throws -> OnnxModel {
    try OnnxModel(path: fixture(name))
}

/// What `body` throws, as text; nil where it throws nothing.
func errorText(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return "\(error)"
    }
}

/// Calls `body` with a folder of its own, gone afterwards.
func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appendingPathComponent("graphbook-models-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays behind fails no test.
    return try body(folder.path)
}

/// Makes empty files, and the folders they are in.
func touch(_ files: [String]) throws {
    for file in files {
        let url = URL(fileURLWithPath: file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
    }
}
