import Testing

/// All that runs the real program: one test at a time, since each keeps a thread of the pool waiting for its processes, and
/// all tests share those.
@Suite("The real program", .serialized)
enum EndToEnd {}
