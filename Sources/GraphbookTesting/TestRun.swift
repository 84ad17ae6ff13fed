import GraphbookCore
import GraphbookEngine

/// What came of running a step, or a small workflow, in a test.
///
/// ```swift
/// @Test func textsOfTwoWordsAreShort() async throws {
///     let run = try await TestRun(markShort(least: 3), on: Note(["text": "two words"]))
///     #expect(try run.note["short"] == true)
/// }
/// ```
///
/// Nodes run as they do for `graphbook run`, by the same engine: parameters are read, batches are filled, a note that fails
/// is a failure with its place. Unless the options say otherwise, load and dump functions are called in line, one after
/// the other, and failures are skipped, so that all of them can be looked at.
public struct TestRun: Sendable {
    /// A note that left a node.
    public struct Departure: Sendable {
        public let node: String
        public let port: String
        /// The note as it was then.
        public let note: Note
        /// Whether no other node took it.
        public let isLast: Bool
    }

    /// How it ended, with the counters of each node. No note counts as unrouted, since the test sees those of every port.
    public let summary: RunSummary
    /// All notes that left a node, in the order they did.
    public let departures: [Departure]
    /// Everything that failed, in order.
    public let failures: [NoteFailure]
    /// The lines that nodes have logged, in order.
    public let log: [LogLine]
    /// The key of the items, in a run of a batch step on items.
    let itemKey: String?

    /// Runs a workflow to its end: one built in code, or one read from a file, whose nodes are found in the test's program.
    ///
    /// - Parameters:
    ///   - overrides: Settings that count more than the workflow's own.
    ///   - options: How it is run. Worker processes need a program of their own, which a test has not.
    /// - Throws: ``WorkflowError`` with all that is wrong with the workflow.
    public init(
        _ workflow: Workflow, overrides: [SettingOverride] = [], options: RunOptions = .inTest
    ) async throws {
        try await self.init(workflow, overrides: overrides, options: options, itemKey: nil, limit: nil)
    }

    /// - Parameter limit: After how many notes that no node takes the run is stopped; nil for never.
    init(
        _ workflow: Workflow, overrides: [SettingOverride] = [], options: RunOptions, itemKey: String?, limit: Int?
    ) async throws {
        let plan = try workflow.plan(with: .discovered(), overrides: overrides)
        let departures = Record<Departure>(), events = Record<RunEvent>()
        let stop = StopSwitch(limit: limit)
        let engine = Engine(
            plan.observed { departure in
                departures.append(departure)
                if departure.isLast { stop.count() }
            })
        stop.connect(to: engine)
        let summary = try await engine.run(options) { events.append($0) }
        let steps = Set(plan.nodes.map(\.id))
        self.summary = RunSummary(
            status: summary.status, notes: summary.notes, items: summary.items, failures: summary.failures,
            seconds: summary.seconds, nodes: summary.nodes.filter { steps.contains($0.node) })
        self.departures = departures.all
        failures = events.all.compactMap { if case .noteFailed(let failure) = $0 { failure } else { nil } }
        log = events.all.compactMap { if case .log(let line) = $0 { line } else { nil } }
        self.itemKey = itemKey
    }
}

// MARK: - What left

extension TestRun {
    private var last: [Departure] { departures.filter(\.isLast) }

    /// The notes that left the last steps, whatever the port, in the order they did.
    public var notes: [Note] { last.map(\.note) }

    /// The ports that the last steps' notes left by, in order: `["sure", "unsure", "sure"]`.
    public var ports: [String] { last.map(\.port) }

    /// The notes that left the last steps by a port, in order.
    public func notes(by port: some PortName) -> [Note] { last.filter { $0.port == port.rawValue }.map(\.note) }

    /// The notes that left a node, whatever the port, in order.
    public func notes(from node: String) -> [Note] { departures.filter { $0.node == node }.map(\.note) }

    /// The notes that left a node by a port, in order.
    public func notes(from node: String, by port: some PortName) -> [Note] {
        departures.filter { $0.node == node && $0.port == port.rawValue }.map(\.note)
    }

    /// The one note that left.
    ///
    /// - Throws: The first failure, where there was one; ``GraphbookError`` with code `missing` when none or several left.
    public var note: Note {
        get throws {
            if let failure = failures.first { throw failure }
            let notes = notes
            guard notes.count == 1 else {
                throw GraphbookError(.missing, "\(notes.isEmpty ? "no note" : "\(notes.count) notes") left, not one")
            }
            return notes[0]
        }
    }

    /// The items of the notes that left, after a run on items.
    public var items: [Item] { itemKey.map { key in notes.flatMap { $0.items(under: key) } } ?? [] }
}

extension RunOptions {
    /// In line, and past all failures: what a test of a step wants.
    public static let inTest = RunOptions(isolation: .none, onFailure: .skip, progressInterval: 0)
}
