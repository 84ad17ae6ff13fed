import Foundation
import Graphbook

/// A WAV file's sound: one channel of 16-bit samples, 16,000 a second.
struct Wave {
    static let rate = 16_000

    /// In the order of time.
    let samples: [Int16]

    init(samples: some Sequence<Int16>) { self.samples = Array(samples) }

    /// - Throws: ``GraphbookError`` with code `file` for another kind of WAV file, and for what is none.
    init(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        func text(at offset: Int) -> String { String(decoding: bytes[offset..<offset + 4], as: UTF8.self) }
        func number(at offset: Int, bytes count: Int) -> Int {
            (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
        }
        guard bytes.count >= 12, text(at: 0) == "RIFF", text(at: 8) == "WAVE" else {
            throw GraphbookError(.file, "'\(path)' is no WAV file")
        }
        // Chunks: a name, a length, that many bytes, and one more where they are odd.
        var format: [Int]?
        var offset = 12
        while offset + 8 <= bytes.count {
            let length = min(number(at: offset + 4, bytes: 4), bytes.count - offset - 8)
            if text(at: offset) == "fmt ", length >= 16 {
                // Encoding (1 is plain), channels, samples a second, bits a sample.
                format = [(8, 2), (10, 2), (12, 4), (22, 2)].map { number(at: offset + $0.0, bytes: $0.1) }
            } else if text(at: offset) == "data" {
                guard format == [1, 1, Wave.rate, 16] else {
                    throw GraphbookError(
                        .file,
                        "'\(path)' is not 16-bit, mono, \(Wave.rate) Hz: convert it with "
                            + "`ffmpeg -i FILE -ac 1 -ar \(Wave.rate) -c:a pcm_s16le NEW.wav`")
                }
                let data = offset + 8
                self.init(
                    samples: stride(from: data, to: data + length - 1, by: 2).map {
                        Int16(truncatingIfNeeded: number(at: $0, bytes: 2))
                    })
                return
            }
            offset += 8 + length + length % 2
        }
        throw GraphbookError(.file, "'\(path)' is a WAV file without sound")
    }

    /// Writes a file, in place of an earlier one.
    func write(to path: String) throws {
        func bytes(_ number: some FixedWidthInteger) -> Data { withUnsafeBytes(of: number.littleEndian) { Data($0) } }
        let length = UInt32(samples.count * 2)
        var file = Data("RIFF".utf8) + bytes(length + 36) + Data("WAVEfmt ".utf8) + bytes(UInt32(16))
        file += bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(Wave.rate)) + bytes(UInt32(Wave.rate * 2))
        file += bytes(UInt16(2)) + bytes(UInt16(16)) + Data("data".utf8) + bytes(length)
        for sample in samples { file += bytes(sample) }
        try file.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
