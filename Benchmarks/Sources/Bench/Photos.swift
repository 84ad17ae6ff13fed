import Graphbook
import GraphbookImaging
import GraphbookModels

/// Emits notes with the path of one photo each.
///
/// - Parameters:
///   - folder: Holds `00000.jpg`, `00001.jpg` and so on.
///   - count: How many notes there are. The files come round again where there are fewer.
///   - files: How many files there are.
@Source("Bench/Photos")
func photos(to emit: Emitter, in folder: FilePath = "photos", count: Int = 2000, files: Int = 2000) async throws {
    for number in 0..<count {
        tally.emitted()
        let digits = String(number % files)
        let name = String(repeating: "0", count: 5 - digits.count) + digits + ".jpg"
        try await emit(Note(["number": .int(number), "path": .string((folder / name).string)]))
    }
}

/// Decodes a photo to 3 × 224 × 224, values 0 to 1.
func decode(_ item: Item, fast: Bool) throws -> Tensor {
    try Tensor(image: item.path, side: 224, decoding: fast ? .fast : .exact)
}

/// Reads one element of each batch.
///
/// - Parameter fast: Whether pixels may be a little off, as ``ImageDecoding/fast`` says.
@BatchStep("Bench/Touch", itemKey: "path", load: decode(_:fast:))
func touch(_ batch: Batch<Tensor>, fast: Bool = false) throws { try tally.consumed(batch) }

/// A picture and the file it belongs in.
struct Picture: Codable, Sendable {
    let pixels: Tensor
    let path: String
}

/// Writes a picture as JPEG, quality 90.
func save(_ picture: Picture) throws { try picture.pixels.writeImage(to: picture.path, quality: 90) }

/// Has each picture written to a folder, under its note's number.
@BatchStep("Bench/Write", itemKey: "path", load: decode(_:fast:), dump: save)
func write(_ batch: Batch<Tensor>, fast: Bool = false, to folder: FilePath = "out") throws -> [Picture] {
    try tally.consumed(batch)
    return zip(batch.loaded, batch.notes).map { pixels, note in
        Picture(pixels: pixels, path: (folder / "\(note["number", default: 0]).jpg").string)
    }
}

/// Runs a model on each batch and reads one element of what it says.
///
/// - Parameter model: Takes [N, 3, 224, 224].
@BatchStep("Bench/Detect", itemKey: "path", load: decode(_:fast:))
func detect(_ batch: Batch<Tensor>, model: OnnxModel, fast: Bool = false) throws {
    try tally.consumed(batch)
    tally.read(try model(batch.stacked))
}
