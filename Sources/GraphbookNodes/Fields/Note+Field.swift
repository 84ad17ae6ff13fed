import Graphbook

extension Note {
    /// The value of a field that the note has to have.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` that says which fields there are.
    func field(_ key: String) throws -> Value {
        if let value = self[key] as Value? { return value }
        throw missing(key)
    }

    /// The error that the note has no such field: it names the one that may be meant, or the first few.
    func missing(_ key: String) -> GraphbookError {
        let keys = fields.keys
        let others =
            key.nearest(among: keys).map { "it has '\($0)'" }
            ?? (keys.isEmpty
                ? "it has none"
                : "it has \(keys.prefix(8).map { "'\($0)'" }.joined(separator: ", "))\(keys.count > 8 ? ", …" : "")")
        return GraphbookError(.missing, "the note has no field '\(key)'; \(others)")
    }
}
