import FileMutation
import GraphbookCore
import GraphbookImaging

/// One way to decode a picture, drawn at random from all that there are.
struct Decoding {
    private let size: ImageSize?
    private let fit: ImageFit
    private let channels: ImageChannels
    private let decoding: ImageDecoding
    private let type: ElementType
    private let background: ImageColour?

    init(using random: inout SplitMix64) {
        let sides = 1...96
        let asked = ImageSize(width: .random(in: sides, using: &random), height: .random(in: sides, using: &random))
        size = Bool.random(using: &random) ? asked : nil
        fit = ImageFit.allCases.randomElement(using: &random) ?? .stretched
        channels = Bool.random(using: &random) ? .rgb : .grey
        decoding = Bool.random(using: &random) ? .exact : .fast
        type = Bool.random(using: &random) ? .f32 : .u8
        background = Bool.random(using: &random) ? .white : nil
    }

    /// Whether the bytes are a picture; anything but that and an error of ours is a fault.
    func succeeds(with bytes: [UInt8]) throws -> Bool {
        do {
            _ = try Tensor(
                imageBytes: bytes, name: "mutation", size: size, fit: fit, elementType: type, channels: channels,
                decoding: decoding, background: background, pixelLimit: 4_000_000)
            return true
        } catch let error as GraphbookError where error.message.hasPrefix("mutation") {
            return false
        }
    }
}
