/// An error of Graphbook's own: what failed, on which value, and what to do.
public struct GraphbookError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is. Open: later versions may add codes.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        private init(_ description: String) { self.description = description }

        /// A value has another type than its user needs.
        public static let wrongType = Code("wrongType")
        /// A value is needed and is not there.
        public static let missing = Code("missing")
        /// A tensor's shape, element type or layout does not fit.
        public static let shape = Code("shape")
        /// A file cannot be read, written or decoded.
        public static let file = Code("file")
        /// Text is no valid JSON, or no valid value of its type.
        public static let syntax = Code("syntax")
        /// A model or its runtime cannot be loaded or run.
        public static let model = Code("model")
        /// A worker ended, or cannot be started.
        public static let worker = Code("worker")
        /// A step's function broke the contract of its kind.
        public static let contract = Code("contract")
    }

    public let code: Code
    /// What failed, on which value, and what to do; without the cause.
    public let message: String
    /// The error underneath, where there is one.
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
