public import Graphbook

/// Makes a note of each path of a list.
///
/// Whether there is such a file is for the steps to find out that read it.
///
/// - Parameters:
///   - paths: The paths.
///   - list: A text file with more of them, one a line; relative ones start from the folder that the list lies in. Blank
///     lines are passed over.
///   - key: The field that gets the path.
@Source("Files/From List")
public func filesFromList(
    to emit: Emitter, paths: [FilePath] = [], list: FilePath? = nil, key: String = "path"
) async throws {
    for path in paths { try await emit(Note([key: path.parameter])) }
    guard let list else { return }
    var file = try InputFile(path: list.string), number = 0
    let folder = list.string.lastIndex(of: "/").map { FilePath(String(list.string[...$0])) }
    while let line = try file.line() {
        number += 1
        guard let path = String(validating: line, as: UTF8.self) else {
            throw GraphbookError(.syntax, "\(list):\(number): the line is no UTF-8")
        }
        if path.allSatisfy(\.isWhitespace) { continue }
        let placed = path.hasPrefix("/") ? path : folder.map { ($0 / path).string } ?? path
        try await emit(Note([key: .string(placed)]))
    }
}
