import Foundation
import GraphbookCore
import GraphbookImaging
import Testing

/// The pictures in `Fixtures`, made by `make.py` there.
enum Fixture {
    static let size = ImageSize(width: 60, height: 44)

    static func path(_ name: String) -> String {
        Bundle.module.bundlePath + "/Fixtures/" + name
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// Pillow's pixels as a tensor [height, width, channels].
    static func pillow(_ name: String, _ size: ImageSize = size, channelCount: Int = 3) throws -> Tensor {
        try Tensor(bytes(name + ".raw"), shape: [size.height, size.width, channelCount])
    }

    /// Calls `body` with the path of a new folder, and removes it.
    static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        return try body(folder.path)
    }
}

extension Tensor {
    /// The greatest difference between elements; both have the same shape.
    func greatestDifference(to other: Tensor) -> Double {
        precondition(shape == other.shape, "\(summary) and \(other.summary)")
        return zip(doubles, other.doubles).map { abs($0 - $1) }.max() ?? 0
    }

    /// A picture [channels, height, width] with its channels last.
    var channelsLast: Tensor { transposed([1, 2, 0]).contiguous() }

    /// Pixels of u8 as the f32 that decoding gives.
    var unitRange: Tensor {
        get throws { try Tensor(doubles.map { Float($0) * (1 / 255) }, shape: shape) }
    }
}

func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}
