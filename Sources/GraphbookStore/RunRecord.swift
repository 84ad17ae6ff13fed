import GRDB
import GraphbookCore

/// A run as the store has it.
public struct RunRecord: Sendable {
    public enum Status: String, Sendable, CaseIterable, Codable {
        case running, succeeded, failed, cancelled
        /// The program that carried it out is gone.
        case interrupted
    }

    /// The run's name among those of its project; later runs have greater numbers.
    public let number: Int
    /// The number of the first of the runs that go on with each other; its own where it began anew.
    public let origin: Int
    public let status: Status
    public let plan: RecordedPlan
    /// What the run said of itself when it began; nil where it did not get so far.
    public let started: RunStarted?
    /// Seconds since 1970 on the wall clock, which may have been set since: runs are in the order of their numbers.
    public let startedAt: Double
    /// How long it took, as far as is known.
    public let seconds: Double?
    /// How it ended; for a run that was interrupted, as far as was recorded; nil before.
    public let summary: RunSummary?
}

/// What was to be run: enough to do it again, and to see what has changed since.
public struct RecordedPlan: Sendable {
    /// The workflow as it was named on the command line, absolute where it is a file.
    public let workflow: String
    /// The folder the host works in, an absolute path.
    public let folder: String
    /// The workflow file's text; nil for a workflow built in code.
    public let text: String?
    public let overrides: [SettingOverride]
    public let options: RunOptions
    /// The path of the host's executable.
    public let host: String
    /// The versions of code by the names of what has them: the host, and the files that nodes are declared in.
    public let versions: [String: String]

    public init(
        workflow: String, folder: String, text: String?, overrides: [SettingOverride], options: RunOptions,
        host: String, versions: [String: String]
    ) {
        self.workflow = workflow
        self.folder = folder
        self.text = text
        self.overrides = overrides
        self.options = options
        self.host = host
        self.versions = versions
    }
}

/// What of a plan is kept as JSON.
private struct RecordedRequest: Codable {
    let overrides: [SettingOverride]
    let options: RunOptions
}

extension RecordedPlan {
    var requestText: String {
        get throws {
            var options = options
            options.checkpoints = nil
            return try RowText.text(of: RecordedRequest(overrides: overrides, options: options))
        }
    }
}

extension RunRecord {
    init(_ row: Row) throws {
        let request = try RowText.value(RecordedRequest.self, row["request"])
        number = row["number"]
        origin = row["origin"]
        status = Status(rawValue: row["status"]) ?? .interrupted
        plan = RecordedPlan(
            workflow: row["workflow"], folder: row["folder"], text: row["text"], overrides: request.overrides,
            options: request.options, host: row["host"],
            versions: try RowText.value([String: String].self, row["versions"]))
        started = try (row["started"] as String?).map { try RowText.value(RunStarted.self, $0) }
        startedAt = row["startedAt"]
        seconds = row["seconds"]
        summary = try (row["summary"] as String?).map { try RowText.value(RunSummary.self, $0) }
    }
}

/// Values as JSON, in a column.
enum RowText {
    static func text(of value: some Encodable) throws -> String { try JSON.text(of: ValueEncoder().encode(value)) }

    static func value<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try ValueDecoder().decode(type, from: JSON.value(of: text))
    }
}
