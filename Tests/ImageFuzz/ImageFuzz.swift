import FileMutation
import Foundation
import GraphbookImaging

/// Decodes damaged copies of the pictures in a folder, for a while or a number of them, and says what came of it.
///
///     ImageFuzz FOLDER [SECONDS] [FIRST SEED]
///
/// Ends with 1 where a decoder crashes or throws what is no error of ours, with the file and seed that did it.
@main struct ImageFuzz {
    struct Tally {
        var decoded = 0
        var refused = 0
    }

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { return print("ImageFuzz FOLDER [SECONDS] [FIRST SEED]") }
        let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 60 : 60
        var seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
        let files = try pictures(in: URL(fileURLWithPath: arguments[1]))
        CrashMessage.install()

        var tallies: [ImageFormat: Tally] = [:], longest = Duration.zero
        let clock = ContinuousClock(), end = clock.now + .seconds(seconds)
        while clock.now < end {
            for (name, format, original) in files {
                CrashMessage.set("CRASH: \(name), seed \(seed)\n")
                var random = SplitMix64(seed: seed)
                var bytes = original.mutated(using: &random)
                if format == .png { bytes = bytes.withPNGChecksums }
                let decoding = Decoding(using: &random)
                var isDecoded = false
                longest = max(longest, try clock.measure { isDecoded = try decoding.succeeds(with: bytes) })
                if isDecoded {
                    tallies[format, default: Tally()].decoded += 1
                } else {
                    tallies[format, default: Tally()].refused += 1
                }
                seed += 1
            }
        }
        for (format, tally) in tallies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print(
                "\(format): \(tally.decoded + tally.refused) mutations: \(tally.decoded) decoded, \(tally.refused) refused"
            )
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print("crashes: 0; the slowest took \(longest); peak memory \(usage.ru_maxrss / 1024) MB; next seed \(seed)")
    }

    private static func pictures(in folder: URL) throws -> [(name: String, format: ImageFormat, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.compactMap { file in
            let formats: [String: ImageFormat] = ["jpg": .jpeg, "png": .png, "webp": .webp]
            guard let format = formats[file.pathExtension] else { return nil }
            return (file.lastPathComponent, format, [UInt8](try Data(contentsOf: file)))
        }
    }
}
