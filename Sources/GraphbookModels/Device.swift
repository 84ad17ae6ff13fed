/// Where a model runs.
public enum Device: Sendable, Hashable {
    case cpu
    /// The NVIDIA GPU of this index, counted from 0.
    case cuda(Int)

    /// The first NVIDIA GPU.
    public static var cuda: Device { .cuda(0) }
}

/// As text: `cpu`, `cuda`, and `cuda:1` for a further GPU.
extension Device: RawRepresentable, CustomStringConvertible {
    public init?(rawValue: String) {
        switch rawValue {
        case "cpu": self = .cpu
        case "cuda": self = .cuda
        default:
            guard rawValue.hasPrefix("cuda:"), let index = Int(rawValue.dropFirst(5)), index >= 0 else { return nil }
            self = .cuda(index)
        }
    }

    public var rawValue: String {
        switch self {
        case .cpu: "cpu"
        case .cuda(0): "cuda"
        case .cuda(let index): "cuda:\(index)"
        }
    }

    public var description: String { rawValue }
}

extension Device: CaseIterable {
    /// The choices to offer: the CPU and the first GPU. Further GPUs are valid too.
    public static var allCases: [Device] { [.cpu, .cuda] }
}
