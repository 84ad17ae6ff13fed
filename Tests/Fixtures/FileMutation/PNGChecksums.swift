extension [UInt8] {
    /// The file with the checksum of each chunk as it should be, as far as chunks can be told: without it, no decoder
    /// looks at what was changed in a PNG.
    public var withPNGChecksums: [UInt8] {
        var bytes = self, start = 8
        while start + 12 <= count {
            let length = self[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = start + 8 + length
            guard end + 4 <= count else { break }
            let checksum = crc(of: self[start + 4..<end])
            for index in 0..<4 { bytes[end + index] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * UInt32(index))) }
            start = end + 4
        }
        return bytes
    }
}

/// CRC-32 of ISO 3309, as in annex D of the PNG specification.
private func crc(of bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}
