extension [UInt8] {
    /// A damaged copy of a file: 1 to 12 changes of bytes, lengths and parts, and at times an end that is missing.
    public func mutated(using random: inout SplitMix64) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty { bytes.damage(using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
        }
        return bytes
    }

    private mutating func damage(using random: inout SplitMix64) {
        let start = Int.random(in: 0..<count, using: &random)
        let end = Swift.min(count, start + Int.random(in: 1...64, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: self[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1:
            // What lengths and sizes are least expected to be.
            let value = [0x00, 0x01, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            for index in start..<Swift.min(count, start + 4) { self[index] = UInt8(value) }
        case 2: insert(contentsOf: self[start..<end], at: Int.random(in: 0...count, using: &random))
        case 3: removeSubrange(start..<end)
        case 4:
            let target = Int.random(in: 0...(count - (end - start)), using: &random)
            replaceSubrange(target..<target + end - start, with: self[start..<end])
        default: self[start] = .random(in: 0...255, using: &random)
        }
    }
}
