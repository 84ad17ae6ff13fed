extension String {
    /// The text that bytes are in UTF-8; nil where they are not valid.
    init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // Keys and most texts are ASCII, which `String(decoding:)` is several times faster for than `String(validating:)`.
        if bytes.reduce(0, |) < 0x80 {
            self = String(decoding: bytes, as: UTF8.self)
        } else {
            self.init(validating: bytes, as: UTF8.self)
        }
    }
}
