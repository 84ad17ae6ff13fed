import GraphbookSupervisor

/// The machine's graphics processors, as the driver's own tool tells of them.
struct GPUs: Sendable {
    private static let question = [
        "--query-gpu=name,utilization.gpu,memory.used,memory.total", "--format=csv,noheader,nounits",
    ]

    /// Asks once. Takes some milliseconds; blocks.
    ///
    /// - Returns: None where there is no such tool, or no such card.
    static func look() -> [SystemLoad.GPU] {
        guard let tool = try? Tool(program: "nvidia-smi", arguments: question, folder: "/", gathersErrors: true).run(),
            tool.end == .exited(0)
        else { return [] }
        return tool.output.split(separator: "\n").compactMap(card)
    }

    /// `NVIDIA H100 80GB HBM3, 37, 1024, 81559`: per cent, and mebibytes.
    static func card(_ line: Substring) -> SystemLoad.GPU? {
        let parts = line.split(separator: ",").map { $0.drop { $0 == " " } }
        guard parts.count == 4, let used = Int(parts[2]), let total = Int(parts[3]) else { return nil }
        return SystemLoad.GPU(
            name: String(parts[0]), utilisation: (Double(parts[1]) ?? 0) / 100,
            memory: SystemLoad.Memory(used: used << 20, total: total << 20))
    }
}
