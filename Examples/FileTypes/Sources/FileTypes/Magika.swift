import Foundation
import Graphbook
import GraphbookModels

/// Magika, a network of Google's that knows a file's type by its first and last bytes: https://github.com/google/magika.
struct Magika: ResourceValue {
    /// A type of file, as Magika's own list has it.
    struct FileType {
        let label: String
        /// Such as `image` or `code`; nil where Magika has none.
        let group: String?
        /// Names' endings, without dots, the usual one first; empty where there are none.
        let extensions: [String]
    }

    struct Guess {
        let type: FileType
        /// 0 to 1.
        let confidence: Double
    }

    let model: OnnxModel
    /// In the order of the model's output.
    let types: [FileType]

    /// What each file most likely is; nil for a file too short to tell.
    ///
    /// - Parameter ends: [N, 2048], a row a file: the first 1,024 bytes and the last 1,024, `noByte` where there is none.
    func guesses(of ends: Tensor) throws -> [Guess?] {
        try zip(ends.rows, model(ends).rows).map { bytes, scores in
            let isTooShort = try bytes[Magika.leastByteCount - 1].scalar == Double(Magika.noByte)
            guard !isTooShort, let best = scores.argmax else { return nil }
            return Guess(type: types[best], confidence: scores.max)
        }
    }

    // MARK: - As the model's config.min.json says

    /// How many bytes of each end the model sees.
    static let endLength = 1024
    /// How far in from each end they may lie: blanks at the ends are passed over.
    static let blockLength = 4096
    /// Stands where a file has no byte.
    static let noByte: Int32 = 256
    /// The model is not asked about files with fewer bytes than this.
    static let leastByteCount = 8
}

/// Loads Magika from the Python package of that name.
///
/// - Parameters:
///   - folder: The package's folder.
///   - threads: How many threads one call is spread over; 0 for one a core.
@Resource("FileTypes/Magika")
func magika(in folder: FilePath = "models/magika", threads: Int = 1) throws -> Magika {
    struct Config: Decodable {
        let target_labels_space: [String]
    }
    struct Known: Decodable {
        let group: String?
        let extensions: [String]
    }
    guard FileManager.default.fileExists(atPath: folder.string) else {
        throw GraphbookError(
            .missing,
            "Magika is not at '\(folder)': get it with `pip install --no-deps --target models -r models.txt`, "
                + "in the example's folder")
    }
    func read<T: Decodable>(_ type: T.Type, from file: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: (folder / file).string)))
    }
    let labels = try read(Config.self, from: "models/standard_v3_3/config.min.json").target_labels_space
    let known = try read([String: Known].self, from: "config/content_types_kb.min.json")
    return Magika(
        model: try OnnxModel(path: (folder / "models/standard_v3_3/model.onnx").string, threads: threads),
        types: labels.map { label in
            Magika.FileType(label: label, group: known[label]?.group, extensions: known[label]?.extensions ?? [])
        })
}
