/// What tells one content of a file from another: opaque to clients.
enum Revision {
    /// FNV-1a, 64 bit, of the text's UTF-8, with its length (Fowler, Noll, Vo; draft-eastlake-fnv). It tells changes by
    /// accident apart; nobody gains by making two texts of one revision.
    static func of(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325, count = 0
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            count += 1
        }
        return String(hash, radix: 36) + "-" + String(count, radix: 36)
    }
}
