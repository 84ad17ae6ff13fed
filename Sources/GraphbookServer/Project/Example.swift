import GraphbookCore

/// A workflow to begin with, of stock nodes alone: it needs no model, no network and no files.
struct Example: Encodable, Sendable {
    /// The name to save it under.
    let name: String
    let title: String
    let documentation: String
    let text: String

    static let all: [Example] = []
}
