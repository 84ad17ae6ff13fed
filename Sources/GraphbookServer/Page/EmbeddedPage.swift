#if !PAGE_IS_EMBEDDED
    /// The page's files by name, each compressed by gzip and written as base64. `make build` makes the real one, in
    /// `EmbeddedPage.generated.swift`; without it the program serves the API alone.
    enum EmbeddedPage {
        static let files: [String: StaticString] = [:]
    }
#endif
